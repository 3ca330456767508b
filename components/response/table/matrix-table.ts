'use client';

import {
  createColumnHelper,
  createExpandedRowModel,
  createSortedRowModel,
  type ExpandedState,
  type Row,
  type RowSelectionState,
  rowExpandingFeature,
  rowSelectionFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useState } from 'react';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { findingRank, type MatrixRow } from './matrix-model';

const features = tableFeatures({
  rowSortingFeature,
  rowSelectionFeature,
  rowExpandingFeature,
  sortedRowModel: createSortedRowModel(),
  expandedRowModel: createExpandedRowModel(),
});

export type MatrixTableRow = Row<typeof features, MatrixRow>;

const helper = createColumnHelper<typeof features, MatrixRow>();
const byNumber = (left: MatrixRow, right: MatrixRow) =>
  compareRequirementNumbers(left.item.requirementNumber, right.item.requirementNumber) ||
  (left.row ?? -1) - (right.row ?? -1);

const columns = helper.columns([
  helper.accessor('id', { id: 'number', sortFn: (a, b) => byNumber(a.original, b.original) }),
  helper.accessor('title', {
    id: 'title',
    sortFn: (a, b) => a.original.title.localeCompare(b.original.title),
  }),
  helper.accessor((row) => findingRank(row.finding), {
    id: 'answer',
    sortFn: (a, b) => findingRank(a.original.finding) - findingRank(b.original.finding),
  }),
  helper.accessor('needs', {
    id: 'needs',
    // Lines that lack something first.
    sortFn: (a, b) =>
      Number(a.original.needs === '') - Number(b.original.needs === '') || byNumber(a.original, b.original),
  }),
  helper.accessor('evidence', {
    id: 'evidence',
    sortFn: (a, b) => a.original.evidence - b.original.evidence,
  }),
]);

export type MatrixColumn = 'number' | 'title' | 'answer' | 'needs' | 'evidence';

/** Order, selection and open rows of the table. Markup and keys are the caller's. */
export function useMatrixTable(data: MatrixRow[]) {
  const [sorting, setSorting] = useState<SortingState>([{ id: 'number', desc: false }]);
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const [expanded, setExpanded] = useState<ExpandedState>({});
  return useTable({
    features,
    columns,
    data,
    getRowId: (row) => row.id,
    getSubRows: (row) => row.rows,
    enableSortingRemoval: false,
    enableRowSelection: (row) => row.depth === 0,
    enableSubRowSelection: false,
    state: { sorting, rowSelection, expanded },
    onSortingChange: setSorting,
    onRowSelectionChange: setRowSelection,
    onExpandedChange: setExpanded,
  });
}

export type MatrixTable = ReturnType<typeof useMatrixTable>;
