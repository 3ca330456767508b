import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { merchantIdKey, openAssessmentRefusal } from '../rules';
import type { MerchantIdInput } from '../schema';

type Manage = Grant<'legal-entity:manage'>;

/** Adds a merchant id that an acquirer gave to a legal entity. */
export function addMerchantId(
  grant: Manage,
  legalEntityId: string,
  input: MerchantIdInput,
): Promise<{ merchantIdId: string }> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    await lockParents(tx, grant, legalEntityId, input.acquirerId);
    await assertNumberIsFree(tx, grant, input);
    const { id } = await tx.merchantId.create({
      data: { ...input, legalEntityId, organizationId },
      select: { id: true },
    });
    return {
      result: { merchantIdId: id },
      events: [
        {
          type: 'merchant-id.added',
          subject: { type: 'merchant-id', id },
          data: { number: input.number, legalEntityId, acquirerId: input.acquirerId },
        },
      ],
    };
  });
}

/** Takes a merchant id out of use. Refused while an open assessment covers it. */
export function archiveMerchantId(grant: Manage, merchantIdId: string): Promise<{ legalEntityId: string }> {
  return commit(grant, async (tx) => {
    const row = await lockedMerchantId(tx, grant, merchantIdId);
    const result = { legalEntityId: row.legalEntityId };
    if (row.archivedAt) return unchanged(result);
    const assessments = await tx.assessment.findMany({
      where: {
        organizationId: grant.organizationId,
        status: 'OPEN',
        archivedAt: null,
        merchantIds: { some: { merchantIdId } },
      },
      select: { name: true },
      orderBy: { name: 'asc' },
    });
    const refusal = openAssessmentRefusal(
      'This merchant id',
      assessments.map((assessment) => assessment.name),
    );
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    await setArchivedAt(tx, grant, merchantIdId, now());
    return {
      result,
      events: [
        {
          type: 'merchant-id.archived',
          subject: { type: 'merchant-id', id: merchantIdId },
          data: { number: row.number },
        },
      ],
    };
  });
}

/** Brings an archived merchant id back, if its legal entity and acquirer are in use. */
export function restoreMerchantId(grant: Manage, merchantIdId: string): Promise<{ legalEntityId: string }> {
  return commit(grant, async (tx) => {
    const row = await lockedMerchantId(tx, grant, merchantIdId);
    const result = { legalEntityId: row.legalEntityId };
    if (!row.archivedAt) return unchanged(result);
    await lockParents(tx, grant, row.legalEntityId, row.acquirerId);
    await setArchivedAt(tx, grant, merchantIdId, null);
    return {
      result,
      events: [
        {
          type: 'merchant-id.restored',
          subject: { type: 'merchant-id', id: merchantIdId },
          data: { number: row.number },
        },
      ],
    };
  });
}

/** Both parents must be this organization's and not archived, and stay so until the commit; one writer per acquirer. */
async function lockParents(tx: Transaction, grant: Manage, legalEntityId: string, acquirerId: string) {
  const { organizationId } = grant;
  const entities = await tx.$queryRaw<{ archivedAt: Date | null }[]>`
    SELECT "archivedAt" FROM "LegalEntity" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${legalEntityId}::uuid FOR SHARE`;
  const [entity] = entities;
  if (!entity) throw notFound();
  if (entity.archivedAt) {
    throw new AppError(
      'WRONG_STATE',
      'This legal entity is archived. Restore it before you change its merchant ids.',
    );
  }
  const acquirers = await tx.$queryRaw<{ archivedAt: Date | null }[]>`
    SELECT "archivedAt" FROM "Acquirer" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${acquirerId}::uuid FOR UPDATE`;
  if (acquirers[0] && acquirers[0].archivedAt === null) return;
  throw new AppError('INVALID', undefined, {
    acquirerId: ['This acquirer is not in your list of active acquirers. Choose another one.'],
  });
}

async function assertNumberIsFree(tx: Transaction, grant: Manage, input: MerchantIdInput) {
  const rows = await tx.merchantId.findMany({
    where: { organizationId: grant.organizationId, acquirerId: input.acquirerId },
    select: { number: true, archivedAt: true, legalEntity: { select: { name: true } } },
  });
  const taken = rows.find((row) => merchantIdKey(row.number) === merchantIdKey(input.number));
  if (!taken) return;
  const words = taken.archivedAt
    ? `This merchant id stands in the archive of ${taken.legalEntity.name}. Restore it there.`
    : `This merchant id belongs to ${taken.legalEntity.name} already.`;
  throw new AppError('INVALID', undefined, { number: [words] });
}

async function lockedMerchantId(tx: Transaction, grant: Manage, id: string) {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "MerchantId" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.merchantId.findFirst({ where: { organizationId, id } });
  if (!row) throw notFound();
  return row;
}

async function setArchivedAt(tx: Transaction, grant: Manage, id: string, archivedAt: Date | null) {
  await tx.merchantId.update({
    where: { organizationId_id: { organizationId: grant.organizationId, id } },
    data: { archivedAt },
  });
}
