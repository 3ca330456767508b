import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { nothingSaid, type Responsibility, type Said } from './model';

/** What was said of a provider's requirements, by requirement key. Reads in the caller's transaction. */
export async function readSaid(
  tx: Transaction,
  organizationId: string,
  serviceProviderId: string,
): Promise<Map<string, Said>> {
  const rows = await tx.responsibilityAssignment.findMany({ where: { organizationId, serviceProviderId } });
  return new Map(rows.map((row) => [row.requirementKey, saidOf(row)]));
}

/** What stands of several providers, for a document: only what was said, by provider and requirement. */
export async function readStandingResponsibilities(
  tx: Transaction,
  organizationId: string,
  serviceProviderIds: readonly string[],
): Promise<StandingResponsibility[]> {
  if (serviceProviderIds.length === 0) return [];
  const rows = await tx.responsibilityAssignment.findMany({
    where: {
      organizationId,
      serviceProviderId: { in: [...serviceProviderIds] },
      responsibility: { not: null },
    },
    orderBy: [{ serviceProviderId: 'asc' }, { requirementKey: 'asc' }],
    select: { serviceProviderId: true, requirementKey: true, responsibility: true, agreedIn: true },
  });
  return rows.map((row) => ({ ...row, responsibility: row.responsibility as Responsibility }));
}

type StandingResponsibility = {
  serviceProviderId: string;
  requirementKey: string;
  responsibility: Responsibility;
  agreedIn: string;
};

type Row = { responsibility: string | null; agreedIn: string; version: number };

/** A row in the words of the domain; nothing was said where there is none. */
export function saidOf(row: Row | undefined): Said {
  if (!row) return nothingSaid;
  const { responsibility, agreedIn, version } = row;
  return { responsibility: responsibility as Responsibility | null, agreedIn, version };
}
