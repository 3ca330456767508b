import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { AppError, notFound } from '@/lib/platform/errors';
import { requirementKeyOf } from '@/lib/response/queries';
import type { ShareOutcome } from './model';
import { holdAll, useAnswers } from './operations';
import { unsafeOtherPeriods } from './queries';
import type { SeenEntry } from './schema';

type Record = Grant<'response:record'>;
type Attach = Grant<'evidence:attach'>;

/**
 * Uses organization-wide answers of an assessment in others, in one transaction. Each entry names what both sides said when
 * it was looked at: what was changed since, is signed or does not fit is left and named, and nothing is overwritten unseen.
 * Evidence of the source comes along as uses of the same items. Throws NOT_FOUND for a source out of reach, WRONG_STATE for
 * one that is signed or archived: what is frozen shares nothing.
 */
export async function shareAnswers(
  grants: { record: Record; attach: Attach },
  sourceId: string,
  { entries }: { entries: readonly SeenEntry[] },
): Promise<ShareOutcome> {
  const { record } = grants;
  await spendRecordedTurn('joint', record);
  return commit(record, async (tx) => {
    const asked = entries.map((entry) => ({ ...entry, sourceId }));
    const held = await holdAll(tx, record.organizationId, asked);
    const source = held.assessments.get(sourceId);
    if (!source) throw notFound();
    if (!source.isOpen) {
      throw new AppError('WRONG_STATE', `${source.name} is signed or archived: its answers are frozen.`);
    }
    const ids = [...new Set(asked.map(({ assessmentId }) => assessmentId))];
    const others = await unsafeOtherPeriods(tx, record.organizationId, sourceId, ids);
    const fitting = asked.filter(({ assessmentId }) => !others.has(assessmentId));
    const { outcome, events } = await useAnswers(tx, grants, held, fitting, 'assessment.answers-shared');
    for (const { assessmentId, requirementNumber } of asked.filter((one) => others.has(one.assessmentId))) {
      outcome.left.push({ assessmentId, requirementNumber, why: 'It is of another period.' });
    }
    return events.length === 0 ? unchanged(outcome) : { result: outcome, events: eventList(events) };
  });
}

/**
 * Takes over what a source says now, where it was changed since the last confirmation; seen before, as in shareAnswers(). What
 * was shared goes on, also where a period was changed since.
 */
export async function confirmShared(
  grants: { record: Record; attach: Attach },
  assessmentId: string,
  { entries }: { entries: readonly SeenEntry[] },
): Promise<ShareOutcome> {
  const { record } = grants;
  const { organizationId } = record;
  await spendRecordedTurn('joint', record);
  return commit(record, async (tx) => {
    const links = await tx.sharedAnswer.findMany({
      where: {
        organizationId,
        assessmentId,
        requirementKey: { in: entries.map((one) => requirementKeyOf(one.requirementNumber)) },
      },
      select: { requirementKey: true, sourceAssessmentId: true },
    });
    const asked = entries.flatMap((entry) => {
      const key = requirementKeyOf(entry.requirementNumber);
      const link = links.find(({ requirementKey }) => requirementKey === key);
      return link && entry.assessmentId === assessmentId
        ? [{ ...entry, sourceId: link.sourceAssessmentId }]
        : [];
    });
    const held = await holdAll(tx, organizationId, asked);
    // Somebody may have detached one, or shared another one over it, before it was held.
    const linked = asked.filter((one) => held.restsOn(one.assessmentId, one.sourceId, one.requirementNumber));
    if (linked.length === 0) throw notFound('This answer is not shared any more. Reload the page.');
    const { outcome, events } = await useAnswers(tx, grants, held, linked, 'assessment.shared-confirmed');
    return events.length === 0 ? unchanged(outcome) : { result: outcome, events: eventList(events) };
  });
}

/**
 * Ends a use: the answer stays as its assessment's own. Throws NOT_FOUND, WRONG_STATE for what is signed or archived,
 * RATE_LIMITED after too many in a minute.
 */
export async function detachShared(
  record: Record,
  assessmentId: string,
  { requirementNumber }: { requirementNumber: string },
): Promise<void> {
  const { organizationId } = record;
  await spendRecordedTurn('joint', record);
  return commit(record, async (tx) => {
    const requirementKey = requirementKeyOf(requirementNumber);
    const place = { organizationId, assessmentId, requirementKey };
    const found = await tx.sharedAnswer.findFirst({ where: place, select: { sourceAssessmentId: true } });
    if (!found) throw notFound('This answer is not shared any more. Reload the page.');
    const sourceId = found.sourceAssessmentId;
    const held = await holdAll(tx, organizationId, [{ assessmentId, requirementNumber, sourceId }]);
    const target = held.assessments.get(assessmentId);
    if (!target) throw notFound();
    if (!target.isOpen) throw new AppError('WRONG_STATE', `${target.name} is signed or archived.`);
    const { count } = await tx.sharedAnswer.deleteMany({ where: place });
    if (count === 0) return unchanged(undefined);
    const from = held.assessments.get(sourceId)?.name ?? 'another assessment';
    return {
      result: undefined,
      events: [
        {
          type: 'assessment.shared-detached',
          subject: { type: 'assessment', id: assessmentId },
          data: { name: target.name, from, sourceId, requirements: requirementNumber },
        },
      ],
    };
  });
}
