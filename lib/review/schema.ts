import { z } from 'zod';
import { longText } from '@/lib/platform/parse';
import { maxReason, reviewActs, type SeenRequirement } from './model';

/** As seenText() writes it. */
const seenRequirement = z
  .string()
  .regex(/^[A-Za-z0-9.]{1,20}:\d{1,9}(:[0-9a-f]{32})?$/, 'Reload the page and tick again.')
  .transform((text): SeenRequirement => {
    const [requirementNumber = '', basis, grounds] = text.split(':');
    return { requirementNumber, basis: Number(basis), grounds };
  });

/** Requirements as the person saw them. */
export const seenRequirements = z
  .array(seenRequirement, 'Tick at least one requirement.')
  .min(1, 'Tick at least one requirement.')
  .max(300, 'Tick at most 300 requirements.');

export const reviewInput = z
  .strictObject({
    requirements: seenRequirements,
    what: z.enum(reviewActs, 'Choose whether it is ready, approved or returned.'),
    reason: longText(maxReason).default(''),
  })
  .refine(({ what, reason }) => what !== 'RETURN' || reason.trim() !== '', {
    path: ['reason'],
    message: 'Say what has to be changed.',
  });

export type ReviewInput = z.infer<typeof reviewInput>;
