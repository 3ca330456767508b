import 'server-only';
import { notFound } from '@/lib/platform/errors';
import { buildCatalogue, type CatalogueFiles } from './build';
import { files as files401 } from './data-4-0-1';
import type { Catalogue, CatalogueActivity, Guidance, Questionnaire, Requirement } from './model';

/** The version that new assessments use. Older ones keep theirs. */
export const currentCatalogueVersionId = 'pci-dss-4.0.1';

const filesByVersion: Record<string, CatalogueFiles> = { 'pci-dss-4.0.1': files401 };

export const catalogueVersionIds: readonly string[] = Object.keys(filesByVersion);

// On globalThis: every bundle has its own copy of this module, but one check and one index per process are enough.
const store = globalThis as { inplaceCatalogues?: Map<string, Catalogue> };

/** A version of the standard, checked once per process. The catalogue belongs to nobody: no Grant is needed to read it. */
export function getCatalogue(catalogueVersionId: string): Catalogue {
  store.inplaceCatalogues ??= new Map();
  const cached = store.inplaceCatalogues.get(catalogueVersionId);
  if (cached) return cached;
  const files = Object.hasOwn(filesByVersion, catalogueVersionId)
    ? filesByVersion[catalogueVersionId]
    : undefined;
  if (!files) throw notFound('This version of the standard is not in the catalogue.');
  const catalogue = buildCatalogue(catalogueVersionId, files);
  store.inplaceCatalogues.set(catalogueVersionId, catalogue);
  return catalogue;
}

/** A node by its number, or null. Sections and principal requirements are found too. */
export function findRequirement(catalogueVersionId: string, requirementNumber: string): Requirement | null {
  return getCatalogue(catalogueVersionId).requirementByNumber.get(requirementNumber) ?? null;
}

export function getRequirement(catalogueVersionId: string, requirementNumber: string): Requirement {
  const requirement = findRequirement(catalogueVersionId, requirementNumber);
  if (!requirement) throw notFound('This requirement number does not exist in this version of the standard.');
  return requirement;
}

/** Our own words on a requirement. Only requirements have them, not sections or principal requirements. */
export function getGuidance(catalogueVersionId: string, requirementNumber: string): Guidance {
  const guidance = getCatalogue(catalogueVersionId).guidanceByNumber.get(requirementNumber);
  if (!guidance) throw notFound('There is no guidance for this number.');
  return guidance;
}

export function getQuestionnaire(catalogueVersionId: string, questionnaireId: string): Questionnaire {
  const questionnaire = getCatalogue(catalogueVersionId).questionnaires.find(
    (candidate) => candidate.questionnaireId === questionnaireId,
  );
  if (!questionnaire) throw notFound('This questionnaire does not exist in this version of the standard.');
  return questionnaire;
}

/** What a questionnaire asks, in the standard's order. */
export function listQuestionnaireRequirements(
  catalogueVersionId: string,
  questionnaireId: string,
): Requirement[] {
  return getQuestionnaire(catalogueVersionId, questionnaireId).requirementNumbers.map((number) =>
    getRequirement(catalogueVersionId, number),
  );
}

/** Every periodic duty of the standard, retired ones and those of designated entities included. */
export function listActivities(catalogueVersionId: string): readonly CatalogueActivity[] {
  return getCatalogue(catalogueVersionId).activities;
}
