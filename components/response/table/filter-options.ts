import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { FilterName, TableFacts, TableFilters } from '@/lib/checklist-table/model';
import type { ChecklistGroup } from '@/lib/response/model';
import { reviewNames } from '@/lib/review/model';

export type FilterOption = { value: string; label: string };

/** What each filter offers. A filter that nothing here could pass is not offered. */
export function filterOptions(
  facts: TableFacts,
  groups: readonly ChecklistGroup[],
  findings: readonly Finding[],
): Record<FilterName, FilterOption[]> {
  const known = Object.values(facts.byNumber);
  const tags = [...new Set(known.flatMap(({ tags = [] }) => tags))].sort((a, b) => a.localeCompare(b));
  return {
    answer: [
      { value: 'UNANSWERED', label: 'Unanswered' },
      ...findings.map((value) => ({ value, label: findingNames[value] })),
    ],
    owner: [
      { value: 'ME', label: 'Me' },
      { value: 'NOBODY', label: 'Nobody' },
      ...facts.people.map(({ userId, name }) => ({ value: userId, label: name })),
    ],
    due: [
      { value: 'OVERDUE', label: 'Overdue' },
      { value: 'WEEK', label: 'In the next 7 days' },
      { value: 'SET', label: 'Has a day' },
      { value: 'NONE', label: 'Has no day' },
    ],
    evidence: [
      { value: 'MISSING', label: 'Missing' },
      { value: 'ATTACHED', label: 'Attached' },
    ],
    lacks: [
      { value: 'INCOMPLETE', label: 'Incomplete' },
      { value: 'CLAIMED', label: 'Claimed' },
    ],
    review: [
      ...(['READY', 'APPROVED', 'RETURNED', 'CHANGED'] as const).map((value) => ({
        value,
        label: reviewNames[value],
      })),
      { value: 'NONE', label: 'Not reviewed' },
    ],
    'last-year': known.some(({ last }) => last)
      ? [
          { value: 'CHANGED', label: 'Another answer' },
          { value: 'SAME', label: 'The same answer' },
        ]
      : [],
    section: groups.map(({ requirementNumber, title }) => ({
      value: requirementNumber,
      label: `${requirementNumber} ${title}`,
    })),
    tag: tags.map((tag) => ({ value: tag, label: tag })),
  };
}

/** Filters without people and sections that are not here, and those by name: an old link still opens. */
export function filtersKnownHere(
  filters: TableFilters,
  facts: TableFacts,
  groups: readonly ChecklistGroup[],
): { filters: TableFilters; ignored: string[] } {
  const isPerson = (id: string) =>
    id === 'ME' || id === 'NOBODY' || facts.people.some(({ userId }) => userId === id);
  const isSection = (number: string) => groups.some(({ requirementNumber }) => requirementNumber === number);
  return {
    filters: {
      ...filters,
      owner: filters.owner.filter(isPerson),
      section: filters.section.filter(isSection),
    },
    ignored: [
      ...filters.owner.filter((id) => !isPerson(id)).map((id) => `owner=${id}`),
      ...filters.section.filter((number) => !isSection(number)).map((number) => `section=${number}`),
    ],
  };
}
