import 'server-only';
import type { Transaction } from '@/lib/platform/db';

/** Whose links for evidence are dead before their day, because they may not ask any more (8.2.5). */
export async function askersGone(tx: Transaction, organizationId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ createdById: string }[]>`
    SELECT a."createdById" FROM (SELECT DISTINCT q."createdById" FROM "EvidenceRequest" q
      WHERE q."organizationId" = ${organizationId}::uuid AND q."memberId" IS NULL AND q."answeredAt" IS NULL AND q."withdrawnAt" IS NULL) a
     WHERE NOT may_ask_for_evidence(${organizationId}::uuid, a."createdById")`;
  return rows.map(({ createdById }) => createdById);
}
