import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { entityTypeNames } from '../model';
import { assertLegalEntityNameIsFree, insertLegalEntity } from '../operations';
import { inUseRefusal, openAssessmentRefusal, overtakenFields, overtakenMessage } from '../rules';
import type { ChangeLegalEntityInput, LegalEntityInput } from '../schema';

type Manage = Grant<'legal-entity:manage'>;

const fields = [
  'name',
  'tradingName',
  'entityType',
  'street',
  'postalCode',
  'city',
  'region',
  'country',
  'website',
  'contactName',
  'contactTitle',
  'contactPhone',
  'contactEmail',
] as const satisfies readonly (keyof LegalEntityInput)[];

/** Adds a merchant or service provider that is assessed. */
export function addLegalEntity(grant: Manage, input: LegalEntityInput): Promise<{ legalEntityId: string }> {
  return commit(grant, async (tx) => {
    const { legalEntityId, event } = await insertLegalEntity(tx, grant, input);
    return { result: { legalEntityId }, events: [event] };
  });
}

/** Changes the facts of a legal entity. The type stays while an open assessment relies on it. */
export function changeLegalEntity(
  grant: Manage,
  legalEntityId: string,
  { version, ...after }: ChangeLegalEntityInput,
): Promise<{ legalEntityId: string }> {
  return commit(grant, async (tx) => {
    const before = await lockedLegalEntity(tx, grant, legalEntityId);
    if (before.archivedAt) throw archivedError();
    if (before.version !== version) throw overtakenError(before, after);
    const changes = changesBetween(before, after, fields);
    if (Object.keys(changes).length === 0) return unchanged({ legalEntityId });
    if (changes.name) await assertLegalEntityNameIsFree(tx, grant, after.name, legalEntityId);
    if (changes.entityType) await assertTypeMayChange(tx, grant, legalEntityId);
    await tx.legalEntity.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: legalEntityId } },
      data: { ...after, version: { increment: 1 } },
    });
    return {
      result: { legalEntityId },
      events: [
        { type: 'legal-entity.changed', subject: { type: 'legal-entity', id: legalEntityId }, data: changes },
      ],
    };
  });
}

/** Takes a legal entity out of the lists. Refused while open assessments or integrations belong to it. */
export function archiveLegalEntity(grant: Manage, legalEntityId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedLegalEntity(tx, grant, legalEntityId);
    if (row.archivedAt) return unchanged(undefined);
    const { organizationId } = grant;
    const refusal =
      openAssessmentRefusal('This legal entity', await openAssessmentNames(tx, grant, legalEntityId)) ??
      inUseRefusal(
        'This legal entity',
        await activeIntegrationNames(tx, grant, legalEntityId),
        { one: 'integration', many: 'integrations' },
        'Archive that first.',
      );
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    await tx.legalEntity.update({
      where: { organizationId_id: { organizationId, id: legalEntityId } },
      data: { archivedAt: now(), version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'legal-entity.archived',
          subject: { type: 'legal-entity', id: legalEntityId },
          data: { name: row.name },
        },
      ],
    };
  });
}

/** Brings an archived legal entity back. */
export function restoreLegalEntity(grant: Manage, legalEntityId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedLegalEntity(tx, grant, legalEntityId);
    if (!row.archivedAt) return unchanged(undefined);
    await assertLegalEntityNameIsFree(tx, grant, row.name, legalEntityId);
    await tx.legalEntity.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: legalEntityId } },
      data: { archivedAt: null, version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'legal-entity.restored',
          subject: { type: 'legal-entity', id: legalEntityId },
          data: { name: row.name },
        },
      ],
    };
  });
}

/** The row as it stands once no other writer holds it: what is decided on it stays true until the commit. */
async function lockedLegalEntity(tx: Transaction, grant: Manage, id: string) {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "LegalEntity" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.legalEntity.findFirst({ where: { organizationId, id } });
  if (!row) throw notFound();
  return row;
}

async function openAssessmentNames(tx: Transaction, grant: Manage, legalEntityId: string) {
  const rows = await tx.assessment.findMany({
    where: { organizationId: grant.organizationId, legalEntityId, status: 'OPEN', archivedAt: null },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return rows.map((row) => row.name);
}

async function activeIntegrationNames(tx: Transaction, grant: Manage, legalEntityId: string) {
  const rows = await tx.integration.findMany({
    where: { organizationId: grant.organizationId, legalEntityId, archivedAt: null },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return rows.map((row) => row.name);
}

async function assertTypeMayChange(tx: Transaction, grant: Manage, legalEntityId: string) {
  const [name] = await openAssessmentNames(tx, grant, legalEntityId);
  if (name === undefined) return;
  throw new AppError('INVALID', undefined, {
    entityType: [
      `The type decides the questionnaire, and the assessment “${name}” is open. Sign or archive it first.`,
    ],
  });
}

function archivedError(): AppError {
  return new AppError('WRONG_STATE', 'This legal entity is archived. Restore it before you change it.');
}

type Fields = Record<(typeof fields)[number], unknown>;

function overtakenError(saved: Fields, sent: Fields): AppError {
  const differences = changesBetween(sent, saved, fields);
  return new AppError('CONFLICT', overtakenMessage, overtakenFields(differences, entityTypeNames));
}
