import type { Finding } from '@/lib/catalogue/model';
import { type AnswerForm, type ResponseField, type WorksheetField, worksheetFields } from '../model';
import { type Fact, hasFact, writtenWorksheetParts } from './facts';

/**
 * What an answer obliges to (responses.md of the standard's forms: Appendices B, C, D, Part 3 and 4) and what of it is
 * still missing. STANDARD: the form is not complete without it, so it blocks a signature. HOUSE: our own policy; it is
 * shown and never stands in the way of an honest answer.
 */
export type Need = { field: ResponseField; words: string; source: 'STANDARD' | 'HOUSE' };

type Answered = { finding: Finding | null; facts: number };
type Obligation = Need & { field: Fact };

const worksheetWords: Record<WorksheetField, string> = {
  ccwConstraints: 'Worksheet part 1, constraint, is not written',
  ccwDefinition: 'Worksheet part 2, control in use, is not written',
  ccwObjective: 'Worksheet part 3, objective met, is not written',
  ccwIdentifiedRisk: 'Worksheet part 4, remaining risk, is not written',
  ccwValidation: 'Worksheet part 5, how it was tested, is not written',
  ccwMaintenance: 'Worksheet part 6, upkeep, is not written',
};

const results = standard('resultNote', 'Results are not described');
const legal = standard('legalBasis', 'The law and how it prevents this are not written');
const plan: readonly Obligation[] = [
  house('planAction', 'Plan has no action'),
  house('planOwner', 'Plan has no owner'),
  house('planTargetOn', 'Plan has no date'),
];

/** Everything that this answer obliges to, written or not. Unanswered obliges to nothing but an answer. */
export function listObligations(
  answered: Answered,
  form: Pick<AnswerForm, 'describesResults'>,
): Obligation[] {
  const described = form.describesResults ? [results] : [];
  switch (answered.finding) {
    case 'IN_PLACE':
      return described;
    case 'IN_PLACE_WITH_CCW':
      return [...described, ...worksheetFields.map((field) => standard(field, worksheetWords[field]))];
    case 'NOT_APPLICABLE':
      return [standard('notApplicableReason', 'Reason is not written')];
    case 'NOT_TESTED':
      return [
        standard('notTestedReason', 'Reason is not written'),
        standard('notTestedAskedBy', 'Who asked to leave it out is not named'),
      ];
    case 'NOT_IN_PLACE':
      // A legal exception says why it cannot be met; a plan to meet it would contradict that.
      return [...described, ...(hasFact(answered.facts, 'legalException') ? [legal] : plan)];
    default:
      return [];
  }
}

/** What is still missing of it, in the form's order. */
export function listNeeds(answered: Answered, form: Pick<AnswerForm, 'describesResults'>): Need[] {
  return listObligations(answered, form).filter((need) => !hasFact(answered.facts, need.field));
}

/** True when nothing that the standard's form asks for is missing. A missing plan is house policy and does not count. */
export function isComplete(answered: Answered, form: Pick<AnswerForm, 'describesResults'>): boolean {
  return answered.finding !== null && listNeeds(answered, form).every((need) => need.source !== 'STANDARD');
}

/** One short sentence for a table cell: what to write next. Empty when nothing is missing. */
export function needInWords(answered: Answered, form: Pick<AnswerForm, 'describesResults'>): string {
  const needs = listNeeds(answered, form);
  const [first] = needs;
  if (!first) return '';
  if (answered.finding === 'IN_PLACE_WITH_CCW' && first.field !== 'resultNote') {
    return `${writtenWorksheetParts(answered.facts)} of 6 worksheet parts written`;
  }
  if (first.field === 'planAction' && needs.length === plan.length) return 'No plan yet';
  return first.words;
}

function standard(field: Fact, words: string): Obligation {
  return { field, words, source: 'STANDARD' };
}

function house(field: Fact, words: string): Obligation {
  return { field, words, source: 'HOUSE' };
}
