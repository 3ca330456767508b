import 'server-only';
import { currentCatalogueVersionId, getQuestionnaire } from '@/lib/catalogue/queries';
import { dayIn, toDay } from '@/lib/platform/clock';
import { findInDirectory } from '@/lib/service-provider/directory';
import type { AttestationState } from '@/lib/service-provider/model';
import { deriveAttestationState } from '@/lib/service-provider/rules';
import type { Suggestion } from '../model';
import { suggestResponsibility } from '../rules';

/** Columns of a provider that its attestation and a suggestion are told from. */
export const providerFacts = {
  id: true,
  name: true,
  directoryId: true,
  attestationOn: true,
  attestationValidUntil: true,
  integrations: {
    where: { integration: { archivedAt: null } },
    select: { integration: { select: { method: true } } },
  },
} as const;

type ProviderRow = {
  id: string;
  name: string;
  directoryId: string | null;
  attestationOn: Date | null;
  attestationValidUntil: Date | null;
  integrations: { integration: { method: string } }[];
};

type AttestationDays = {
  attestationOn: string | null;
  attestationValidUntil: string | null;
  attestationState: AttestationState;
};

/** Where the provider's attestation stands today. */
export function attestationOf(row: ProviderRow, timeZone: string): AttestationDays {
  const validUntil = row.attestationValidUntil ? toDay(row.attestationValidUntil) : null;
  return {
    attestationOn: row.attestationOn ? toDay(row.attestationOn) : null,
    attestationValidUntil: validUntil,
    attestationState: deriveAttestationState(validUntil, dayIn(timeZone)),
  };
}

/** What the product suggests for the requirements of this provider. */
export function suggester(row: ProviderRow): (requirementNumber: string) => Suggestion | null {
  const directory = findInDirectory(row.directoryId);
  const methods = row.integrations.map(({ integration }) => integration.method);
  const leftToMerchant = new Set(getQuestionnaire(currentCatalogueVersionId, 'A').requirementNumbers);
  return (requirementNumber) =>
    suggestResponsibility({ requirementNumber, methods, directory, leftToMerchant });
}
