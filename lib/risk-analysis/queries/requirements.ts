import 'server-only';
import { currentCatalogueVersionId, findRequirement } from '@/lib/catalogue/queries';
import { analysedRequirements } from '@/lib/response/rules/frequency';

/** The requirements that an analysis can be for, with their titles. */
export function listAnalysedRequirements(): { requirementNumber: string; title: string }[] {
  return analysedRequirements.map((requirementNumber) => ({
    requirementNumber,
    title: findRequirement(currentCatalogueVersionId, requirementNumber)?.title ?? '',
  }));
}
