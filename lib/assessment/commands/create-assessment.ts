import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { listQuestionnaireRequirements } from '@/lib/catalogue/queries';
import { fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { recordedConclusion } from '@/lib/questionnaire/schema';
import { driftedSince } from '../rules';
import type { CreateAssessmentInput } from '../schema';
import { heldRecipients, type Manage } from './parts';

/** Plans what the standard asks for periodically; given by the caller because the schedule builds on assessments. */
export type PlanActivities = (
  tx: Transaction,
  grant: Grant,
  proposal: {
    catalogueVersionId: string;
    questionnaireId: string;
    integrationIds: readonly string[];
    periodTo: string;
  },
) => Promise<DomainEvent[]>;

/**
 * Makes an assessment from a recorded decision: one legal entity, what the decision covers, the questionnaire and the
 * catalogue version pinned, and one empty answer row for each row of the form. Throws WRONG_STATE when the decision ends
 * without a questionnaire or no longer speaks for the integrations.
 */
export function createAssessment(
  grant: Manage,
  { decisionId, ...input }: CreateAssessmentInput,
  planActivities: PlanActivities,
): Promise<{ assessmentId: string }> {
  return commit(grant, async (tx) => {
    const { organizationId, actor } = grant;
    if (!actor.userId) throw new Error('an assessment needs a person');
    const decision = await usableDecision(tx, grant, decisionId);
    const { legalEntityId, questionnaireId, catalogueVersionId, integrations } = decision;
    const recipients = await heldRecipients(tx, grant, legalEntityId, input);
    const { id } = await tx.assessment.create({
      data: {
        organizationId,
        legalEntityId,
        decisionId,
        name: input.name,
        questionnaireId,
        catalogueVersionId,
        channels: decision.channels,
        periodFrom: fromDay(input.periodFrom),
        periodTo: fromDay(input.periodTo),
        dueOn: input.dueOn ? fromDay(input.dueOn) : null,
        createdById: actor.userId,
      },
      select: { id: true },
    });
    const links = { organizationId, assessmentId: id };
    await tx.assessmentIntegration.createMany({
      data: integrations.map((one) => ({ ...links, integrationId: one.id })),
    });
    await tx.assessmentMerchantId.createMany({
      data: recipients.merchantIds.map((one) => ({ ...links, merchantIdId: one.id })),
    });
    await tx.assessmentAcquirer.createMany({
      data: recipients.acquirers.map((one) => ({ ...links, acquirerId: one.id })),
    });
    const rowCount = await insertAnswerRows(tx, organizationId, id, catalogueVersionId, questionnaireId);
    const planned = await planActivities(tx, grant, {
      catalogueVersionId,
      questionnaireId,
      integrationIds: integrations.map((one) => one.id),
      periodTo: input.periodTo,
    });
    return {
      result: { assessmentId: id },
      events: eventList([
        {
          type: 'assessment.created',
          subject: { type: 'assessment', id },
          data: {
            name: input.name,
            legalEntity: decision.legalEntityName,
            questionnaireId,
            catalogueVersionId,
            decisionId,
            channels: decision.channels,
            integrations: integrations.map((one) => one.name),
            merchantIds: recipients.merchantIds.map((one) => one.number),
            acquirers: recipients.acquirers.map((one) => one.name),
            periodFrom: input.periodFrom,
            periodTo: input.periodTo,
            dueOn: input.dueOn,
            answerRows: rowCount,
          },
        },
        ...planned,
      ]),
    };
  });
}

type IntegrationRow = {
  id: string;
  name: string;
  method: string;
  channels: string[];
  storesAccountData: boolean;
  isActive: boolean;
};

async function usableDecision(tx: Transaction, grant: Manage, decisionId: string) {
  const { organizationId } = grant;
  const row = await tx.questionnaireDecision.findFirst({
    where: { organizationId, id: decisionId },
    include: { legalEntity: { select: { name: true, archivedAt: true } } },
  });
  if (!row) throw notFound();
  if (row.questionnaireId === null) {
    throw new AppError(
      'WRONG_STATE',
      'This decision ended without a questionnaire: there is nothing to answer.',
    );
  }
  if (row.legalEntity.archivedAt) {
    throw new AppError('WRONG_STATE', `${row.legalEntity.name} is in the archive. Restore it first.`);
  }
  const integrations = await tx.$queryRaw<IntegrationRow[]>`
    SELECT "id", "name", "method", "channels", "storesAccountData", "archivedAt" IS NULL AS "isActive"
      FROM "Integration"
     WHERE "organizationId" = ${organizationId}::uuid AND "legalEntityId" = ${row.legalEntityId}::uuid
       AND "id" = ANY(${row.integrationIds}::uuid[]) ORDER BY "name" FOR SHARE`;
  const archived = integrations.find((one) => !one.isActive);
  if (archived) {
    throw new AppError(
      'WRONG_STATE',
      `“${archived.name}” is in the archive. Restore it, or answer the questions again.`,
    );
  }
  const { register } = recordedConclusion.parse(row.conclusion);
  const drifted = driftedSince(
    register,
    integrations.map(({ id, ...facts }) => ({ integrationId: id, ...facts })),
  );
  if (drifted.length > 0) {
    const names = integrations.filter((one) => drifted.includes(one.id)).map((one) => `“${one.name}”`);
    throw new AppError(
      'WRONG_STATE',
      `${names.join(', ') || 'An integration'} changed after the questionnaire was decided. Answer the questions again.`,
    );
  }
  return {
    legalEntityId: row.legalEntityId,
    legalEntityName: row.legalEntity.name,
    questionnaireId: row.questionnaireId,
    catalogueVersionId: row.catalogueVersionId,
    channels: row.channels,
    integrations,
  };
}

/** One empty row per answer row of the form, in one statement. */
async function insertAnswerRows(
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
      FROM unnest(${rows.map((one) => one.key)}::text[], ${rows.map((one) => one.row)}::int[]) AS asked("key", "row")`;
}
