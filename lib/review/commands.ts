import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { holdOpenAssessment } from '@/lib/assessment/operations';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import type { Checklist } from '@/lib/response/model';
import { openChecklist, requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { basisOf } from '@/lib/response/rules/basis';
import type { ReviewOutcome } from './model';
import { writeReview } from './operations';
import { unsafeReadAuthors } from './queries/authors';
import { unsafeReadGrounds } from './queries/grounds';
import { type ReviewRow, readReviewers, unsafeReadReviews } from './queries/reviews';
import { whyNot } from './rules';
import type { ReviewInput } from './schema';

type Grants = {
  /** To say that answers are ready, or to review them: what the act needs. */
  act: Grant<'response:record'> | Grant<'response:review'>;
  read: Grant<'assessment:read'>;
};

const states = { READY: 'READY', APPROVE: 'APPROVED', RETURN: 'RETURNED' } as const;
const events = { READY: 'review.asked', APPROVE: 'review.approved', RETURN: 'review.returned' } as const;

/**
 * Says that requirements are ready for review, approves them or returns them with a reason. What does not fit is left and
 * named, the rest is done, in one transaction. Throws NOT_FOUND for an assessment out of reach, WRONG_STATE for one that is
 * signed or archived, FORBIDDEN for an act that the grant is not for.
 */
export async function reviewRequirements(
  { act, read }: Grants,
  assessmentId: string,
  input: ReviewInput,
): Promise<ReviewOutcome> {
  if (input.what !== 'READY' && act.permission !== 'response:review') throw new AppError('FORBIDDEN');
  const { organizationId, actor } = act;
  const { userId, name: byName } = actor;
  if (!userId) throw new Error('a review needs a person');
  if (input.requirements.length > 1) await spendRecordedTurn('joint', act);
  // Before the transaction: inside, it would wait for a second connection while holding the assessment and the first.
  const { readList } = await openChecklist(read, assessmentId, null);
  const checklist = await readList();
  return commit(act, async (tx) => {
    const assessment = await holdOpenAssessment(
      tx,
      organizationId,
      assessmentId,
      'Only an open assessment can be reviewed.',
    );
    const reviewerIds = await readReviewers(tx, organizationId);
    const keys = input.requirements.map(({ requirementNumber }) => requirementKeyOf(requirementNumber));
    const isApproval = input.what === 'APPROVE';
    const grounds = isApproval ? await unsafeReadGrounds(tx, organizationId, assessmentId, keys) : null;
    const rows = await unsafeReadReviews(tx, organizationId, assessmentId, keys);
    // Read while the assessment is held: nobody's save comes between.
    const authors =
      isApproval && reviewerIds
        ? await unsafeReadAuthors(tx, organizationId, assessmentId, keys)
        : new Map<string, { answeredByIds: string[] }>();
    const { fitting, left } = sorted(input, { rows, checklist, authors, grounds, userId, reviewerIds });
    if (fitting.length === 0) return unchanged({ changed: [], left });
    // The field may still hold the reason of the return before: an approval is not for one.
    const data = {
      state: states[input.what],
      reason: input.what === 'RETURN' ? input.reason.trim() : '',
      byId: userId,
      byName,
      at: now(),
    };
    for (const { requirementKey, basis } of fitting) {
      await writeReview(tx, { organizationId, assessmentId, requirementKey }, { ...data, basis });
    }
    const changed = fitting.map(({ requirementKey }) => requirementNumberOf(requirementKey));
    return {
      result: { changed, left },
      events: [
        {
          type: events[input.what],
          subject: { type: 'assessment', id: assessmentId },
          data: {
            name: assessment.name,
            requirements: changed.join(', '),
            ...(data.reason && { reason: data.reason }),
          },
        },
      ],
    };
  });
}

type Known = {
  rows: readonly ReviewRow[];
  checklist: Checklist;
  authors: ReadonlyMap<string, { answeredByIds: string[] }>;
  /** What an approval rests on beside the answers; null for what is no approval. */
  grounds: ReadonlyMap<string, string> | null;
  userId: string;
  /** Who may review, where two people are asked for. */
  reviewerIds: readonly string[] | null;
};

const overtaken = {
  answer: 'Its answer was changed meanwhile. Look at it again.',
  grounds:
    'What stands beside its answer was changed meanwhile: evidence, a test, a risk or who does what. Reload the page and look at it again.',
};

function sorted(
  { requirements, what }: Pick<ReviewInput, 'requirements' | 'what'>,
  { rows, checklist, authors, grounds, userId, reviewerIds }: Known,
) {
  const fitting: ReviewRow[] = [];
  const left: ReviewOutcome['left'] = [];
  const seen = new Map(requirements.map((one) => [one.requirementNumber, one]));
  for (const [requirementNumber, { basis, grounds: besides = '' }] of seen) {
    const row = rows.find(({ requirementKey }) => requirementKey === requirementKeyOf(requirementNumber));
    const item = checklist.items.find((one) => one.requirementNumber === requirementNumber);
    const answeredByIds = (row && authors.get(row.requirementKey)?.answeredByIds) ?? [];
    let why: string | null = 'It is not part of the questionnaire, or not yours.';
    if (row && item) {
      if (row.basis !== basis || row.basis !== basisOf(item.rows)) why = overtaken.answer;
      else if (grounds && (grounds.get(row.requirementKey) ?? '') !== besides) why = overtaken.grounds;
      else
        why = whyNot(what, { ...item, ...row, answeredByIds }, { form: checklist.form, userId, reviewerIds });
    }
    if (why) left.push({ requirementNumber, why });
    else if (row) fitting.push(row);
  }
  return { fitting, left };
}
