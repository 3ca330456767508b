import type { AnswerForm, ChecklistGroup, ChecklistItem } from '@/lib/response/model';
import {
  countFindings,
  deriveFinding,
  type FindingCounts,
  groupByPrincipal,
  groupBySection,
  incompleteInWords,
  isIncomplete,
  isNotInPlace,
  isUnanswered,
} from '@/lib/response/rules/progress';

export const facets = ['ALL', 'UNANSWERED', 'NOT_IN_PLACE', 'INCOMPLETE', 'RETURNED'] as const;
export type Facet = (typeof facets)[number];

export type TreeFilter = { facet: Facet; words: string };

export type TreeNode = {
  id: string;
  level: 1 | 2 | 3;
  title: string;
  position: number;
  setSize: number;
} & (
  | { kind: 'GROUP'; isOpen: boolean; counts: FindingCounts; incomplete: string; hasNotInPlace: boolean }
  | { kind: 'LEAF'; item: ChecklistItem }
);

export function inFacet(item: ChecklistItem, facet: Facet, form: AnswerForm): boolean {
  switch (facet) {
    case 'UNANSWERED':
      return isUnanswered(item);
    case 'NOT_IN_PLACE':
      return isNotInPlace(item);
    case 'INCOMPLETE':
      return isIncomplete(item, form);
    case 'RETURNED':
      return item.review === 'RETURNED';
    default:
      return true;
  }
}

export function matchesWords(
  item: Pick<ChecklistItem, 'requirementNumber' | 'title'>,
  words: string,
): boolean {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === '') return true;
  return (
    item.requirementNumber.toLowerCase().startsWith(wanted) || item.title.toLocaleLowerCase().includes(wanted)
  );
}

/** The rows of the tree that can be seen, from top to bottom. */
export function visibleNodes(
  items: readonly ChecklistItem[],
  groups: readonly ChecklistGroup[],
  form: AnswerForm,
  filter: TreeFilter,
  isOpen: (id: string) => boolean,
): TreeNode[] {
  const shown = items.filter((item) => inFacet(item, filter.facet, form) && matchesWords(item, filter.words));
  const [all, left] = [groupByPrincipal(items), groupByPrincipal(shown)];
  const nodes: TreeNode[] = [];
  const principals = groups.filter(
    (group) => group.parentNumber === null && left.has(group.requirementNumber),
  );
  for (const [index, principal] of principals.entries()) {
    const number = principal.requirementNumber;
    const inside = all.get(number) ?? [];
    nodes.push(groupNode(principal, 1, inside, form, isOpen, index, principals.length));
    if (!isOpen(number)) continue;
    const [allInside, leftInside] = [groupBySection(inside), groupBySection(left.get(number) ?? [])];
    const sections = groups.filter(
      (group) => group.parentNumber === number && leftInside.has(group.requirementNumber),
    );
    for (const [at, section] of sections.entries()) {
      const within = allInside.get(section.requirementNumber) ?? [];
      nodes.push(groupNode(section, 2, within, form, isOpen, at, sections.length));
      if (!isOpen(section.requirementNumber)) continue;
      const leaves = leftInside.get(section.requirementNumber) ?? [];
      for (const [position, item] of leaves.entries()) {
        nodes.push({
          kind: 'LEAF',
          id: item.requirementNumber,
          level: 3,
          title: item.title,
          item,
          position: position + 1,
          setSize: leaves.length,
        });
      }
    }
  }
  return nodes;
}

function groupNode(
  group: ChecklistGroup,
  level: 1 | 2,
  items: readonly ChecklistItem[],
  form: AnswerForm,
  isOpen: (id: string) => boolean,
  index: number,
  setSize: number,
): TreeNode {
  return {
    kind: 'GROUP',
    id: group.requirementNumber,
    level,
    title: group.title,
    isOpen: isOpen(group.requirementNumber),
    counts: countFindings(items),
    incomplete: incompleteInWords(items, form),
    hasNotInPlace: items.some((item) => isNotInPlace(item)),
    position: index + 1,
    setSize,
  };
}

export function statusOf(item: ChecklistItem) {
  if (item.isUnconfirmed) return 'UNANSWERED';
  return deriveFinding(item.rows) ?? (isNotInPlace(item) ? 'NOT_IN_PLACE' : 'UNANSWERED');
}
