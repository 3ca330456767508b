import { z } from 'zod';
import { calendarDay, optionalCalendarDay, requiredLine, rowId, rowVersion } from '@/lib/platform/parse';
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
  .strictObject({ decisionId: rowId, ...fields })
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

/** Archiving, restoring and correcting name the row alone. */
export const assessmentRowInput = z.strictObject({ id: rowId });
