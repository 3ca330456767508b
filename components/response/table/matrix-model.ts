import { type Finding, findings } from '@/lib/catalogue/model';
import type { RequirementFacts, TableState } from '@/lib/checklist-table/model';
import { type FilterContext, passes } from '@/lib/checklist-table/rules/filter';
import type { AnswerForm, ChecklistItem } from '@/lib/response/model';
import { needsOf } from '@/lib/response/rules/needs';
import { needInWords } from '@/lib/response/rules/obligations';
import { claimInWords, standingFinding } from '@/lib/response/rules/progress';
import { type RowKey, rowKeyOf } from '../store/state';
import { matchesWords } from '../tree/tree-model';

/** A line of the table: a requirement, or one answer row of a requirement that has several. */
export type MatrixRow = {
  id: string;
  item: ChecklistItem;
  /** Null for the line of the whole requirement. */
  row: number | null;
  title: string;
  finding: Finding | null;
  needs: string;
  /** What nobody could show of an answer that says In Place; empty where it is proven. */
  claim: string;
  evidence: number;
  facts: RequirementFacts;
  rows: MatrixRow[];
};

/** Of a requirement that nobody has, tags or answered last year. The same object each time, so that lines stay drawn. */
export const noFacts: RequirementFacts = {};

const made = new WeakMap<ChecklistItem, MatrixRow>();

/** The line of a requirement; the same object as long as the requirement has not changed, so that rows stay drawn. */
export function matrixRowOf(item: ChecklistItem, facts: RequirementFacts, form: AnswerForm): MatrixRow {
  const known = made.get(item);
  if (known && known.facts === facts) return known;
  const parts =
    item.rows.length < 2
      ? []
      : item.rows.map((summary, row) => ({
          id: rowKeyOf(item.requirementNumber, row),
          item,
          row,
          title: item.rowNames[row] ?? `Row ${row + 1}`,
          finding: summary.finding,
          needs: needInWords(summary, form),
          claim: '',
          evidence: 0,
          facts: noFacts,
          rows: [],
        }));
  const line: MatrixRow = {
    id: item.requirementNumber,
    item,
    row: null,
    title: item.title,
    finding: standingFinding(item),
    needs: needsOf(item, form) || (item.isUnconfirmed ? 'To be confirmed' : ''),
    claim: claimInWords(item),
    evidence: item.evidence,
    facts,
    rows: parts,
  };
  made.set(item, line);
  return line;
}

export function filterItems(
  items: readonly ChecklistItem[],
  { words, filters }: Pick<TableState, 'words' | 'filters'>,
  byNumber: Readonly<Record<string, RequirementFacts>>,
  context: FilterContext,
): ChecklistItem[] {
  return items.filter(
    (item) =>
      matchesWords(item, words) &&
      passes(item, byNumber[item.requirementNumber] ?? noFacts, filters, context),
  );
}

/** The answer rows that a line stands for. */
export function keysOf(line: Pick<MatrixRow, 'item' | 'row'>): RowKey[] {
  const { requirementNumber, rows } = line.item;
  if (line.row !== null) return [rowKeyOf(requirementNumber, line.row)];
  return rows.map((_, row) => rowKeyOf(requirementNumber, row));
}

/** What a bulk answer would do, in requirements: how many it answers and how many answers it replaces. */
export function weighBulk(items: readonly ChecklistItem[], finding: Finding) {
  const replaced = items.filter((item) =>
    item.rows.some((row) => row.finding !== null && row.finding !== finding),
  );
  const untouched = items.filter((item) => item.rows.every((row) => row.finding === null));
  return {
    total: items.length,
    replaced: replaced.length,
    untouched,
    /** More than twenty rows, or any answer that would be replaced, is asked once. */
    needsConfirmation: items.length > 20 || replaced.length > 0,
  };
}

/** Order of answers in a column: the paper form's, unanswered last. */
export function findingRank(finding: Finding | null): number {
  return finding === null ? findings.length : findings.indexOf(finding);
}
