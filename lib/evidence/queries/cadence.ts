import 'server-only';
import { currentCatalogueVersionId, listActivities } from '@/lib/catalogue/queries';
import type { EvidenceUseView } from '../model';
import type { EvidenceCadence } from '../model/fields';
import { shortestCadence } from '../rules/fields';

/** How often the standard asks for new proof of these requirements: the shortest; null where it names no interval. */
export function cadenceOf(requirementNumbers: readonly string[]): EvidenceCadence | null {
  return shortestCadence(requirementNumbers, listActivities(currentCatalogueVersionId));
}

/** The same for an item, by where it is used in what is still open. */
export function cadenceOfUses(uses: readonly EvidenceUseView[]): EvidenceCadence | null {
  return cadenceOf(uses.filter((use) => !use.isSigned).map((use) => use.requirementNumber));
}
