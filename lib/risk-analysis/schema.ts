import { z } from 'zod';
import { cadenceUnits } from '@/lib/catalogue/model';
import {
  calendarDay,
  lineText,
  longText,
  optionalCalendarDay,
  requiredLine,
  requirementNumber,
  rowId,
  rowVersion,
} from '@/lib/platform/parse';
import { analysedRequirements, analysisBases } from '@/lib/response/rules/frequency';
import { reviewOutcomes } from './model';

const text = longText(10_000).default('');

const parts = {
  title: requiredLine(200, 'a title'),
  requirementNumbers: z
    .array(z.enum(analysedRequirements, 'Choose requirements of the list.'), 'Tick at least one requirement.')
    .min(1, 'Tick at least one requirement.')
    .max(analysedRequirements.length),
  assets: text,
  threats: text,
  likelihood: text,
  impact: text,
  /** A number with its unit, or a process in words. */
  every: z
    .string()
    .trim()
    .regex(/^(?:[1-9]\d{0,2})?$/, 'Enter a whole number from 1 to 999.')
    .transform((value) => (value === '' ? null : Number(value)))
    .default(null),
  unit: z.enum(cadenceUnits, 'Choose days, weeks, months or years.').default('month'),
  process: text,
  justification: text,
  madeByName: lineText(120).default(''),
  madeOn: optionalCalendarDay.default(null),
};

const optionalId = z.union([z.literal('').transform(() => null), rowId]).default(null);

/** A new analysis; started from a requirement of an assessment it is linked there at once. */
export const makeAnalysisInput = z.strictObject({
  ...parts,
  assessmentId: optionalId,
  linkTo: z.union([z.literal('').transform(() => null), requirementNumber]).default(null),
});
export type MakeAnalysisInput = z.infer<typeof makeAnalysisInput>;

export const changeAnalysisInput = z.strictObject({ analysisId: rowId, version: rowVersion, ...parts });
export type ChangeAnalysisInput = z.infer<typeof changeAnalysisInput>;

export const approveAnalysisInput = z.strictObject({
  analysisId: rowId,
  version: rowVersion,
  approvedByName: requiredLine(120, 'who approves it'),
  approvedOn: calendarDay,
  /** Empty: a year later. */
  nextReviewOn: optionalCalendarDay.default(null),
});
export type ApproveAnalysisInput = z.infer<typeof approveAnalysisInput>;

export const reviewAnalysisInput = z
  .strictObject({
    analysisId: rowId,
    version: rowVersion,
    reviewedByName: requiredLine(120, 'who reviewed it'),
    reviewedOn: calendarDay,
    outcome: z.enum(reviewOutcomes, 'Choose what came of the review.'),
    note: longText(5_000).default(''),
    nextReviewOn: optionalCalendarDay.default(null),
  })
  .refine(({ outcome, note }) => outcome !== 'CHANGED' || note.trim() !== '', {
    path: ['note'],
    message: 'Write what has to change.',
  });
export type ReviewAnalysisInput = z.infer<typeof reviewAnalysisInput>;

/** What somebody does in the panel of a requirement. */
export const analysisPanelInput = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('LINK'), analysisId: rowId }),
  z.strictObject({ what: z.literal('UNLINK') }),
  z.strictObject({ what: z.literal('FREQUENCY'), basis: z.enum(analysisBases) }),
]);
export type AnalysisPanelInput = z.infer<typeof analysisPanelInput>;
