import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read, readStatement } from '@/lib/access/read';
import { findRequirement } from '@/lib/catalogue/queries';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf } from '@/lib/response/queries';
import type { CommentsView, CommentView, MentionView, Reader } from './model';
import { namesOf, unsafeReaders } from './operations/readers';
import { whyNotWrite } from './policy';
import { partsOf } from './rules';

/** So many at first, so many more with each look further back. */
const PAGE = 10;
const EARLIER = 20;
/** The first page goes back to what somebody has not seen yet, as far as this. */
const FURTHEST = 100;

/**
 * The last comments on a requirement, oldest first, or those before one of them. Throws NOT_FOUND for what is out of reach.
 * `marksRead`: the person has them on the screen now, so what mentions them there is read.
 */
export async function listComments(
  grant: Grant<'assessment:read'>,
  target: RequirementTarget,
  { before, marksRead = false }: { before?: string | undefined; marksRead?: boolean } = {},
): Promise<CommentsView> {
  const { organizationId, actor } = grant;
  const { view, unread } = await read(grant, async (tx) => {
    const assessment = await getCommented(tx, grant, target);
    const at = { organizationId, ...keyOf(target) };
    const unseen = await tx.commentMention.findMany({
      where: { organizationId, userId: actor.userId ?? '', readAt: null, removedAt: null, comment: at },
      select: { commentId: true, comment: { select: { writtenAt: true } } },
      orderBy: { comment: { writtenAt: 'asc' } },
    });
    const [oldest] = unseen;
    const since = oldest
      ? await tx.comment.count({ where: { ...at, writtenAt: { gte: oldest.comment.writtenAt } } })
      : 0;
    const limit = before ? EARLIER : Math.min(Math.max(PAGE, since), FURTHEST);
    const cursor = before
      ? await tx.comment.findFirst({ where: { ...at, id: before }, select: { id: true, writtenAt: true } })
      : null;
    if (before && !cursor) throw notFound();
    const rows = await tx.comment.findMany({
      where: {
        ...at,
        ...(cursor && {
          OR: [
            { writtenAt: { lt: cursor.writtenAt } },
            { writtenAt: cursor.writtenAt, id: { lt: cursor.id } },
          ],
        }),
      },
      select: commentColumns,
      orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const shown = rows.slice(0, limit).toReversed();
    return {
      view: {
        comments: await commentViews(tx, grant, shown),
        hasEarlier: rows.length > limit,
        closed: whyNotWrite(assessment, actor.role),
      },
      unread: unseen.length > 0,
    };
  });
  if (marksRead && unread) {
    await readStatement(grant, 'read_mentions', [view.comments.map(({ commentId }) => commentId)]);
  }
  return view;
}

/** Whom somebody can mention here: all who see the requirement, but for themselves. */
export async function listReaders(
  grant: Grant<'comment:write'>,
  target: RequirementTarget,
): Promise<Reader[]> {
  return read(grant, async (tx) => {
    await getCommented(tx, grant, target);
    const readers = await unsafeReaders(tx, grant.organizationId, target);
    return readers
      .filter(({ userId }) => userId !== grant.actor.userId)
      .map(({ userId, name, roleName }) => ({ userId, name, roleName }));
  });
}

const SHOWN_MENTIONS = 20;

/** What mentions the person and was not seen yet, newest first, and how many there are in all. */
export async function listMentions(
  grant: Grant<'assessment:read'>,
): Promise<{ mentions: MentionView[]; count: number }> {
  const { organizationId, actor } = grant;
  // Through the comment: one on a requirement that the questionnaire does not ask any more is hidden with it.
  const where = {
    organizationId,
    userId: actor.userId ?? '',
    readAt: null,
    removedAt: null,
    comment: { organizationId },
  };
  return read(grant, async (tx) => {
    const rows = await tx.commentMention.findMany({
      where,
      select: {
        comment: {
          select: {
            id: true,
            requirementKey: true,
            writtenAt: true,
            author: { select: { user: { select: { name: true } } } },
            assessment: { select: { id: true, name: true, catalogueVersionId: true } },
          },
        },
      },
      orderBy: [{ comment: { writtenAt: 'desc' } }, { commentId: 'desc' }],
      take: SHOWN_MENTIONS + 1,
    });
    const mentions = rows.slice(0, SHOWN_MENTIONS).map(({ comment }) => {
      const number = comment.requirementKey.slice(comment.requirementKey.indexOf(':') + 1);
      const { assessment } = comment;
      return {
        commentId: comment.id,
        authorName: comment.author.user.name,
        writtenAt: comment.writtenAt.toISOString(),
        assessmentId: assessment.id,
        assessmentName: assessment.name,
        requirementNumber: number,
        title: findRequirement(assessment.catalogueVersionId, number)?.title ?? '',
      };
    });
    const count = rows.length > SHOWN_MENTIONS ? await tx.commentMention.count({ where }) : rows.length;
    return { mentions, count };
  });
}

/** The assessment of a requirement that the person sees. Throws NOT_FOUND. */
export async function getCommented(tx: Transaction, grant: Grant, target: RequirementTarget) {
  const asked = await tx.response.findFirst({
    where: { organizationId: grant.organizationId, ...keyOf(target) },
    select: {
      assessment: { select: { name: true, status: true, archivedAt: true, catalogueVersionId: true } },
    },
  });
  if (!asked) throw notFound('This requirement is not part of the questionnaire, or it is not yours to see.');
  return asked.assessment;
}

export function keyOf({ assessmentId, requirementNumber }: RequirementTarget) {
  return { assessmentId, requirementKey: requirementKeyOf(requirementNumber) };
}

export const commentColumns = {
  id: true,
  authorId: true,
  text: true,
  mentionedIds: true,
  version: true,
  writtenAt: true,
  changedAt: true,
  withdrawnAt: true,
  author: { select: { user: { select: { name: true } } } },
} as const;

export type CommentRow = {
  id: string;
  authorId: string;
  text: string;
  mentionedIds: string[];
  version: number;
  writtenAt: Date;
  changedAt: Date | null;
  withdrawnAt: Date | null;
  author: { user: { name: string } };
};

/** Field by field, with the names of today. */
export async function commentViews(
  tx: Transaction,
  grant: Grant,
  rows: readonly CommentRow[],
): Promise<CommentView[]> {
  const names = await namesOf(
    tx,
    grant.organizationId,
    rows.flatMap((row) => row.mentionedIds),
  );
  return rows.map((row) => ({
    commentId: row.id,
    version: row.version,
    authorName: row.author.user.name,
    isOwn: row.authorId === grant.actor.userId,
    writtenAt: row.writtenAt.toISOString(),
    changedAt: row.changedAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    parts: partsOf(row, (userId) => names.get(userId)),
  }));
}
