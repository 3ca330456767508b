import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { currentCatalogueVersionId, getCatalogue } from '@/lib/catalogue/queries';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { ResponsibilityListView, ResponsibilityProgress } from '../model';
import { readSaid, saidOf } from '../operations';
import { progressOf } from '../rules';
import { attestationOf, providerFacts, suggester } from './facts';

type Read = Grant<'service-provider:read'>;

/**
 * What one provider answers for: every requirement of the standard as it stands today, and which of them the open assessments
 * of its integrations ask. Throws NOT_FOUND.
 */
export function listResponsibilities(
  grant: Read,
  serviceProviderId: string,
): Promise<ResponsibilityListView> {
  const { organizationId, timeZone } = grant;
  return read(grant, async (tx) => {
    const row = await tx.serviceProvider.findFirst({
      where: { organizationId, id: serviceProviderId },
      select: { ...providerFacts, archivedAt: true },
    });
    if (!row) throw notFound();
    const said = await readSaid(tx, organizationId, serviceProviderId);
    const asked = await readAsked(tx, organizationId, serviceProviderId);
    const suggest = suggester(row);
    const requirements = getCatalogue(currentCatalogueVersionId).requirements.filter(
      ({ kind, requirementKey, supersededBy }) =>
        kind === 'requirement' && (supersededBy === null || said.has(requirementKey)),
    );
    return {
      serviceProviderId,
      name: row.name,
      isArchived: row.archivedAt !== null,
      ...attestationOf(row, timeZone),
      lines: requirements.map(({ requirementKey, requirementNumber, title }) => ({
        requirementNumber,
        title,
        isAsked: asked.has(requirementKey),
        ...saidOf(said.get(requirementKey)),
        suggestion: suggest(requirementNumber),
      })),
    };
  });
}

/** How far the list of a provider is, without the list. */
export function countResponsibilities(
  grant: Read,
  serviceProviderId: string,
): Promise<ResponsibilityProgress> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const said = await readSaid(tx, organizationId, serviceProviderId);
    const asked = await readAsked(tx, organizationId, serviceProviderId);
    return progressOf([...asked].map((key) => ({ isAsked: true, ...saidOf(said.get(key)) })));
  });
}

/** Keys of what the open assessments of the provider's integrations ask, as far as the person sees them. */
async function readAsked(
  tx: Transaction,
  organizationId: string,
  serviceProviderId: string,
): Promise<Set<string>> {
  const rows = await tx.response.findMany({
    where: {
      organizationId,
      assessment: {
        status: 'OPEN',
        archivedAt: null,
        integrations: { some: { integration: { providers: { some: { serviceProviderId } } } } },
      },
    },
    distinct: ['requirementKey'],
    select: { requirementKey: true },
  });
  return new Set(rows.map(({ requirementKey }) => requirementKey));
}
