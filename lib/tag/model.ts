/** Short labels on a requirement of an assessment. No zod here: client components import this file. */

export const maxTags = 10;
/** Longest tag in characters. */
export const maxTag = 40;

/** The tags of one requirement, and what colleagues have called others, to choose from. */
export type TagsView = {
  tags: string[];
  version: number;
  known: string[];
  /** Why nothing can be changed here; null when the person may. */
  locked: string | null;
};
