import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { holdAssessment, insertAnswerRows, usableDecision } from '@/lib/assessment/operations';
import { whyNotChangeable } from '@/lib/assessment/policy';
import { statusOf } from '@/lib/assessment/rules';
import { commit, eventList } from '@/lib/audit-trail/commit';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { carryAdded } from '@/lib/carry-over/operations';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { recordRows } from '@/lib/response/operations/record-rows';
import { requirementKeyOf } from '@/lib/response/queries';
import { proposeActivities } from '@/lib/schedule/operations';
import { compareQuestionnaires, whyNotRestOn } from './rules';
import type { ChangeQuestionnaireInput } from './schema';

type Manage = Grant<'assessment:manage'>;

/**
 * Lets an open assessment rest on another decision for the same integrations. Answers to what both questionnaires ask stay
 * untouched; what only the old one asks is set aside with all that hangs on it, and comes back as it was when it is asked
 * again; a finding that the new one does not offer is taken back by a recorded change, so that it is answered anew. Savers
 * of answers wait for this or come first: they hold the assessment. Throws NOT_FOUND, WRONG_STATE for what is signed or
 * archived and for a decision that does not fit, CONFLICT when the assessment was changed since the preview, RATE_LIMITED after
 * too many in a minute.
 */
export async function changeQuestionnaire(
  grant: Manage,
  record: Grant<'response:record'>,
  assessmentId: string,
  { decisionId, version, name }: ChangeQuestionnaireInput,
): Promise<{ version: number }> {
  await spendRecordedTurn('joint', grant);
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const at = { organizationId, assessmentId };
    const before = await heldAssessment(tx, organizationId, assessmentId);
    if (before.version !== version) {
      throw new AppError(
        'CONFLICT',
        'Somebody else changed this assessment meanwhile. Look at what would change again.',
      );
    }
    const decision = await usableDecision(tx, grant, decisionId);
    const refusal = whyNotRestOn(before, { decisionId, ...decision });
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    const { catalogueVersionId } = before;
    const from = getQuestionnaire(catalogueVersionId, before.questionnaireId);
    const to = getQuestionnaire(catalogueVersionId, decision.questionnaireId);
    const { stay, added, fallAway } = compareQuestionnaires(from, to);

    await tx.assessment.update({
      where: { organizationId_id: { organizationId, id: assessmentId } },
      data: {
        questionnaireId: to.questionnaireId,
        decisionId,
        channels: decision.channels,
        ...(name !== undefined && { name }),
        version: { increment: 1 },
      },
    });
    const returned = await takeBack(tx, organizationId, assessmentId, added);
    await setAside(tx, grant, assessmentId, fallAway);
    await insertAnswerRows(tx, organizationId, assessmentId, catalogueVersionId, to.questionnaireId);
    const isNew = (number: string) => !returned.includes(number);
    const carriedAnswers = await carryAdded(
      tx,
      grant,
      assessmentId,
      added.filter(isNew).map(requirementKeyOf),
    );
    const planned = await proposeActivities(tx, grant, {
      catalogueVersionId,
      questionnaireId: to.questionnaireId,
      integrationIds: decision.integrations.map(({ id }) => id),
      attestBy: attestBy(before, dayIn(grant.timeZone)),
    });
    const kept = await tx.response.groupBy({
      by: ['requirementKey'],
      where: {
        ...at,
        requirementKey: { in: stay.map(requirementKeyOf) },
        finding: { in: [...to.responseOptions] },
      },
    });
    // Last, as every writer of answers: the first event takes the lock that everybody waits for.
    const answerAgain = await clearNotOffered(tx, record, assessmentId, to.responseOptions);
    return {
      result: { version: version + 1 },
      events: eventList([
        {
          type: 'assessment.questionnaire-changed',
          subject: { type: 'assessment', id: assessmentId },
          data: {
            name: before.name,
            ...(name !== undefined && name !== before.name && { newName: name }),
            from: from.name,
            to: to.name,
            decisionBefore: before.decisionId,
            decisionAfter: decisionId,
            channelsBefore: before.channels,
            channelsAfter: decision.channels,
            answeredThatStay: kept.length,
            added: added.filter(isNew),
            returned,
            setAside: fallAway,
            answerAgain,
            carriedAnswers,
          },
        },
        ...planned,
      ]),
    };
  });
}

/** The assessment once no saver of an answer and no other change holds it. */
async function heldAssessment(tx: Transaction, organizationId: string, id: string) {
  await holdAssessment(tx, organizationId, id);
  const row = await tx.assessment.findFirst({
    where: { organizationId, id },
    include: { integrations: { select: { integrationId: true } } },
  });
  if (!row) throw notFound();
  const reason = whyNotChangeable({ status: statusOf(row.status), isArchived: row.archivedAt !== null });
  if (reason) throw new AppError('WRONG_STATE', reason);
  return { ...row, integrationIds: row.integrations.map(({ integrationId }) => integrationId) };
}

/** What is asked again: the numbers that had been set aside. */
async function takeBack(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  numbers: readonly string[],
): Promise<string[]> {
  const where = { organizationId, assessmentId, requirementKey: { in: numbers.map(requirementKeyOf) } };
  const rows = await tx.setAsideRequirement.findMany({ where, select: { requirementKey: true } });
  await tx.setAsideRequirement.deleteMany({ where });
  const keys = new Set(rows.map(({ requirementKey }) => requirementKey));
  return numbers.filter((number) => keys.has(requirementKeyOf(number)));
}

async function setAside(
  tx: Transaction,
  { organizationId, actor }: Manage,
  assessmentId: string,
  numbers: readonly string[],
): Promise<void> {
  if (!actor.userId) throw new Error('a change of the questionnaire needs a person');
  const by = { setAsideById: actor.userId, setAsideByName: actor.name };
  await tx.setAsideRequirement.createMany({
    data: numbers.map((number) => ({
      organizationId,
      assessmentId,
      requirementKey: requirementKeyOf(number),
      ...by,
    })),
  });
}

/** Takes back findings that the questionnaire does not offer; their texts and their history stay. */
async function clearNotOffered(
  tx: Transaction,
  record: Grant<'response:record'>,
  assessmentId: string,
  offered: readonly string[],
): Promise<string[]> {
  const rows = await tx.response.findMany({
    where: { organizationId: record.organizationId, assessmentId, finding: { notIn: [...offered] } },
    orderBy: [{ requirementKey: 'asc' }, { row: 'asc' }],
    select: { requirementKey: true, row: true, version: true },
  });
  const saves = rows.map(({ requirementKey, row, version }) => ({
    requirementNumber: requirementKey.slice(requirementKey.indexOf(':') + 1),
    row,
    version,
    changes: { finding: null },
  }));
  const { saved } = await recordRows(tx, record, assessmentId, saves);
  return [...new Set(saved.map(({ requirementNumber }) => requirementNumber))];
}

/** The day to attest by; without one the end of the period, while that is still to come. */
function attestBy({ dueOn, periodTo }: { dueOn: Date | null; periodTo: Date }, today: string): string | null {
  if (dueOn) return toDay(dueOn);
  return toDay(periodTo) > today ? toDay(periodTo) : null;
}
