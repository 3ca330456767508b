import { z } from 'zod';
import { requirementNumber } from '@/lib/platform/parse';
import { jointTest } from '@/lib/test-record/schema';

export const confirmCarriedInput = z.strictObject({
  /** Of this year, recorded for each that has none yet; only one that was met confirms anything. */
  test: jointTest.refine((test) => test === null || test.result === 'MET', {
    path: ['result'],
    message: 'Only what was met is still so. Answer the others one by one, with their own test.',
  }),
  requirementNumbers: z
    .array(requirementNumber, 'Choose at least one answer to confirm.')
    .min(1, 'Choose at least one answer to confirm.')
    .max(300, 'Choose at most 300 answers.'),
});
export type ConfirmCarriedInput = z.infer<typeof confirmCarriedInput>;
