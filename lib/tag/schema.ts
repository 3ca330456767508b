import { z } from 'zod';
import { lineText, requiredLine } from '@/lib/platform/parse';
import { maxTag, maxTags } from './model';
import { distinctTags, tidyTag } from './rules';

const tag = requiredLine(maxTag, 'a tag')
  .refine((value) => !value.includes(','), 'A tag has no comma.')
  .transform(tidyTag)
  // What was apart stands together now.
  .pipe(lineText(maxTag));

/** Tags, each once. */
export const tagList = z
  .array(tag, 'Send a list of tags.')
  .max(maxTags, `A requirement has at most ${maxTags} tags.`)
  .transform(distinctTags);

/** The tags that a requirement shall have, and the version that the person saw. */
export const tagsInput = z.strictObject({
  tags: tagList,
  version: z.int().min(0).max(2_000_000_000),
});
export type TagsInput = z.infer<typeof tagsInput>;
