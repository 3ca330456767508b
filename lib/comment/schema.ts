import { z } from 'zod';
import { longText, rowId } from '@/lib/platform/parse';
import { maxComment, maxMentions } from './model';

const words = {
  text: longText(maxComment).trim().min(1, 'Write something first.'),
  mentionedIds: z.array(rowId).max(maxMentions, `Mention at most ${maxMentions} people.`).default([]),
};

/** A new comment. Its id is the sender's: one that is sent again, because no answer came, is kept once. */
export const commentInput = z.strictObject({ commentId: rowId, ...words });
export type CommentInput = z.infer<typeof commentInput>;

const known = { commentId: rowId, version: z.int().min(1).max(2_000_000_000) };

export const commentChange = z.discriminatedUnion(
  'what',
  [
    z.strictObject({ what: z.literal('EDIT'), ...known, ...words }),
    z.strictObject({ what: z.literal('WITHDRAW'), ...known }),
  ],
  'Say whether to edit or to withdraw.',
);
export type CommentChange = z.infer<typeof commentChange>;

export const commentPage = z.strictObject({ before: rowId.optional() });
