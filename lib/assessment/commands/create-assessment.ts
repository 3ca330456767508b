import 'server-only';
import { commit, eventList } from '@/lib/audit-trail/commit';
import { dayIn, fromDay } from '@/lib/platform/clock';
import { type CarryAnswers, insertAnswerRows, type PlanActivities, usableDecision } from '../operations';
import type { CreateAssessmentInput } from '../schema';
import { heldRecipients, type Manage } from './parts';

/** The day to attest by; without one the end of the period, while that is still to come. */
function attestBy({ dueOn, periodTo }: Pick<CreateAssessmentInput, 'dueOn' | 'periodTo'>, today: string) {
  return dueOn ?? (periodTo > today ? periodTo : null);
}

/**
 * Makes an assessment from a recorded decision: one legal entity, what the decision covers, the questionnaire and the
 * catalogue version pinned, and one empty answer row for each row of the form. Throws WRONG_STATE when the decision ends
 * without a questionnaire or no longer speaks for the integrations.
 */
export function createAssessment(
  grant: Manage,
  { decisionId, carryFromId, ...input }: CreateAssessmentInput,
  planActivities: PlanActivities,
  carryAnswers: CarryAnswers | null = null,
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
    const integrationIds = integrations.map((one) => one.id);
    const carried =
      carryFromId === '' || !carryAnswers
        ? {}
        : await carryAnswers(tx, grant, {
            assessmentId: id,
            fromId: carryFromId,
            legalEntityId,
            integrationIds,
          });
    const planned = await planActivities(tx, grant, {
      catalogueVersionId,
      questionnaireId,
      integrationIds,
      attestBy: attestBy(input, dayIn(grant.timeZone)),
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
            ...carried,
          },
        },
        ...planned,
      ]),
    };
  });
}
