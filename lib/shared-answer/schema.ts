import { z } from 'zod';
import { requirementNumber, rowId } from '@/lib/platform/parse';

/** A ticked line: which answer where, and what both sides said when it was shown. */
const seen = z
  .string()
  .max(200)
  .transform((text) => {
    const [assessmentId, number, sourceBasis, targetBasis] = text.split('/');
    return {
      assessmentId,
      requirementNumber: number,
      sourceBasis: Number(sourceBasis),
      targetBasis: Number(targetBasis),
    };
  })
  .pipe(
    z.strictObject({
      assessmentId: rowId,
      requirementNumber,
      sourceBasis: z.int().min(0),
      targetBasis: z.int().min(0),
    }),
  );

const ticked = z
  .array(seen, 'Tick at least one answer.')
  .min(1, 'Tick at least one answer.')
  .max(600, 'Tick at most 600 answers.');

export const shareAnswersInput = z.strictObject({ entries: ticked });
export const confirmSharedInput = z.strictObject({ entries: ticked });
export const detachSharedInput = z.strictObject({ requirementNumber });
export type SeenEntry = z.infer<typeof seen>;
