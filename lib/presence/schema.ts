import { z } from 'zod';
import { requirementNumber } from '@/lib/platform/parse';

/** What the screen says of itself while it looks at what colleagues have answered. */
export const presenceInput = z.strictObject({
  at: requirementNumber.optional(),
  writing: z.literal('1').optional(),
});
