import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';

export type Manage = Grant<'assessment:manage'>;

type Named = { id: string; name: string };
export type Recipients = { merchantIds: { id: string; number: string }[]; acquirers: Named[] };

/**
 * Merchant ids and acquirers of an assessment: this organization's, of this legal entity, in use (or named by the
 * assessment already), held until the commit. The acquirer of a named merchant id is named with it.
 */
export async function heldRecipients(
  tx: Transaction,
  grant: Manage,
  legalEntityId: string,
  input: { merchantIdIds: readonly string[]; acquirerIds: readonly string[] },
  kept: { merchantIdIds: readonly string[]; acquirerIds: readonly string[] } = {
    merchantIdIds: [],
    acquirerIds: [],
  },
): Promise<Recipients> {
  const { organizationId } = grant;
  const numbers = await tx.$queryRaw<{ id: string; number: string; acquirerId: string; isActive: boolean }[]>`
    SELECT "id", "number", "acquirerId", "archivedAt" IS NULL AS "isActive" FROM "MerchantId"
     WHERE "organizationId" = ${organizationId}::uuid AND "legalEntityId" = ${legalEntityId}::uuid
       AND "id" = ANY(${[...input.merchantIdIds]}::uuid[]) ORDER BY "id" FOR SHARE`;
  const merchantIds = numbers.filter((row) => row.isActive || kept.merchantIdIds.includes(row.id));
  if (merchantIds.length !== input.merchantIdIds.length) {
    throw new AppError('INVALID', undefined, {
      merchantIdIds: ['One of these merchant ids is not in use for this legal entity. Choose again.'],
    });
  }
  const wanted = [...new Set([...input.acquirerIds, ...merchantIds.map((row) => row.acquirerId)])];
  const rows = await tx.$queryRaw<(Named & { isActive: boolean })[]>`
    SELECT "id", "name", "archivedAt" IS NULL AS "isActive" FROM "Acquirer"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ANY(${wanted}::uuid[]) ORDER BY "id" FOR SHARE`;
  const acquirers = rows.filter((row) => row.isActive || kept.acquirerIds.includes(row.id));
  if (acquirers.length !== wanted.length) {
    throw new AppError('INVALID', undefined, {
      acquirerIds: ['One of these acquirers is not in your list any more. Choose again.'],
    });
  }
  return {
    merchantIds: merchantIds
      .map(({ id, number }) => ({ id, number }))
      .sort((a, b) => (a.number < b.number ? -1 : 1)),
    acquirers: acquirers.map(({ id, name }) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** The row as it stands once no other writer holds it. Throws NOT_FOUND. */
export async function lockedAssessment(tx: Transaction, grant: Manage, id: string) {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "Assessment" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.assessment.findFirst({
    where: { organizationId, id },
    include: {
      integrations: { select: { integrationId: true } },
      merchantIds: { select: { merchantIdId: true, merchantId: { select: { number: true } } } },
      acquirers: { select: { acquirerId: true, acquirer: { select: { name: true } } } },
    },
  });
  if (!row) throw notFound();
  return row;
}

/** A correction that is not signed yet. Two of them would fight over which one replaces the signed assessment. */
export async function findOpenRevision(tx: Transaction, organizationId: string, revisionOfId: string) {
  return tx.assessment.findFirst({
    where: { organizationId, revisionOfId, status: 'OPEN', archivedAt: null },
    select: { id: true },
  });
}
