import type { Finding } from '@/lib/catalogue/model';
import type { AnswerForm, ResponseField } from '../model';
import { type Fact, hasFact, writtenWorksheetParts } from './facts';
import { type OwedField, owedFields, planFields } from './owed';

/**
 * What an answer obliges to (responses.md of the standard's forms: Appendices B, C, D, Part 3 and 4) and what of it is
 * still missing. STANDARD: the form is not complete without it, so it blocks a signature. HOUSE: our own policy; it is
 * shown and never stands in the way of an honest answer.
 */
export type Need = { field: ResponseField; words: string; source: 'STANDARD' | 'HOUSE' };

type Form = Pick<AnswerForm, 'describesResults' | 'asksPlan'>;
type Answered = { finding: Finding | null; facts: number };
type Obligation = Need & { field: Fact };

const words: Record<OwedField, string> = {
  resultNote: 'Results are not described',
  ccwConstraints: 'Worksheet part 1, constraint, is not written',
  ccwDefinition: 'Worksheet part 2, control in use, is not written',
  ccwObjective: 'Worksheet part 3, objective met, is not written',
  ccwIdentifiedRisk: 'Worksheet part 4, remaining risk, is not written',
  ccwValidation: 'Worksheet part 5, how it was tested, is not written',
  ccwMaintenance: 'Worksheet part 6, upkeep, is not written',
  notApplicableReason: 'Reason is not written',
  notTestedReason: 'Reason is not written',
  notTestedAskedBy: 'Who asked to leave it out is not named',
  legalBasis: 'The law and how it prevents this are not written',
  planAction: 'Plan has no action',
  planOwner: 'Plan has no owner',
  planTargetOn: 'Plan has no date',
};

const house: readonly Fact[] = planFields;

/** Everything that this answer obliges to, written or not. Unanswered obliges to nothing but an answer. */
export function listObligations(answered: Answered, form: Form): Obligation[] {
  return owedFields(answered, form).map((field) => ({
    field,
    words: words[field],
    source: house.includes(field) ? 'HOUSE' : 'STANDARD',
  }));
}

/** What is still missing of it, in the form's order. */
export function listNeeds(answered: Answered, form: Form): Need[] {
  return listObligations(answered, form).filter((need) => !hasFact(answered.facts, need.field));
}

/** True when nothing that the standard's form asks for is missing. A missing plan is house policy and does not count. */
export function isComplete(answered: Answered, form: Form): boolean {
  return answered.finding !== null && listNeeds(answered, form).every((need) => need.source !== 'STANDARD');
}

/** One short sentence for a table cell: what to write next. Empty when nothing is missing. */
export function needInWords(answered: Answered, form: Form): string {
  const needs = listNeeds(answered, form);
  const [first] = needs;
  if (!first) return '';
  if (answered.finding === 'IN_PLACE_WITH_CCW' && first.field !== 'resultNote') {
    return `${writtenWorksheetParts(answered.facts)} of 6 worksheet parts written`;
  }
  if (first.field === 'notTestedReason' && needs.length > 1) return 'Reason and who asked are not written';
  if (first.field === 'planAction' && needs.length === planFields.length) return 'No plan yet';
  return first.words;
}
