import type { QuestionnaireId } from '@/lib/catalogue/model';
import { type Answers, candidateOrder, NONE, type PickerContext, type Unit } from '../model/facts';
import { type Assessed, assess } from './assess';
import { describeQuestion, knownFromRegister, type Question } from './describe';
import { joinWords, shortName } from './phrases';
import { verdictsOf } from './resolve';
import type { Given } from './verdict';

/** One answered question on the way. */
export type Step = {
  number: number;
  question: Question;
  values: readonly string[];
  source: 'PERSON' | 'REGISTER';
  /** The answer as a sentence in the second person. */
  statement: string;
  /** What it did to the questionnaires. */
  effect: string;
};

export type Walk = {
  steps: readonly Step[];
  next: Question | null;
  given: Given;
  assessed: Assessed;
};

/** No run comes near it: an entity would need dozens of integrations that all share something. */
const MAX_STEPS = 2_000;

/**
 * Replays a run from its answers. Only answers that matter are read, in the order in which the questions come up;
 * answers to questions that do not come up any more are left alone, so that going back and forth loses nothing.
 */
export function walk(context: PickerContext, answers: Answers): Walk {
  const given = new Map<string, readonly string[]>();
  const steps: Step[] = [];
  while (steps.length < MAX_STEPS) {
    const assessed = assess(context, given);
    if (assessed.state !== 'ASKING') return { steps, next: null, given, assessed };
    const question = describeQuestion(context, assessed.ask, given);
    const said = validValues(question, answers[question.id] ?? []);
    const known = said ? null : knownFromRegister(context, question);
    const values = said ?? (known ? validValues(question, known) : null);
    if (!values) return { steps, next: question, given, assessed };
    const before = openFor(context, question.ref.unit, given);
    given.set(question.id, values);
    steps.push({
      number: steps.length + 1,
      question,
      values,
      source: said ? 'PERSON' : 'REGISTER',
      statement: statementOf(question, values),
      effect: effectOf(context, question, values, before, given),
    });
  }
  throw new Error('the questionnaire picker does not come to an end');
}

/** The values that a question offers, or null where they do not answer it. */
export function validValues(question: Question, values: readonly string[]): readonly string[] | null {
  const offered = question.options.map((option) => option.value).filter((value) => values.includes(value));
  if (!question.isMultiple) return offered.length === 1 && values.length === 1 ? offered : null;
  // Something ticked beside "none of these" wins over it.
  const ticked = offered.length > 1 ? offered.filter((value) => value !== NONE) : offered;
  return ticked.length > 0 ? ticked : null;
}

function statementOf(question: Question, values: readonly string[]): string {
  const statements = question.options
    .filter((option) => values.includes(option.value))
    .map((option) => option.statement);
  switch (question.ref.kind) {
    case 'channels':
      return `${question.about} takes cards ${joinWords(statements)}${values.length === 1 ? ' only' : ''}.`;
    case 'shares':
      return values[0] === NONE
        ? `${question.about} is segmented from the others.`
        : `${question.about} shares pages, systems or networks with ${joinWords(statements)}.`;
    case 'others':
      return values[0] === NONE
        ? 'No other integration shares pages, systems or networks with these.'
        : `${joinWords(statements)} ${values.length === 1 ? 'shares' : 'share'} pages, systems or networks with these.`;
    default:
      return statements.join(' ');
  }
}

/** Questionnaires below D that no answer has ruled out for a unit; null where the question is about no unit. */
function openFor(
  context: PickerContext,
  unit: Unit | undefined,
  given: Given,
): readonly QuestionnaireId[] | null {
  if (!unit) return null;
  return candidateOrder.filter(
    (id) =>
      id !== 'D-Merchant' &&
      verdictsOf(context, id, unit, given).every(({ verdict }) => verdict.state !== 'FAILED'),
  );
}

function effectOf(
  context: PickerContext,
  question: Question,
  values: readonly string[],
  before: readonly QuestionnaireId[] | null,
  given: Given,
): string {
  const { kind, integration } = question.ref;
  if (kind === 'role') {
    return values[0] === 'MERCHANT'
      ? 'rules out D for service providers'
      : 'rules out every questionnaire for merchants';
  }
  if (kind === 'validation') {
    return values[0] === 'SELF' ? 'keeps self-assessment open' : 'rules out every questionnaire';
  }
  if (kind === 'others' || kind === 'shares') {
    return values[0] === NONE ? 'may be covered apart' : 'must be covered together';
  }
  const unit =
    question.ref.unit ??
    (integration && { key: integration.key, integration, channels: values as unknown as Unit['channels'] });
  const after = openFor(context, unit, given) ?? [];
  const all: readonly QuestionnaireId[] = candidateOrder.filter((id) => id !== 'D-Merchant');
  const out = (before ?? all).filter((id) => !after.includes(id));
  if (out.length > 0 && after.length === 0) return `rules out ${joinWords(out.map(shortName))}: leaves D`;
  if (out.length > 0) return `rules out ${joinWords(out.map(shortName))}`;
  return after.length > 0 ? `keeps ${joinWords(after.map(shortName))} open` : 'D stays';
}
