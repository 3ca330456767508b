import { z } from 'zod';
import { findings } from '@/lib/catalogue/model';
import { lineText, longText, optionalCalendarDay } from '@/lib/platform/parse';
import { maxName, maxText, type ResponseChanges, type ResponseField } from './model';

const text = longText(maxText).optional();
const name = lineText(maxName).optional();

export const responseFieldInputs = {
  finding: z.enum(findings, 'This answer does not exist.').nullable().optional(),
  resultNote: text,
  notApplicableReason: text,
  notTestedReason: text,
  notTestedAskedBy: name,
  legalException: z.boolean().optional(),
  legalBasis: text,
  planAction: text,
  planOwner: name,
  planTargetOn: optionalCalendarDay.optional(),
  ccwConstraints: text,
  ccwDefinition: text,
  ccwObjective: text,
  ccwIdentifiedRisk: text,
  ccwValidation: text,
  ccwMaintenance: text,
} satisfies Record<ResponseField, z.ZodType>;

/**
 * A save: part of one answer row, and the version that the person saw. Sent again under the same id it is done once; a page
 * that was opened before there were ids sends none.
 */
export const responseSave = z.strictObject({
  id: z.uuid().optional(),
  row: z.int().min(0).max(99),
  version: z.int().min(0).max(2_000_000_000),
  changes: z
    .strictObject(responseFieldInputs)
    .transform((changes) => withoutAbsent(changes))
    .refine((changes) => Object.keys(changes).length > 0, 'Send at least one change.'),
});
export type ResponseSave = z.infer<typeof responseSave>;

function withoutAbsent(changes: { [F in ResponseField]?: unknown }): ResponseChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
