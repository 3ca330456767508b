import type { PaymentChannel, QuestionnaireId } from '@/lib/catalogue/model';

export type Outcome = 'QUESTIONNAIRE' | 'REPORT_ON_COMPLIANCE' | 'NO_CARD_DATA';

/** An answer that led to the result, with what it did. `step` is its number on the way. */
export type Reason = {
  step: number;
  questionId: string;
  statement: string;
  effect: string;
  /** What the register holds against relying on the answer. */
  remark?: string | undefined;
};

/** What became of each of the ten questionnaires. */
export type Alternative = {
  questionnaireId: QuestionnaireId;
  state: 'CHOSEN' | 'OUT' | 'NOT_NEEDED' | 'OPEN';
  /** Why it is out: the statement of the answer that ruled it out. */
  because: string;
  /** Number of the answer that ruled it out; null where no single answer did. */
  step: number | null;
  criterionId: string | null;
};

/** One eligibility criterion of the resulting questionnaire, as Part 2h of the attestation ticks it. */
export type CriterionAnswer = {
  criterionId: string;
  question: string;
  answer: 'YES' | 'NOT_CONCERNED';
  /** Statements of the answers that it rests on. */
  basis: readonly string[];
};

/** What would have to change for a smaller questionnaire. */
export type SmallerOption = {
  questionnaireId: QuestionnaireId;
  fewerRequirements: number;
  changes: readonly string[];
};

/** Requirements that, by the answers, have nothing to apply to. A proposal: each is still answered by a person. */
export type ConditionalNote = { groupId: string; requirementNumbers: readonly string[]; words: string };

/**
 * A smaller questionnaire that is refused because the ways of taking cards are not segmented; null where it was not
 * asked which one that would be.
 */
export type Refusal = { name: string; alone: QuestionnaireId | null; sharesWith: readonly string[] };

/** A difference between an answer and the register of integrations. */
export type Contradiction = { integrationId: string; name: string; register: string; answered: string };

export type Covered = {
  integrationId: string;
  name: string;
  channels: readonly PaymentChannel[];
  /** Not chosen at the start, but shares pages, systems or networks with what was. */
  isAdded: boolean;
};

/** One questionnaire (or null: not self-assessable) and what it covers. */
export type PickerResult = {
  resultId: string;
  outcome: Outcome;
  questionnaireId: QuestionnaireId | null;
  covers: readonly Covered[];
  why: readonly Reason[];
  alternatives: readonly Alternative[];
  criteria: readonly CriterionAnswer[];
  smaller: readonly SmallerOption[];
  refusals: readonly Refusal[];
  conditional: readonly ConditionalNote[];
  acquirerDecides: readonly string[];
  doubts: readonly string[];
  contradictions: readonly Contradiction[];
};

/** What an acquirer or brand decided differently from the rules: who, when, what. */
export type RecordedOverride = {
  questionnaireId: QuestionnaireId;
  decidedBy: string;
  decidedOn: string;
  what: string;
};

/** One answered question as it is kept for ever. */
export type RecordedAnswer = {
  questionId: string;
  question: string;
  about: string;
  values: readonly string[];
  answer: string;
  source: 'PERSON' | 'REGISTER';
};

/** What stands in `QuestionnaireDecision.conclusion`. */
export type RecordedConclusion = PickerResult & {
  format: 1;
  /** What the rules concluded; differs from the decision's questionnaire where an override is recorded. */
  byRules: QuestionnaireId | null;
  override: RecordedOverride | null;
  /** Register facts that the answers rest on: an assessment is refused when they have changed since. */
  register: readonly {
    integrationId: string;
    method: string;
    channels: readonly string[];
    storesAccountData: boolean;
  }[];
  /** Other decisions of the same run: several ways of taking cards, several questionnaires. */
  siblingIds: readonly string[];
  decidedByName: string;
};

/** Two words on each questionnaire, for lists. */
export const questionnaireHints: Record<QuestionnaireId, string> = {
  A: 'fully outsourced',
  'A-EP': 'your page shapes the payment',
  B: 'imprint or dial-out terminal',
  'B-IP': 'stand-alone network terminal',
  C: 'connected payment system',
  'C-VT': 'web-based virtual terminal',
  P2PE: 'validated encrypting terminal',
  SPoC: 'phone or tablet with a card reader',
  'D-Merchant': 'every other merchant',
  'D-ServiceProvider': 'every service provider',
};

/** "A-EP" → "SAQ A-EP"; the two D questionnaires say whose they are. */
export function questionnaireLabel(questionnaireId: QuestionnaireId | null): string {
  if (questionnaireId === null) return 'No questionnaire';
  if (questionnaireId === 'D-Merchant') return 'SAQ D for merchants';
  if (questionnaireId === 'D-ServiceProvider') return 'SAQ D for service providers';
  return `SAQ ${questionnaireId}`;
}
