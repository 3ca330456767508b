import { principalOf } from '@/lib/catalogue/rules';
import { addDays } from '@/lib/platform/clock';
import type { AnswerForm, ChecklistItem } from '@/lib/response/model';
import {
  isClaimed,
  isIncomplete,
  isNotInPlace,
  isUnanswered,
  sectionOf,
  standingFinding,
} from '@/lib/response/rules/progress';
import { isSameTag } from '@/lib/tag/rules';
import type { ChangedValue, DueValue, RequirementFacts, TableFilters } from '../model';

export type FilterContext = { form: AnswerForm; userId: string; today: string };

/** Whether a requirement passes every filter that is set. */
export function passes(
  item: ChecklistItem,
  facts: RequirementFacts,
  filters: TableFilters,
  context: FilterContext,
): boolean {
  const { answer, owner, evidence, section, review, due, tag, lacks } = filters;
  return (
    (answer.length === 0 || answer.some((value) => hasAnswer(item, value))) &&
    (owner.length === 0 || owner.some((value) => isOwnedBy(facts, value, context.userId))) &&
    (evidence.length === 0 || evidence.includes(item.evidence === 0 ? 'MISSING' : 'ATTACHED')) &&
    (section.length === 0 ||
      section.includes(principalOf(item.requirementNumber)) ||
      section.includes(sectionOf(item.requirementNumber))) &&
    (review.length === 0 || review.includes(item.review ?? 'NONE')) &&
    (due.length === 0 || due.some((value) => isDue(item, facts, value, context.today))) &&
    (filters['last-year'].length === 0 ||
      filters['last-year'].some((value) => value === changeSince(item, facts))) &&
    (tag.length === 0 || tag.some((value) => facts.tags?.some((own) => isSameTag(own, value)))) &&
    (lacks.length === 0 ||
      lacks.some((value) => (value === 'CLAIMED' ? isClaimed(item) : isIncomplete(item, context.form))))
  );
}

function hasAnswer(item: ChecklistItem, value: TableFilters['answer'][number]): boolean {
  if (value === 'UNANSWERED') return isUnanswered(item);
  // Some row says so, whether or not the others are answered: nobody may overlook it.
  if (value === 'NOT_IN_PLACE') return isNotInPlace(item);
  return standingFinding(item) === value;
}

function isOwnedBy({ people = [] }: RequirementFacts, value: string, userId: string): boolean {
  if (value === 'NOBODY') return people.length === 0;
  return people.some((person) => person.userId === (value === 'ME' ? userId : value));
}

/** The first day by which somebody has to answer it. */
export function dueOf({ people = [] }: RequirementFacts): string | null {
  const days = people.flatMap(({ dueOn }) => (dueOn ? [dueOn] : []));
  return days.sort()[0] ?? null;
}

/** The day is over and it is not answered. */
export function isOverdue(item: ChecklistItem, facts: RequirementFacts, today: string): boolean {
  return isDue(item, facts, 'OVERDUE', today);
}

function isDue(item: ChecklistItem, facts: RequirementFacts, value: DueValue, today: string): boolean {
  const day = dueOf(facts);
  if (value === 'NONE') return day === null;
  if (day === null) return false;
  if (value === 'SET') return true;
  if (!isUnanswered(item)) return false;
  return value === 'OVERDUE' ? day < today : day >= today && day <= addDays(today, 7);
}

/** Whether this year's answer is another than last year's; null without the one or the other. */
export function changeSince(item: ChecklistItem, { last }: RequirementFacts): ChangedValue | null {
  if (!last || isUnanswered(item)) return null;
  return item.rows.some((row, at) => row.finding !== (last[at] ?? null)) ? 'CHANGED' : 'SAME';
}
