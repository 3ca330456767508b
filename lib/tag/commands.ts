import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { holdAssessment } from '@/lib/assessment/operations';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { AppError, notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf } from '@/lib/response/queries';
import { writeTags } from './operations';
import { whyNotTaggable } from './policy';
import { unsafeListKnown, unsafeReadTags } from './queries';
import { isSameTags, spelledAsKnown } from './rules';
import type { TagsInput } from './schema';

/**
 * Gives one requirement these tags instead of those it has. Throws NOT_FOUND out of reach, WRONG_STATE once the assessment
 * is signed or archived, CONFLICT when somebody else changed them since.
 */
export function changeTags(
  grant: Grant<'response:record'>,
  { assessmentId, requirementNumber }: RequirementTarget,
  { tags, version }: TagsInput,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    // Held until the commit: two changes at once see each other, and none follows a signature.
    await holdAssessment(tx, organizationId, assessmentId);
    const requirementKey = requirementKeyOf(requirementNumber);
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId, responses: { some: { requirementKey } } },
      select: { name: true, status: true, archivedAt: true },
    });
    if (!assessment) throw notFound();
    const reason = whyNotTaggable(assessment);
    if (reason) throw new AppError('WRONG_STATE', reason);
    const before = (await unsafeReadTags(tx, organizationId, assessmentId)).get(requirementNumber);
    if ((before?.version ?? 0) !== version) {
      throw new AppError(
        'CONFLICT',
        'Somebody else changed these tags meanwhile. They are shown now: look, and change them again.',
      );
    }
    const from = before?.tags ?? [];
    const to = spelledAsKnown(tags, await unsafeListKnown(tx, organizationId));
    if (isSameTags(from, to)) return unchanged(undefined);
    const place = { organizationId, assessmentId, assessmentName: assessment.name };
    const events = await writeTags(tx, place, [{ requirementNumber, from, to, version }]);
    return { result: undefined, events: eventList(events) };
  });
}
