import { z } from 'zod';
import { paymentChannels, questionnaireIds } from '@/lib/catalogue/model';
import { calendarDay, longText, requiredLine } from '@/lib/platform/parse';
import type { RecordedAnswer, RecordedConclusion } from './model/conclusion';
import { type Answers, questionKinds } from './model/facts';

/** A run of the picker as its address keeps it: whom it is about, and the answers so far. */
export type Run = { legalEntityId: string | null; integrationIds: string[]; answers: Answers };

const MAX_INTEGRATIONS = 40;
const MAX_ANSWERS = 600;

const questionName = new RegExp(
  `^(${questionKinds.join('|')})(\\.[0-9a-f]{4,32}(-(${paymentChannels.join('|')}))?)?$`,
);
const answerValue = /^[0-9A-Za-z_-]{1,60}$/;
const uuid = z.uuid();

type AddressParams = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads a run from an address. What is not an answer's name or value is left out, never an error: an address may be
 * old, and the rules check each value against what its question offers.
 */
export function readRun(params: AddressParams): Run {
  const list = (name: string) => [params[name] ?? []].flat();
  const ids = (name: string) => [...new Set(list(name).filter((value) => uuid.safeParse(value).success))];
  const answers: Record<string, readonly string[]> = {};
  for (const name of Object.keys(params).slice(0, MAX_ANSWERS)) {
    if (!questionName.test(name)) continue;
    const values = list(name).filter((value) => answerValue.test(value));
    if (values.length > 0 && values.length <= MAX_INTEGRATIONS) answers[name] = values;
  }
  return {
    legalEntityId: ids('entity')[0] ?? null,
    integrationIds: ids('integration').slice(0, MAX_INTEGRATIONS),
    answers,
  };
}

/** The address form of a run, without the question that is shown. */
export function runAddress(run: Run): URLSearchParams {
  const params = new URLSearchParams();
  if (run.legalEntityId) params.set('entity', run.legalEntityId);
  for (const id of run.integrationIds) params.append('integration', id);
  for (const [name, values] of Object.entries(run.answers)) {
    for (const value of values) params.append(name, value);
  }
  return params;
}

/** A finished run as a form hands it over: the same text as in the address. */
const runText = z
  .string()
  .max(32_000)
  .transform((text, context): Run & { legalEntityId: string } => {
    const params: Record<string, string[]> = {};
    for (const [name, value] of new URLSearchParams(text)) {
      const key = Object.hasOwn(params, name) ? params[name] : undefined;
      if (key) key.push(value);
      else params[name] = [value];
    }
    const run = readRun(params);
    if (run.legalEntityId) return { ...run, legalEntityId: run.legalEntityId };
    context.addIssue({ code: 'custom', message: 'Choose the legal entity first.' });
    return z.NEVER;
  });

export const recordDecisionInput = z.strictObject({ run: runText });
export type RecordDecisionInput = z.infer<typeof recordDecisionInput>;

/** What an acquirer or a brand decided: which questionnaire, who, when, what. */
export const recordOverrideInput = z.strictObject({
  run: runText,
  resultId: z.string().max(40),
  questionnaireId: z.enum(questionnaireIds, 'Choose the questionnaire that was decided on.'),
  integrationIds: z.array(z.uuid()).max(MAX_INTEGRATIONS).default([]),
  decidedBy: requiredLine(200, 'who decided: the acquirer or brand, and the person'),
  decidedOn: calendarDay,
  what: longText(2000).refine(
    (value) => value.trim().length > 0,
    'Enter what was decided and why, and where it is written.',
  ),
});
export type RecordOverrideInput = z.infer<typeof recordOverrideInput>;

const texts = z.array(z.string());
const questionnaireId = z.enum(questionnaireIds);

/** Answers as they were recorded. Read with care: records outlive the code that wrote them. */
export const recordedAnswers: z.ZodType<RecordedAnswer[]> = z.array(
  z.object({
    questionId: z.string(),
    question: z.string(),
    about: z.string(),
    values: texts,
    answer: z.string(),
    source: z.enum(['PERSON', 'REGISTER']),
  }),
);

export const recordedConclusion: z.ZodType<RecordedConclusion> = z.object({
  format: z.literal(1),
  resultId: z.string(),
  outcome: z.enum(['QUESTIONNAIRE', 'REPORT_ON_COMPLIANCE', 'NO_CARD_DATA']),
  questionnaireId: questionnaireId.nullable(),
  byRules: questionnaireId.nullable(),
  covers: z.array(
    z.object({
      integrationId: z.string(),
      name: z.string(),
      channels: z.array(z.enum(paymentChannels)),
      isAdded: z.boolean(),
    }),
  ),
  why: z.array(
    z.object({
      step: z.number(),
      questionId: z.string(),
      statement: z.string(),
      effect: z.string(),
      remark: z.string().optional(),
    }),
  ),
  alternatives: z.array(
    z.object({
      questionnaireId,
      state: z.enum(['CHOSEN', 'OUT', 'NOT_NEEDED', 'OPEN']),
      because: z.string(),
      step: z.number().nullable(),
      criterionId: z.string().nullable(),
    }),
  ),
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      question: z.string(),
      answer: z.enum(['YES', 'NOT_CONCERNED']),
      basis: texts,
    }),
  ),
  smaller: z.array(z.object({ questionnaireId, fewerRequirements: z.number(), changes: texts })),
  refusals: z.array(z.object({ name: z.string(), alone: questionnaireId.nullable(), sharesWith: texts })),
  conditional: z.array(z.object({ groupId: z.string(), requirementNumbers: texts, words: z.string() })),
  acquirerDecides: texts,
  doubts: texts,
  contradictions: z.array(
    z.object({ integrationId: z.string(), name: z.string(), register: z.string(), answered: z.string() }),
  ),
  override: z
    .object({ questionnaireId, decidedBy: z.string(), decidedOn: z.string(), what: z.string() })
    .nullable(),
  register: z.array(
    z.object({
      integrationId: z.string(),
      method: z.string(),
      channels: texts,
      storesAccountData: z.boolean(),
    }),
  ),
  siblingIds: texts,
  decidedByName: z.string(),
});
