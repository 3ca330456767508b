import { z } from 'zod';
import { cadenceUnits } from '@/lib/catalogue/model';
import {
  calendarDay,
  lineText,
  longText,
  requiredLine,
  rowId,
  rowVersion,
  tickBox,
} from '@/lib/platform/parse';

const cadence = {
  /** Empty: no rhythm, done when something happens. */
  every: z
    .string()
    .trim()
    .regex(/^(?:[1-9]\d{0,2})?$/, 'Enter a whole number from 1 to 999.')
    .transform((value) => (value === '' ? null : Number(value))),
  unit: z.enum(cadenceUnits, 'Choose days, weeks, months or years.'),
};

const title = requiredLine(200, 'what is done');
/** A member, or a name of somebody without an account. */
const ownerFields = {
  ownerId: z.union([z.literal('').transform(() => null), rowId]).default(null),
  ownerName: lineText(120).default(''),
};
const note = longText(2_000).default('');

const requirementNumbers = lineText(200)
  .default('')
  .transform((value) => value.split(/[\s,;]+/).filter((number) => number !== ''))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(
            /^(?:[1-9]|1[0-2]|A[1-3])(?:\.\d{1,2}){1,4}$/,
            'Write numbers such as 11.3.2, with spaces between.',
          ),
      )
      .max(20, 'Name at most 20 requirements.'),
  );

/** An activity of one's own, beside those that the standard asks for. */
export const addActivityInput = z.strictObject({
  title,
  integrationId: z.union([z.literal('').transform(() => null), rowId]).default(null),
  requirementNumbers,
  ...cadence,
  ...ownerFields,
  note,
});
export type AddActivityInput = z.infer<typeof addActivityInput>;

export const changeActivityInput = z.strictObject({
  activityId: rowId,
  version: rowVersion,
  ...cadence,
  ...ownerFields,
  note,
});
export type ChangeActivityInput = z.infer<typeof changeActivityInput>;

export const archiveActivityInput = z.strictObject({
  activityId: rowId,
  version: rowVersion,
  reason: requiredLine(500, 'why it is not needed'),
});
export type ArchiveActivityInput = z.infer<typeof archiveActivityInput>;

export const restoreActivityInput = z.strictObject({ activityId: rowId, version: rowVersion });

const record = {
  completedOn: calendarDay,
  result: longText(10_000).default(''),
  lateCause: longText(2_000).default(''),
  evidenceIds: z.array(rowId).max(50, 'Choose at most 50 pieces of evidence.').default([]),
};

/** Marks the open occurrence as done. */
export const completeOccurrenceInput = z.strictObject({
  occurrenceId: rowId,
  version: rowVersion,
  ...record,
  /** One record for every day or week since the open one, each done in time. */
  wholeSeries: tickBox,
});
export type CompleteOccurrenceInput = z.infer<typeof completeOccurrenceInput>;

/** Records that an activity without a rhythm was done. */
export const recordEventInput = z.strictObject({
  activityId: rowId,
  completedOn: record.completedOn,
  result: record.result,
  evidenceIds: record.evidenceIds,
});
export type RecordEventInput = z.infer<typeof recordEventInput>;

/** Corrects a record that was typed wrongly. */
export const correctCompletionInput = z.strictObject({ occurrenceId: rowId, version: rowVersion, ...record });
export type CorrectCompletionInput = z.infer<typeof correctCompletionInput>;

/** Confirms the members of the list that was shown; `basis` is its hash. */
export const accessReviewInput = z.strictObject({
  occurrenceId: rowId,
  version: rowVersion,
  basis: z.string().regex(/^[0-9a-f]{64}$/),
  membershipIds: z.array(rowId).max(2_000).default([]),
  result: longText(2_000).default(''),
  lateCause: longText(2_000).default(''),
});
export type AccessReviewInput = z.infer<typeof accessReviewInput>;
