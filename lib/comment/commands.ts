import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import type { CommentView, StoredText } from './model';
import { tellMentioned } from './operations/notice';
import { type Mailbox, namesOf, readersAmong } from './operations/readers';
import { whyClosed } from './policy';
import { type CommentRow, commentColumns, commentViews, getCommented, keyOf } from './queries';
import { mentionedIn, partsOf, plainWords } from './rules';
import type { CommentChange, CommentInput } from './schema';

type Told = { view: CommentView; assessmentName: string; mentioned: Mailbox[] };

/**
 * Writes a comment and tells whom it mentions. Sent again with the same id it changes nothing. Throws NOT_FOUND for what is
 * out of reach, WRONG_STATE once the assessment is signed or archived, INVALID for a mention of somebody who cannot see it.
 */
export async function addComment(
  grant: Grant<'comment:write'>,
  target: RequirementTarget,
  { commentId, ...written }: CommentInput,
): Promise<CommentView> {
  const { organizationId } = grant;
  const authorId = authorOf(grant);
  const told = await commit<Told>(grant, async (tx) => {
    const assessment = await openCommented(tx, grant, target);
    const before = await findComment(tx, grant, target, commentId);
    if (before?.authorId === authorId) return unchanged(await toldNobody(tx, grant, before));
    const mentionedIds = mentionedIn(written).filter((userId) => userId !== authorId);
    const mentioned = await readersAmong(tx, grant, target, mentionedIds);
    const { count } = await tx.comment.createMany({
      data: { organizationId, id: commentId, ...keyOf(target), authorId, ...written },
      skipDuplicates: true,
    });
    const row = await findComment(tx, grant, target, commentId);
    if (count === 0 && row?.authorId === authorId) return unchanged(await toldNobody(tx, grant, row));
    if (count === 0 || !row)
      throw new AppError('CONFLICT', 'This comment could not be kept under its id. Send it once more.');
    await mention(tx, organizationId, commentId, mentionedIds);
    return {
      result: { view: await viewOf(tx, grant, row), assessmentName: assessment.name, mentioned },
      events: [
        {
          type: 'comment.added',
          subject: subjectOf(target),
          data: {
            requirementNumber: target.requirementNumber,
            commentId,
            text: await wordsOf(tx, organizationId, written),
            mentioned: mentioned.map(({ name }) => name).join(', '),
          },
        },
      ],
    };
  });
  tellMentioned(grant, target, told.assessmentName, told.mentioned);
  return told.view;
}

/**
 * Changes or withdraws one's own comment; what it said stays in the audit trail. Throws NOT_FOUND, FORBIDDEN for somebody
 * else's, CONFLICT for a version that is not the last one, WRONG_STATE, and INVALID as addComment() does.
 */
export async function changeComment(
  grant: Grant<'comment:write'>,
  target: RequirementTarget,
  change: CommentChange,
): Promise<CommentView> {
  const { organizationId } = grant;
  const authorId = authorOf(grant);
  const { commentId, version } = change;
  const told = await commit<Told>(grant, async (tx) => {
    const assessment = await openCommented(tx, grant, target);
    const before = await findComment(tx, grant, target, commentId);
    if (!before) throw notFound('This comment does not exist, or it is not yours to see.');
    if (before.authorId !== authorId)
      throw new AppError('FORBIDDEN', 'A comment is changed by nobody but its author.');
    if (before.withdrawnAt) throw new AppError('WRONG_STATE', 'This comment is withdrawn and stays so.');
    if (before.version !== version)
      throw new AppError('CONFLICT', 'You changed this comment elsewhere meanwhile. Load the page again.');
    const after =
      change.what === 'EDIT'
        ? { text: change.text, mentionedIds: change.mentionedIds }
        : { text: '', mentionedIds: [] };
    if (isSame(before, after)) return unchanged(await toldNobody(tx, grant, before));
    const wanted = mentionedIn(after).filter((userId) => userId !== authorId);
    const had = mentionedIn(before);
    const added = wanted.filter((userId) => !had.includes(userId));
    // Whoever was mentioned already may have lost sight of it since; that does not stop a correction.
    const mentioned = await readersAmong(tx, grant, target, added);
    const { count } = await tx.comment.updateMany({
      where: { organizationId, id: commentId, version },
      data: {
        ...after,
        version: version + 1,
        ...(change.what === 'EDIT' ? { changedAt: now() } : { withdrawnAt: now() }),
      },
    });
    if (count !== 1) throw new AppError('CONFLICT');
    await tx.commentMention.updateMany({
      where: { organizationId, commentId, removedAt: null, userId: { notIn: wanted } },
      data: { removedAt: now() },
    });
    await mention(tx, organizationId, commentId, added);
    const row = await findComment(tx, grant, target, commentId);
    if (!row) throw notFound();
    return {
      result: { view: await viewOf(tx, grant, row), assessmentName: assessment.name, mentioned },
      events: [
        {
          type: change.what === 'EDIT' ? 'comment.changed' : 'comment.withdrawn',
          subject: subjectOf(target),
          data: {
            requirementNumber: target.requirementNumber,
            commentId,
            changes: {
              text: {
                from: await wordsOf(tx, organizationId, before),
                to: await wordsOf(tx, organizationId, after),
              },
            },
          },
        },
      ],
    };
  });
  tellMentioned(grant, target, told.assessmentName, told.mentioned);
  return told.view;
}

function authorOf(grant: Grant<'comment:write'>): string {
  const { userId } = grant.actor;
  if (!userId) throw new Error('a comment needs a person who wrote it');
  return userId;
}

/** As the answers name theirs, so that it stands in the requirement's story and is seen by whoever sees the answer. */
function subjectOf({ assessmentId, requirementNumber }: RequirementTarget) {
  return {
    type: 'response',
    id: `${assessmentId}/${keyOf({ assessmentId, requirementNumber }).requirementKey}/0`,
  };
}

/** Held until the commit, so that no comment slips in behind a signature. */
async function openCommented(tx: Transaction, grant: Grant, target: RequirementTarget) {
  await tx.$queryRaw`SELECT 1 FROM "Assessment" WHERE "organizationId" = ${grant.organizationId}::uuid AND "id" = ${target.assessmentId}::uuid FOR SHARE`;
  const assessment = await getCommented(tx, grant, target);
  const closed = whyClosed(assessment);
  if (closed) throw new AppError('WRONG_STATE', closed);
  return assessment;
}

function findComment(
  tx: Transaction,
  { organizationId }: Grant,
  target: RequirementTarget,
  id: string,
): Promise<CommentRow | null> {
  return tx.comment.findFirst({ where: { organizationId, ...keyOf(target), id }, select: commentColumns });
}

async function mention(
  tx: Transaction,
  organizationId: string,
  commentId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  await tx.commentMention.createMany({
    data: userIds.map((userId) => ({ organizationId, commentId, userId })),
    skipDuplicates: true,
  });
  await tx.commentMention.updateMany({
    where: { organizationId, commentId, userId: { in: [...userIds] }, removedAt: { not: null } },
    data: { removedAt: null },
  });
}

function isSame(before: StoredText, after: StoredText): boolean {
  return before.text === after.text && before.mentionedIds.join() === after.mentionedIds.join();
}

async function wordsOf(tx: Transaction, organizationId: string, stored: StoredText): Promise<string> {
  const names = await namesOf(tx, organizationId, stored.mentionedIds);
  return plainWords(partsOf(stored, (userId) => names.get(userId)));
}

async function viewOf(tx: Transaction, grant: Grant, row: CommentRow): Promise<CommentView> {
  const [view] = await commentViews(tx, grant, [row]);
  if (!view) throw new Error('a row has a view');
  return view;
}

async function toldNobody(tx: Transaction, grant: Grant, row: CommentRow): Promise<Told> {
  return { view: await viewOf(tx, grant, row), assessmentName: '', mentioned: [] };
}
