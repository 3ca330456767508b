import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { fromDay, now, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { sameName } from '@/lib/platform/names';
import { inUseRefusal, openAssessmentRefusal, overtakenFields, overtakenMessage } from '../rules';
import type { AcquirerInput, ChangeAcquirerInput } from '../schema';

type Manage = Grant<'legal-entity:manage'>;

const fields = [
  'name',
  'portalUrl',
  'contactName',
  'contactEmail',
  'contactPhone',
  'nextDueOn',
  'wantsActionPlan',
  'rules',
] as const satisfies readonly (keyof AcquirerInput)[];

/** Adds a bank or processor that attestations are handed to. */
export function addAcquirer(grant: Manage, input: AcquirerInput): Promise<{ acquirerId: string }> {
  return commit(grant, async (tx) => {
    await assertNameIsFree(tx, grant, input.name, null);
    const { id } = await tx.acquirer.create({
      data: { ...columns(input), organizationId: grant.organizationId },
      select: { id: true },
    });
    return {
      result: { acquirerId: id },
      events: [
        {
          type: 'acquirer.added',
          subject: { type: 'acquirer', id },
          data: { name: input.name, nextDueOn: input.nextDueOn },
        },
      ],
    };
  });
}

/** Changes the facts of an acquirer. */
export function changeAcquirer(
  grant: Manage,
  acquirerId: string,
  { version, ...after }: ChangeAcquirerInput,
): Promise<{ acquirerId: string }> {
  return commit(grant, async (tx) => {
    const row = await lockedAcquirer(tx, grant, acquirerId);
    if (row.archivedAt) {
      throw new AppError('WRONG_STATE', 'This acquirer is archived. Restore it before you change it.');
    }
    const before = { ...row, nextDueOn: row.nextDueOn ? toDay(row.nextDueOn) : null };
    if (before.version !== version) {
      throw new AppError(
        'CONFLICT',
        overtakenMessage,
        overtakenFields(changesBetween(after, before, fields)),
      );
    }
    const changes = changesBetween(before, after, fields);
    if (Object.keys(changes).length === 0) return unchanged({ acquirerId });
    if (changes.name) await assertNameIsFree(tx, grant, after.name, acquirerId);
    await tx.acquirer.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: acquirerId } },
      data: { ...columns(after), version: { increment: 1 } },
    });
    return {
      result: { acquirerId },
      events: [{ type: 'acquirer.changed', subject: { type: 'acquirer', id: acquirerId }, data: changes }],
    };
  });
}

/** Takes an acquirer out of the lists. Refused while open assessments or merchant ids need it. */
export function archiveAcquirer(grant: Manage, acquirerId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedAcquirer(tx, grant, acquirerId);
    if (row.archivedAt) return unchanged(undefined);
    const refusal = await archiveRefusal(tx, grant, acquirerId);
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    await setArchivedAt(tx, grant, acquirerId, now());
    return {
      result: undefined,
      events: [
        {
          type: 'acquirer.archived',
          subject: { type: 'acquirer', id: acquirerId },
          data: { name: row.name },
        },
      ],
    };
  });
}

/** Brings an archived acquirer back. */
export function restoreAcquirer(grant: Manage, acquirerId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedAcquirer(tx, grant, acquirerId);
    if (!row.archivedAt) return unchanged(undefined);
    await assertNameIsFree(tx, grant, row.name, acquirerId);
    await setArchivedAt(tx, grant, acquirerId, null);
    return {
      result: undefined,
      events: [
        {
          type: 'acquirer.restored',
          subject: { type: 'acquirer', id: acquirerId },
          data: { name: row.name },
        },
      ],
    };
  });
}

function columns(input: AcquirerInput) {
  return { ...input, nextDueOn: input.nextDueOn ? fromDay(input.nextDueOn) : null };
}

async function lockedAcquirer(tx: Transaction, grant: Manage, id: string) {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "Acquirer" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.acquirer.findFirst({ where: { organizationId, id } });
  if (!row) throw notFound();
  return row;
}

async function setArchivedAt(tx: Transaction, grant: Manage, id: string, archivedAt: Date | null) {
  await tx.acquirer.update({
    where: { organizationId_id: { organizationId: grant.organizationId, id } },
    data: { archivedAt, version: { increment: 1 } },
  });
}

async function archiveRefusal(tx: Transaction, grant: Manage, acquirerId: string): Promise<string | null> {
  const { organizationId } = grant;
  const assessments = await tx.assessment.findMany({
    where: { organizationId, status: 'OPEN', archivedAt: null, acquirers: { some: { acquirerId } } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  const merchantIds = await tx.merchantId.findMany({
    where: { organizationId, acquirerId, archivedAt: null },
    select: { number: true },
    orderBy: { number: 'asc' },
  });
  return (
    openAssessmentRefusal(
      'This acquirer',
      assessments.map((row) => row.name),
    ) ??
    inUseRefusal(
      'This acquirer',
      merchantIds.map((row) => row.number),
      { one: 'merchant id', many: 'merchant ids' },
      'Archive that on its legal entity first.',
    )
  );
}

async function assertNameIsFree(tx: Transaction, grant: Manage, name: string, exceptId: string | null) {
  const taken = await tx.acquirer.findFirst({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      name: await sameName(tx, grant.organizationId, 'acquirers', name),
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true },
  });
  if (taken) throw new AppError('INVALID', undefined, { name: ['An acquirer of this name exists already.'] });
}
