import { z } from 'zod';
import { findings } from '@/lib/catalogue/model';
import {
  lineText,
  optionalCalendarDay,
  requiredLine,
  rowId,
  rowVersion,
  tickBox,
} from '@/lib/platform/parse';
import { seenRequirements } from '@/lib/review/schema';
import { tagList } from '@/lib/tag/schema';
import { jointTest } from '@/lib/test-record/schema';
import { maxViewName, maxViewQuery } from './model';
import { readAddress, writeAddress } from './rules/address';

const noTags: string[] = [];

/** What is done to many requirements at once. An empty field leaves that part as it is. */
export const bulkInput = z
  .strictObject({
    requirements: seenRequirements,
    finding: z
      .union([z.literal('').transform(() => null), z.enum(findings, 'This answer does not exist.')])
      .default(null),
    /** Also where another answer stands. */
    replace: tickBox,
    userId: z.union([z.literal('').transform(() => null), z.uuid('Choose a person.')]).default(null),
    dueOn: optionalCalendarDay.default(null),
    addTags: tagList.default(noTags),
    removeTags: tagList.default(noTags),
    ready: tickBox,
    /** Recorded for each of them. */
    test: jointTest,
  })
  .refine(
    (input) =>
      input.finding !== null ||
      input.userId !== null ||
      input.addTags.length > 0 ||
      input.removeTags.length > 0 ||
      input.ready ||
      input.test !== null,
    { path: ['form'], message: 'Choose what to change.' },
  );
export type BulkInput = z.infer<typeof bulkInput>;

export const undoInput = z.strictObject({ changeId: rowId });

/** Words and tags of an address are kept for everybody, as what people type elsewhere. */
const keptText = lineText(maxViewQuery);

const viewName = requiredLine(maxViewName, 'a name');

/** A new view: what is not understood of its address is not kept. */
export const viewInput = z.strictObject({
  name: viewName,
  query: z
    .string()
    .max(maxViewQuery, 'This view filters by more than can be kept. Choose less.')
    .transform((query, context) => {
      const { state } = readAddress(query);
      for (const text of [state.words, ...state.filters.tag]) {
        const message = keptText.safeParse(text).error?.issues[0]?.message;
        if (message) context.addIssue({ code: 'custom', message });
      }
      return writeAddress(state);
    }),
});
export type ViewInput = z.infer<typeof viewInput>;

export const viewRename = z.strictObject({ viewId: rowId, version: rowVersion, name: viewName });
export type ViewRename = z.infer<typeof viewRename>;

export const viewRemoval = z.strictObject({ viewId: rowId, version: rowVersion });
export type ViewRemoval = z.infer<typeof viewRemoval>;
