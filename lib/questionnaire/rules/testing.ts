import questionnaires from '@/lib/catalogue/data/4.0.1/questionnaires.json';
import type { PaymentChannel, Questionnaire } from '@/lib/catalogue/model';
import type { IntegrationMethod } from '@/lib/integration/model';
import { type PickerContext, questionnaireFacts, type RegisterIntegration } from '../model/facts';
import type { Question } from './describe';
import { walk } from './walk';

/** Builders for the tests of these rules: an entity with integrations, and people who answer. */

const catalogue = (questionnaires as unknown as { questionnaires: Questionnaire[] }).questionnaires.map(
  questionnaireFacts,
);

export function integration(
  name: string,
  method: IntegrationMethod,
  channels: readonly PaymentChannel[],
  more: Partial<RegisterIntegration> = {},
): RegisterIntegration {
  return {
    integrationId: `id of ${name}`,
    key: name.toLowerCase().replaceAll(' ', ''),
    name,
    method,
    channels,
    storesAccountData: false,
    providers: [],
    ...more,
  };
}

export function context(
  chosen: readonly RegisterIntegration[],
  others: readonly RegisterIntegration[] = [],
  entityType: PickerContext['entityType'] = 'MERCHANT',
): PickerContext {
  return { entityName: 'Lumen Shop', entityType, chosen, others, questionnaires: catalogue, levelNotes: [] };
}

/** What somebody answers whose environment is in order: the answer that keeps the smaller questionnaire open. */
const orderly: Record<string, string> = {
  validation: 'SELF',
  stored: 'NO',
  typedBy: 'CUSTOMER',
  wallet: 'PROVIDER',
  telephony: 'NO',
  attended: 'YES',
  elements: 'PROVIDER_ALL',
  scripts: 'PROVIDER_CONFIRMED',
  receives: 'NEVER',
  outsourced: 'YES',
  thirdParty: 'NO',
  otherwise: 'NO',
  compliant: 'YES',
  hosting: 'COMPLIANT',
  paper: 'NOTHING',
  shares: 'NONE',
  others: 'NONE',
};

/**
 * Answers a whole run: `said` by question id or by kind, otherwise in good order. Returns the answers that were given,
 * so that a test can see what was asked.
 */
export function answerAll(
  about: PickerContext,
  said: Record<string, string | readonly string[]> = {},
): Record<string, readonly string[]> {
  const answers: Record<string, readonly string[]> = {};
  // Answers that the register knows already are only given where the scenario says something else.
  for (const [id, value] of Object.entries(said)) {
    if (id.includes('.') || id === 'role') answers[id] = [value].flat();
  }
  for (let step = 0; step < 300; step += 1) {
    const { next } = walk(about, answers);
    if (!next) return answers;
    answers[next.id] = [said[next.id] ?? said[next.ref.kind] ?? orderly[next.ref.kind] ?? 'YES'].flat();
    if (!walk(about, answers).given.has(next.id)) throw new Error(`${next.id} cannot be answered so`);
  }
  throw new Error('the run does not end');
}

/** Every single answer that a question allows; for several choices each subset. */
export function everyAnswer(question: Question): readonly (readonly string[])[] {
  const values = question.options.map((option) => option.value);
  if (!question.isMultiple) return values.map((value) => [value]);
  const subsets: string[][] = [[]];
  for (const value of values) subsets.push(...subsets.map((set) => [...set, value]));
  return subsets.filter((set) => set.length > 0 && (set.length === 1 || !set.includes('NONE')));
}
