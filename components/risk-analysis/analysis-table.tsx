'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/ui/data-table';
import type { TableColumn } from '@/components/ui/data-table-model';
import { Day } from '@/components/ui/time';
import { type AnalysisItem, analysisStateNames } from '@/lib/risk-analysis/model';
import { AnalysisMark } from './analysis-mark';

const columns: readonly TableColumn<AnalysisItem>[] = [
  {
    id: 'title',
    header: 'Risk analysis',
    value: (row) => row.title,
    cell: (row) => (
      <span>
        <Link className="hover:underline" href={`/risk-analyses/${row.analysisId}`}>
          {row.title}
        </Link>
        <small>{row.state === 'DRAFT' ? lackWords(row.missing) : `revision ${row.revision}`}</small>
      </span>
    ),
    rowHeader: true,
    hideable: false,
  },
  {
    id: 'state',
    header: 'State',
    value: (row) => analysisStateNames[row.state],
    cell: (row) => <AnalysisMark state={row.state} nextReviewOn={row.nextReviewOn} />,
  },
  {
    id: 'requirements',
    header: 'For',
    value: (row) => row.requirementNumbers.join(', '),
    hideOnPhone: true,
  },
  {
    id: 'frequency',
    header: 'How often',
    value: (row) => row.frequency,
    cell: (row) => row.frequency || <span className="text-ink-3">not set</span>,
    hideOnPhone: true,
  },
  {
    id: 'review',
    header: 'Next review',
    value: (row) => row.nextReviewOn ?? '',
    cell: (row) =>
      row.nextReviewOn ? (
        <Day value={row.nextReviewOn} />
      ) : (
        <span className="text-ink-3">after approval</span>
      ),
    hideOnPhone: true,
  },
];

/** The first thing, and how many more: the page of the analysis names them all. */
function lackWords([first, ...more]: readonly string[]): string {
  return more.length === 0 ? `lacks ${first}` : `lacks ${first} and ${more.length} more`;
}

export function AnalysisTable({ rows, empty }: { rows: readonly AnalysisItem[]; empty: ReactNode }) {
  return (
    <DataTable
      label="Risk analyses"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.analysisId}
      words={{ filter: 'Filter by title or requirement' }}
      empty={empty}
      bleed
      twoLine
    />
  );
}
