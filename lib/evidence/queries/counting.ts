import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import type { Prisma } from '@/lib/platform/generated/prisma/client';

/**
 * Uses of evidence that counts: neither rejected nor failed. What was signed goes on resting on what it was signed with. Read in the
 * caller's transaction.
 */
export async function unsafeCounting(
  tx: Transaction,
  organizationId: string,
): Promise<Prisma.EvidenceLinkWhereInput> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT v::text AS "id" FROM void_evidence(${organizationId}::uuid) v`;
  if (rows.length === 0) return {};
  return {
    OR: [{ assessment: { status: { not: 'OPEN' } } }, { evidenceId: { notIn: rows.map(({ id }) => id) } }],
  };
}
