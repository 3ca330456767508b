import { z } from 'zod';
import { calendarDay, lineText, longText, requiredLine, rowId, rowVersion } from '@/lib/platform/parse';
import { maxSample, maxTestLine, maxTestText, testMethods, testResults } from './model';

const text = longText(maxTestText).default('');
const line = lineText(maxTestLine).default('');

const facts = {
  row: z.int().min(0).max(99).nullable().default(null),
  methods: z
    .array(z.enum(testMethods, 'This method does not exist.'), 'Choose how it was tested.')
    .min(1, 'Choose how it was tested: examined, observed or interviewed.')
    .max(20)
    .transform((chosen) => testMethods.filter((method) => chosen.includes(method))),
  examined: text,
  asked: text,
  askedOf: line,
  /** A member, or nobody of them: then the name says who. */
  performedById: rowId.nullable().default(null),
  performedByName: line,
  performedOn: calendarDay,
  population: line,
  sample: lineText(maxSample).default(''),
  result: z.enum(testResults, 'Choose what came of it.'),
  note: text,
};

type Given = z.infer<z.ZodObject<typeof facts>>;

/** What was done obliges to say it; words of a method that was not used are not kept. */
function complete<T extends Given>(given: T, context: z.RefinementCtx): T {
  const refuse = (field: keyof Given, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message, input: given[field] });
  const looked = given.methods.some((method) => method !== 'INTERVIEWED');
  const interviewed = given.methods.includes('INTERVIEWED');
  if (looked && given.examined.trim() === '') refuse('examined', 'Write what was examined or observed.');
  if (interviewed && given.asked.trim() === '') refuse('asked', 'Write what was asked.');
  if (interviewed && given.askedOf === '') refuse('askedOf', 'Enter role and name of who was asked.');
  if (given.performedById === null && given.performedByName === '')
    refuse('performedByName', 'Enter who tested.');
  return {
    ...given,
    examined: looked ? given.examined : '',
    asked: interviewed ? given.asked : '',
    askedOf: interviewed ? given.askedOf : '',
  };
}

export const recordTestInput = z.strictObject(facts).transform(complete);
export type RecordTestInput = z.infer<typeof recordTestInput>;

/** A test that is recorded for several requirements at once, for the whole of each: one text of a form; empty: none. */
export const jointTest = z
  .string()
  .max(100_000, 'This test is too long.')
  .transform((text, context): unknown => {
    if (text === '') return null;
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'This test cannot be read.' });
      return z.NEVER;
    }
  })
  .pipe(recordTestInput.nullable())
  .refine((test) => test === null || test.row === null, {
    path: ['row'],
    message: 'A test of several requirements is of each as a whole.',
  })
  .default(null);

export const changeTestInput = z
  .strictObject({ testId: rowId, version: rowVersion, ...facts })
  .transform(complete);
export type ChangeTestInput = z.infer<typeof changeTestInput>;

export const withdrawTestInput = z.strictObject({
  testId: rowId,
  version: rowVersion,
  reason: requiredLine(500, 'why it does not count'),
});
export type WithdrawTestInput = z.infer<typeof withdrawTestInput>;
