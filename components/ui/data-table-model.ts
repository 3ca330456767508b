import type { ReactNode } from 'react';

export type CellValue = string | number | null | undefined;

/** One column of a DataTable. `value` is what sorting and filtering look at, `cell` what people see. */
export type TableColumn<Row> = {
  id: string;
  header: string;
  value: (row: Row) => CellValue;
  cell?: (row: Row) => ReactNode;
  /** Names the row (becomes a row header). One column per table, usually the first. */
  rowHeader?: boolean;
  align?: 'end';
  sortable?: boolean;
  /** Offered in the column chooser; `false` for columns that must stay. */
  hideable?: boolean;
  hiddenAtFirst?: boolean;
  /** Left out below 768 px: the detail page has it. */
  hideOnPhone?: boolean;
  className?: string;
};

export type TableSort = { id: string; desc: boolean };

export type TableWords = {
  filter: string;
  columns: string;
  noMatch: (query: string) => string;
  showAll: string;
  count: (shown: number, total: number) => string;
};

export const defaultTableWords: TableWords = {
  filter: 'Filter',
  columns: 'Columns',
  noMatch: (query) => `Nothing matches “${query}”.`,
  showAll: 'Show all',
  count: (shown, total) =>
    shown === total
      ? total.toLocaleString('en')
      : `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`,
};

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Numbers by size, texts by alphabet with the numbers inside them by size ("1.10" after "1.9"). */
export function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a ?? ''), String(b ?? ''));
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of the query occurs in one of the texts, whatever case or accent. */
export function matchesQuery(values: readonly CellValue[], query: string): boolean {
  const text = folded(values.filter((value) => value !== null && value !== undefined).join(' \n '));
  return folded(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** "name" or "-due" from the address. Null when it names no sortable column. */
export function parseSort(
  text: string | null,
  columns: readonly { id: string; sortable?: boolean }[],
): TableSort | null {
  if (!text) return null;
  const desc = text.startsWith('-');
  const id = desc ? text.slice(1) : text;
  const known = columns.some((column) => column.id === id && column.sortable !== false);
  return known ? { id, desc } : null;
}
