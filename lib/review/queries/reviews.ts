import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { roles } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { countOfficers } from '@/lib/organization/queries';
import { asksForSeparateSigner } from '@/lib/organization/rules';
import type { Transaction } from '@/lib/platform/db';
import type { AnswerForm, Checklist, ChecklistItem, ReviewState } from '@/lib/response/model';
import { requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { needOfItem, shortNeedWords } from '@/lib/response/rules/frequency';
import { claimInWords, isUnanswered, lacksWords, standingFinding } from '@/lib/response/rules/progress';
import type { OwnView, ReviewLine, ReviewView, SeenRequirement } from '../model';
import { ownBar } from '../rules';
import { nobody, unsafeReadAuthors } from './authors';
import { unsafeReadGrounds, unsafeReadGroundsOf } from './grounds';

export type ReviewRow = {
  requirementKey: string;
  state: ReviewState | null;
  /** Sum of the versions of the answer rows; what stands beside them is unsafeReadGrounds(). */
  basis: number;
};

/** How requirements of an assessment stand, read in the caller's transaction; all of them without `keys`. */
export function unsafeReadReviews(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
): Promise<ReviewRow[]> {
  return tx.$queryRaw<ReviewRow[]>`
    SELECT r."requirementKey", sum(r."version")::int AS basis,
           CASE WHEN v."state" = 'APPROVED' AND v."basis" <> sum(r."version") THEN 'CHANGED' ELSE v."state" END AS state
      FROM "Response" r
      LEFT JOIN "RequirementReview" v ON v."organizationId" = r."organizationId" AND v."assessmentId" = r."assessmentId"
       AND v."requirementKey" = r."requirementKey"
     WHERE r."organizationId" = ${organizationId}::uuid AND r."assessmentId" = ${assessmentId}::uuid
       AND (${keys === null} OR r."requirementKey" = ANY (${keys ?? []}))
     GROUP BY r."requirementKey", v."state", v."basis"`;
}

/**
 * Who may review, where whoever answered may not: the organization's word for two people, as for preparer and signer. Null where
 * one person is enough.
 */
export async function readReviewers(
  tx: Transaction,
  organizationId: string,
  permission: 'response:review' | 'evidence:review' = 'response:review',
): Promise<string[] | null> {
  const { separateSigner, isSample } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { separateSigner: true, isSample: true },
  });
  if (isSample || !asksForSeparateSigner(separateSigner, await countOfficers(tx, organizationId)))
    return null;
  const role = { in: roles.filter((one) => isAllowed(one, permission)) };
  const rows = await tx.membership.findMany({
    where: { organizationId, endedAt: null, role, user: { kind: 'PERSON' } },
    select: { userId: true },
  });
  return rows.map(({ userId }) => userId);
}

/**
 * Whether whoever looks wrote an answer of a requirement, and what keeps them from approving it then; '' where nothing does or
 * where they review nothing at all.
 */
export function findOwn(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementKey: string,
): Promise<OwnView> {
  const { organizationId, actor } = grant;
  const userId = actor.userId ?? '';
  return read(grant, async (tx) => {
    const reviewerIds = await readReviewers(tx, organizationId);
    if (!reviewerIds?.includes(userId)) return { isYours: false, bar: '' };
    const authors = await unsafeReadAuthors(tx, organizationId, assessmentId, [requirementKey]);
    const { answeredByIds } = authors.get(requirementKey) ?? nobody;
    return {
      isYours: answeredByIds.includes(userId),
      bar: ownBar(answeredByIds, userId, reviewerIds) ?? '',
    };
  });
}

/** Everything of an assessment as it stands, for a review of the whole. */
export function listSeen(grant: Grant<'assessment:read'>, assessmentId: string): Promise<SeenRequirement[]> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const grounds = await unsafeReadGrounds(tx, organizationId, assessmentId, null);
    const rows = await unsafeReadReviews(tx, organizationId, assessmentId, null);
    return rows.map(({ requirementKey, basis }) => ({
      requirementNumber: requirementNumberOf(requirementKey),
      basis,
      grounds: grounds.get(requirementKey) ?? '',
    }));
  });
}

/** What an approval of one requirement would rest on beside its answer, as its reviewer names it; '' for nothing. */
export function findGrounds(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementKey: string,
): Promise<string> {
  return read(grant, (tx) => unsafeReadGroundsOf(tx, grant.organizationId, assessmentId, requirementKey));
}

/** One requirement's review with its words, for the screen; null before the first. */
export function findReview(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementKey: string,
): Promise<ReviewView | null> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const row = await tx.requirementReview.findUnique({
      where: { organizationId_assessmentId_requirementKey: { organizationId, assessmentId, requirementKey } },
      select: { reason: true, byName: true, at: true },
    });
    const [standing] = await unsafeReadReviews(tx, organizationId, assessmentId, [requirementKey]);
    if (!row || !standing?.state) return null;
    return { state: standing.state, reason: row.reason, byName: row.byName, at: row.at.toISOString() };
  });
}

/** Every requirement of a checklist with its review, in the order of the questionnaire, and whether two people are asked for. */
export function listReviews(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  { items, form }: Checklist,
): Promise<{ rows: ReviewLine[]; twoPeople: boolean }> {
  const { organizationId, actor } = grant;
  return read(grant, async (tx) => {
    const known = new Map(
      (await unsafeReadReviews(tx, organizationId, assessmentId, null)).map((row) => [
        row.requirementKey,
        row,
      ]),
    );
    const authors = await unsafeReadAuthors(tx, organizationId, assessmentId, null);
    const reviewerIds = await readReviewers(tx, organizationId);
    const userId = actor.userId ?? '';
    const grounds = await unsafeReadGrounds(tx, organizationId, assessmentId, null);
    const rows = items.flatMap((item): ReviewLine[] => {
      const row = known.get(requirementKeyOf(item.requirementNumber));
      if (!row) return [];
      const { state, basis, requirementKey } = row;
      const { answeredBy, answeredByIds } = authors.get(requirementKey) ?? nobody;
      return [
        {
          requirementNumber: item.requirementNumber,
          title: item.title,
          finding: standingFinding(item),
          lacks: isUnanswered(item) ? 'Not answered yet' : lackWords(item, form),
          evidence: item.evidence,
          claim: claimInWords(item),
          state,
          basis,
          grounds: grounds.get(requirementKey) ?? '',
          answeredBy,
          isOwn: answeredByIds.includes(userId),
          bar: answeredByIds.includes(userId) ? (ownBar(answeredByIds, userId, reviewerIds) ?? '') : '',
        },
      ];
    });
    return { rows, twoPeople: reviewerIds !== null };
  });
}

function lackWords(item: ChecklistItem, form: AnswerForm): string {
  if (lacksWords(item, form)) return 'Still needs words';
  const need = needOfItem(item);
  return need ? shortNeedWords[need] : '';
}
