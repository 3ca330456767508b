import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { listQuestionnaireRequirements } from '@/lib/catalogue/queries';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { lockSoon } from '@/lib/platform/lock';
import { recordedConclusion } from '@/lib/questionnaire/schema';
import type { RegisterState } from './model';
import { confirmsQuestionnaire, driftedSince, registerChanges } from './rules';
import { decidedFacts } from './schema';

/** How many later decisions are looked at: they are few, and the newest that fits is near the top. */
const LOOKED_AT = 50;

function readDecision(tx: Transaction, organizationId: string, id: string) {
  return tx.questionnaireDecision.findUnique({ where: { organizationId_id: { organizationId, id } } });
}

type DecisionRow = NonNullable<Awaited<ReturnType<typeof readDecision>>>;

/** What a decision rested on. One that cannot be read any more speaks for nothing, so nothing can differ from it. */
function factsOf(row: DecisionRow) {
  return decidedFacts.safeParse(row.conclusion).data ?? { register: [], override: null };
}

/**
 * The decision that an assessment rests on, and what the register says differently since. A later run of the picker that
 * came to the same questionnaire for the same payments takes the first one's place. Null without a decision.
 */
export async function findDecisionInForce(
  tx: Transaction,
  organizationId: string,
  decisionId: string | null,
): Promise<{ decision: DecisionRow | null; register: RegisterState }> {
  const own = decisionId ? await readDecision(tx, organizationId, decisionId) : null;
  if (!own) return { decision: null, register: { changes: [], decidedBy: null } };
  const { register, override } = factsOf(own);
  const ids = register.map(({ integrationId }) => integrationId);
  const rows = await tx.integration.findMany({
    where: { organizationId, legalEntityId: own.legalEntityId, id: { in: ids } },
    select: { id: true, name: true, method: true, channels: true, storesAccountData: true },
  });
  const now = rows.map(({ id, ...facts }) => ({ integrationId: id, ...facts }));
  const changes = registerChanges(register, now);
  if (changes.length === 0) {
    return { decision: own, register: { changes, decidedBy: override?.decidedBy ?? null } };
  }
  const later = await tx.questionnaireDecision.findMany({
    where: {
      organizationId,
      legalEntityId: own.legalEntityId,
      questionnaireId: own.questionnaireId,
      decidedAt: { gt: own.decidedAt },
    },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: LOOKED_AT,
  });
  const confirming = later.find((one) => confirmsQuestionnaire(own, { ...one, ...factsOf(one) }, now));
  const decision = confirming ?? own;
  return {
    decision,
    register: {
      changes: confirming ? [] : changes,
      decidedBy: factsOf(decision).override?.decidedBy ?? null,
    },
  };
}

/** Puts the answers of an earlier assessment beside the empty ones; returns what the event says about it. */
export type CarryAnswers = (
  tx: Transaction,
  grant: Grant<'assessment:manage'>,
  made: { assessmentId: string; fromId: string; legalEntityId: string; integrationIds: readonly string[] },
) => Promise<Record<string, string | number>>;

/** Plans what the standard asks for periodically; given by the caller because the schedule builds on assessments. */
export type PlanActivities = (
  tx: Transaction,
  grant: Grant,
  proposal: {
    catalogueVersionId: string;
    questionnaireId: string;
    integrationIds: readonly string[];
    /** The day by which duties that nobody has done yet must be done once, or null. */
    attestBy: string | null;
  },
) => Promise<DomainEvent[]>;

type Decision = Pick<DecisionRow, 'questionnaireId' | 'conclusion'> & {
  legalEntity: { name: string; archivedAt: Date | null };
};
type IntegrationRow = {
  id: string;
  name: string;
  method: string;
  channels: string[];
  storesAccountData: boolean;
  archivedAt: Date | null;
};

/** Why a decision speaks for no assessment any more: no questionnaire, something archived, a register that changed since. */
export function whyNotUsable(
  decision: Decision,
  integrations: readonly IntegrationRow[],
): { words: string; questionnaireId: null } | { words: null; questionnaireId: string } {
  const refused = (words: string) => ({ words, questionnaireId: null });
  const { questionnaireId, legalEntity } = decision;
  if (questionnaireId === null) {
    return refused('This decision ended without a questionnaire: there is nothing to answer.');
  }
  if (legalEntity.archivedAt) return refused(`${legalEntity.name} is in the archive. Restore it first.`);
  const archived = integrations.find((one) => one.archivedAt !== null);
  if (archived) {
    return refused(`“${archived.name}” is in the archive. Restore it, or answer the questions again.`);
  }
  const conclusion = recordedConclusion.safeParse(decision.conclusion);
  if (!conclusion.success) return refused('This decision is of an older kind. Answer the questions again.');
  const { register } = conclusion.data;
  const drifted = driftedSince(
    register,
    integrations.map(({ id, ...facts }) => ({ integrationId: id, ...facts })),
  );
  if (drifted.length === 0) return { words: null, questionnaireId };
  const names = integrations.filter((one) => drifted.includes(one.id)).map((one) => `“${one.name}”`);
  return refused(
    `${names.join(', ') || 'An integration'} changed after the questionnaire was decided. Answer the questions again.`,
  );
}

/** A decision that an assessment is made from, with what it covers, held until the commit. Throws NOT_FOUND and WRONG_STATE. */
export async function usableDecision(
  tx: Transaction,
  { organizationId }: Grant<'assessment:manage'>,
  decisionId: string,
) {
  const row = await tx.questionnaireDecision.findFirst({
    where: { organizationId, id: decisionId },
    include: { legalEntity: { select: { name: true, archivedAt: true } } },
  });
  if (!row) throw notFound();
  const integrations = await tx.$queryRaw<IntegrationRow[]>`
    SELECT "id", "name", "method", "channels", "storesAccountData", "archivedAt" FROM "Integration"
     WHERE "organizationId" = ${organizationId}::uuid AND "legalEntityId" = ${row.legalEntityId}::uuid
       AND "id" = ANY(${row.integrationIds}::uuid[]) ORDER BY "name" FOR SHARE`;
  const { words, questionnaireId } = whyNotUsable(row, integrations);
  if (words !== null) throw new AppError('WRONG_STATE', words);
  return {
    legalEntityId: row.legalEntityId,
    legalEntityName: row.legalEntity.name,
    questionnaireId,
    catalogueVersionId: row.catalogueVersionId,
    integrationIds: row.integrationIds,
    channels: row.channels,
    integrations,
  };
}

/** One empty row per answer row of the form that is not there yet, in one statement. Returns how many. */
export function insertAnswerRows(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  catalogueVersionId: string,
  questionnaireId: string,
): Promise<number> {
  const rows = listQuestionnaireRequirements(catalogueVersionId, questionnaireId).flatMap((requirement) =>
    Array.from({ length: requirement.answerRows.length || 1 }, (_, row) => ({
      key: requirement.requirementKey,
      row,
    })),
  );
  return tx.$executeRaw`
    INSERT INTO "Response" ("organizationId", "assessmentId", "catalogueVersionId", "requirementKey", "row")
    SELECT ${organizationId}::uuid, ${assessmentId}::uuid, ${catalogueVersionId}, asked."key", asked."row"
      FROM unnest(${rows.map((one) => one.key)}::text[], ${rows.map((one) => one.row)}::int[]) AS asked("key", "row")
    ON CONFLICT DO NOTHING`;
}

/** Tags and saved views of one assessment in another one, where that asks the requirement. */
export async function carryLabels(
  tx: Transaction,
  organizationId: string,
  from: string,
  to: string,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "RequirementTag" ("organizationId", "assessmentId", "requirementKey", "tags")
    SELECT t."organizationId", ${to}::uuid, t."requirementKey", t."tags" FROM "RequirementTag" t
      JOIN "Response" n ON n."organizationId" = t."organizationId" AND n."assessmentId" = ${to}::uuid AND n."requirementKey" = t."requirementKey" AND n."row" = 0
     WHERE t."organizationId" = ${organizationId}::uuid AND t."assessmentId" = ${from}::uuid AND cardinality(t."tags") > 0`;
  await tx.$executeRaw`
    INSERT INTO "TableView" ("organizationId", "id", "assessmentId", "name", "query", "createdById", "createdByName", "createdAt")
    SELECT "organizationId", gen_random_uuid(), ${to}::uuid, "name", "query", "createdById", "createdByName", "createdAt" FROM "TableView"
     WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid AND "removedAt" IS NULL`;
}

/**
 * Holds an assessment until the commit: no answer of it changes, and nobody signs, between the look and the change. What is
 * held is locked before anything else of it. Throws CONFLICT when a colleague holds it for long.
 */
export async function holdAssessment(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<void> {
  await lockSoon(
    tx,
    () =>
      tx.$queryRaw`SELECT 1 FROM "Assessment" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR UPDATE`,
  );
}

/** The same for an assessment that is still worked on. Throws NOT_FOUND out of reach, WRONG_STATE with these words. */
export async function holdOpenAssessment(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  refusal: string,
): Promise<{ name: string }> {
  await holdAssessment(tx, organizationId, assessmentId);
  const row = await tx.assessment.findFirst({
    where: { organizationId, id: assessmentId },
    select: { name: true, status: true, archivedAt: true },
  });
  if (!row) throw notFound();
  if (row.status !== 'OPEN' || row.archivedAt) throw new AppError('WRONG_STATE', refusal);
  return { name: row.name };
}
