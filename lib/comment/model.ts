/** What a comment holds and how it travels. No zod here: client components import this file. */

export const maxComment = 5000;
export const maxMentions = 20;

/** A piece of a comment: words, or a mention, whose text is the member's name of today. */
export type CommentPart = { text: string; userId: string | null };

export type CommentView = {
  commentId: string;
  version: number;
  authorName: string;
  isOwn: boolean;
  writtenAt: string;
  changedAt: string | null;
  /** Then there are no parts: the text stands in the audit trail alone. */
  withdrawnAt: string | null;
  parts: CommentPart[];
};

export type CommentsView = {
  /** Oldest first. */
  comments: CommentView[];
  hasEarlier: boolean;
  /** Why nobody, or not this person, writes here; null while they may. */
  closed: string | null;
};

/** A member who can be mentioned, because they see the requirement. */
export type Reader = { userId: string; name: string; roleName: string };

/** The same with the name under which the field knows them: unlike that of everybody else here. */
export type LabelledReader = Reader & { label: string };

/** A comment as it is kept: `@[1]` stands for the first of `mentionedIds`. */
export type StoredText = { text: string; mentionedIds: string[] };

/** A mention that its person has not seen yet. */
export type MentionView = {
  commentId: string;
  authorName: string;
  writtenAt: string;
  assessmentId: string;
  assessmentName: string;
  requirementNumber: string;
  title: string;
};
