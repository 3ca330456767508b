'use client';

import {
  createColumnHelper,
  createExpandedRowModel,
  createSortedRowModel,
  type ExpandedState,
  type RowSelectionState,
  rowExpandingFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { type SortColumn, sortColumns, type TableState } from '@/lib/checklist-table/model';
import { changeSince, dueOf } from '@/lib/checklist-table/rules/filter';
import type { ReviewState } from '@/lib/response/model';
import { findingRank, type MatrixRow } from './matrix-model';

const features = tableFeatures({
  rowSortingFeature,
  rowSelectionFeature,
  rowExpandingFeature,
  sortedRowModel: createSortedRowModel(),
  expandedRowModel: createExpandedRowModel(),
});

type Compare = (left: MatrixRow, right: MatrixRow) => number;

const helper = createColumnHelper<typeof features, MatrixRow>();
const byNumber: Compare = (left, right) =>
  compareRequirementNumbers(left.item.requirementNumber, right.item.requirementNumber) ||
  (left.row ?? -1) - (right.row ?? -1);

/** What has nothing to sort by stands behind what has. */
const byText =
  (textOf: (row: MatrixRow) => string): Compare =>
  (left, right) => {
    const [one, other] = [textOf(left), textOf(right)];
    return Number(one === '') - Number(other === '') || one.localeCompare(other);
  };
const byRank =
  (rankOf: (row: MatrixRow) => number): Compare =>
  (left, right) =>
    rankOf(left) - rankOf(right);

const reviewOrder = ['RETURNED', 'CHANGED', 'READY', 'APPROVED'] as const satisfies ReviewState[];

const lastYearOrder = ['CHANGED', 'SAME', null];

function comparisons(names: ReadonlyMap<string, string>): Record<SortColumn, Compare> {
  return {
    number: byNumber,
    title: byText((row) => row.title),
    answer: byRank((row) => findingRank(row.finding)),
    // Lines that lack something first.
    needs: byRank((row) => Number(row.needs === '')),
    evidence: byRank((row) => row.evidence),
    owner: byText((row) => (row.facts.people ?? []).map(({ userId }) => names.get(userId) ?? '').join(', ')),
    due: byText((row) => dueOf(row.facts) ?? ''),
    review: byRank(({ item: { review } }) => (review ? reviewOrder.indexOf(review) : reviewOrder.length)),
    tags: byText((row) => (row.facts.tags ?? []).join(', ')),
    'last-year': byRank((row) => lastYearOrder.indexOf(changeSince(row.item, row.facts))),
  };
}

type MatrixTableInput = {
  data: MatrixRow[];
  sort: TableState['sort'];
  onSort: (sort: TableState['sort']) => void;
  names: ReadonlyMap<string, string>;
};

/** Order, selection and open rows of the table. Markup and keys are the caller's. */
export function useMatrixTable({ data, sort, onSort, names }: MatrixTableInput) {
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const [expanded, setExpanded] = useState<ExpandedState>({});
  const columns = useMemo(() => {
    const compare = comparisons(names);
    return helper.columns(
      sortColumns.map((id) =>
        helper.accessor('id', {
          id,
          sortFn: (a, b) => compare[id](a.original, b.original) || byNumber(a.original, b.original),
        }),
      ),
    );
  }, [names]);
  return useTable({
    features,
    columns,
    data,
    getRowId: (row) => row.id,
    getSubRows: (row) => row.rows,
    enableSortingRemoval: false,
    enableRowSelection: (row) => row.depth === 0,
    enableSubRowSelection: false,
    state: { sorting: [{ id: sort.column, desc: sort.desc }], rowSelection, expanded },
    onSortingChange: (update) => {
      const before = [{ id: sort.column, desc: sort.desc }];
      const [next] = typeof update === 'function' ? update(before) : update;
      const column = sortColumns.find((each) => each === next?.id);
      if (next && column) onSort({ column, desc: next.desc });
    },
    onRowSelectionChange: setRowSelection,
    onExpandedChange: setExpanded,
  });
}

export type MatrixTable = ReturnType<typeof useMatrixTable>;
