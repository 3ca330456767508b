import { z } from 'zod';
import {
  calendarDay,
  longText,
  optionalCalendarDay,
  requiredLine,
  rowId,
  rowVersion,
} from '@/lib/platform/parse';
import { whyNotPeriod } from './rules';

const fields = {
  name: requiredLine(120, 'a name for this assessment'),
  periodFrom: calendarDay,
  periodTo: calendarDay,
  dueOn: optionalCalendarDay.default(null),
  merchantIdIds: z.array(z.uuid('Choose merchant ids of the list.')).max(200).default([]),
  acquirerIds: z.array(z.uuid('Choose acquirers of the list.')).max(40).default([]),
};

function checkPeriod(input: { periodFrom: string; periodTo: string }, context: z.RefinementCtx) {
  const words = whyNotPeriod(input.periodFrom, input.periodTo);
  if (words) context.addIssue({ code: 'custom', path: ['periodTo'], message: words });
}

export const createAssessmentInput = z
  .strictObject({ decisionId: rowId, carryFromId: z.union([z.literal(''), rowId]).default(''), ...fields })
  .superRefine(checkPeriod)
  .transform(withoutDoubles);
export type CreateAssessmentInput = z.infer<typeof createAssessmentInput>;

export const changeAssessmentInput = z
  .strictObject({ ...fields, version: rowVersion })
  .superRefine(checkPeriod)
  .transform(withoutDoubles);
export type ChangeAssessmentInput = z.infer<typeof changeAssessmentInput>;

function withoutDoubles<F extends { merchantIdIds: string[]; acquirerIds: string[] }>(input: F): F {
  return {
    ...input,
    merchantIdIds: [...new Set(input.merchantIdIds)],
    acquirerIds: [...new Set(input.acquirerIds)],
  };
}

/** Archiving and restoring name the row alone. */
export const assessmentRowInput = z.strictObject({ id: rowId });

/** Correcting says why: whoever compares the two revisions years later asks first. */
export const reviseAssessmentInput = z.strictObject({
  id: rowId,
  reason: longText(500)
    .trim()
    .refine((value) => value.length > 0, 'Enter why it is corrected.'),
});
export type ReviseAssessmentInput = z.infer<typeof reviseAssessmentInput>;

/** The facts that a recorded decision rests on. Records outlive the code that wrote them: the rest of them is let be. */
export const decidedFacts = z.object({
  register: z
    .array(
      z.object({
        integrationId: z.string(),
        method: z.string(),
        channels: z.array(z.string()),
        storesAccountData: z.boolean(),
      }),
    )
    .default([]),
  override: z.object({ decidedBy: z.string() }).nullable().default(null),
});

/** Corrections that were started before a reason was asked for have none. */
export const revisedEvent = z.object({ data: z.object({ reason: z.string().default('') }) });
