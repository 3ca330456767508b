import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { AppError } from '@/lib/platform/errors';
import { outdateApprovalsOn } from '@/lib/review/operations';
import { type Bringer, listBringers, tellBringers } from '../operations/review-notice';
import { unsafeReadBringers } from '../queries/bringers';
import { unsafeOwnBar, unsafeReadStanding } from '../queries/review';
import type { ReviewEvidenceInput } from '../schema';
import { lockItemWithUses } from './lock';

/**
 * Accepts an item as it stands, or rejects it with a reason; then it proves nothing until something else is brought, and whoever
 * brought it is told. By a person alone, never with a key. Throws NOT_FOUND, CONFLICT when it is not what was seen, WRONG_STATE
 * for what left the library or cannot be opened, FORBIDDEN for an acceptance of one's own where two people are asked for.
 */
export async function reviewEvidence(
  grant: Grant<'evidence:review'>,
  { evidenceId, seen, outcome, reason }: ReviewEvidenceInput,
): Promise<void> {
  const { organizationId, actor } = grant;
  const { userId, name: byName } = actor;
  if (!userId || actor.key) throw new AppError('FORBIDDEN', 'A person reviews evidence, not a program.');
  const told = await commit(grant, async (tx) => {
    const nobody: { title: string; people: Bringer[] } = { title: '', people: [] };
    const { title } = await lockItemWithUses(tx, organizationId, evidenceId);
    const standing = await unsafeReadStanding(tx, organizationId, evidenceId);
    const { item, state } = standing;
    if (standing.seen !== seen) {
      throw new AppError(
        'CONFLICT',
        'This evidence was changed since you opened it. Load the page again and look at it before you review it.',
      );
    }
    const [latest] = item.reviews;
    if (state === outcome && (outcome === 'ACCEPTED' || latest?.reason === reason.trim()))
      return unchanged(nobody);
    const broughtByIds = await unsafeReadBringers(tx, organizationId, evidenceId);
    if (outcome === 'ACCEPTED') {
      if (standing.closed) throw new AppError('WRONG_STATE', standing.closed);
      const bar = await unsafeOwnBar(tx, organizationId, evidenceId, userId, broughtByIds);
      if (bar) throw new AppError('FORBIDDEN', bar);
    }
    const { version, fileVersion } = item;
    await tx.$executeRaw`
      INSERT INTO "EvidenceReview" ("organizationId", "evidenceId", "number", "outcome", "reason", "fileVersion", "itemVersion", "broughtByIds", "byId", "byName")
      VALUES (${organizationId}::uuid, ${evidenceId}::uuid, ${(latest?.number ?? 0) + 1}, ${outcome}, ${reason.trim()}, ${fileVersion}, ${version},
              ${broughtByIds}::uuid[], ${userId}::uuid, ${byName})`;
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: evidenceId } },
      data: { reviewState: outcome },
    });
    if (outcome === 'REJECTED') await outdateApprovalsOn(tx, organizationId, evidenceId);
    const people = outcome === 'REJECTED' ? await listBringers(tx, organizationId, broughtByIds, userId) : [];
    return {
      result: { title, people },
      events: [
        {
          type: outcome === 'ACCEPTED' ? 'evidence.accepted' : 'evidence.rejected',
          subject: { type: 'evidence', id: evidenceId },
          data: { title, fileVersion, ...(reason.trim() && { reason: reason.trim() }) },
        },
      ],
    };
  });
  tellBringers(byName, { evidenceId, title: told.title }, told.people);
}
