import { z } from 'zod';
import { rowId, searchText } from '@/lib/platform/parse';
import { longestQuery } from './model';

/** What is looked for, and the assessment whose requirements come first. */
export const paletteQuery = z.strictObject({
  query: z
    .string()
    .max(longestQuery, `Use at most ${longestQuery} characters.`)
    .transform(searchText)
    .default(''),
  assessment: rowId.optional(),
});
