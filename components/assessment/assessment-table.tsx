'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { SaqMark } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { TableColumn } from '@/components/ui/data-table-model';
import { StatusGlyph } from '@/components/ui/status';
import { StatusBar } from '@/components/ui/status-bar';
import { Day, Distance } from '@/components/ui/time';
import type { AssessmentListItem } from '@/lib/assessment/model';
import { findingNames } from '@/lib/catalogue/model';
import { daysBetween } from '@/lib/platform/clock';
import { countsInWords } from '@/lib/response/rules/progress';
import { assessmentStage, questionnaireMark } from './assessment-stage';

export type AssessmentRow = AssessmentListItem & { today: string };

const answered = (row: AssessmentRow) => row.requirementCount - row.counts.UNANSWERED;

const columns: readonly TableColumn<AssessmentRow>[] = [
  {
    id: 'name',
    header: 'Assessment',
    value: (row) =>
      `${row.name} ${row.integrations.map((one) => one.name).join(' ')} ${row.legalEntity.name}`,
    cell: (row) => (
      <>
        <Link href={`/assessments/${row.assessmentId}`}>{row.name}</Link>
        <small>
          {row.integrations.map((integration) => integration.name).join(', ') || row.legalEntity.name}
          {row.revision > 1 && `, revision ${row.revision}`}
        </small>
      </>
    ),
    rowHeader: true,
    hideable: false,
  },
  {
    id: 'saq',
    header: 'SAQ',
    value: (row) => row.questionnaireId,
    cell: (row) => (
      <SaqMark label={`SAQ ${row.questionnaireId}`}>{questionnaireMark(row.questionnaireId)}</SaqMark>
    ),
  },
  {
    id: 'stage',
    header: 'Stage',
    value: (row) => assessmentStage(row).words,
    cell: (row) => {
      const { icon: Icon, tone, words } = assessmentStage(row);
      return (
        <span className={`inline-flex items-center gap-1.5 whitespace-nowrap align-middle ${tone}`}>
          <Icon className="size-3.5" />
          {words}
        </span>
      );
    },
    hideOnPhone: true,
  },
  {
    id: 'answered',
    header: 'Answered',
    value: (row) => answered(row) / Math.max(row.requirementCount, 1),
    cell: (row) => (
      <span className="flex items-center gap-2 whitespace-nowrap">
        <span className="block w-20 max-md:hidden">
          <StatusBar
            counts={row.counts}
            label={countsInWords(
              { ...row.counts, total: row.requirementCount, answered: answered(row) },
              findingNames,
            )}
          />
        </span>
        {answered(row)} of {row.requirementCount}
      </span>
    ),
  },
  {
    id: 'not-in-place',
    header: 'Not in Place',
    value: (row) => row.counts.NOT_IN_PLACE,
    cell: (row) =>
      row.counts.NOT_IN_PLACE > 0 ? (
        <span className="status">
          <StatusGlyph kind="NOT_IN_PLACE" />
          {row.counts.NOT_IN_PLACE}
        </span>
      ) : (
        <span className="text-ink-3">0</span>
      ),
    align: 'end',
    hideOnPhone: true,
  },
  {
    id: 'period',
    header: 'Period',
    value: (row) => row.periodFrom,
    cell: (row) => (
      <span className="whitespace-nowrap">
        <Day value={row.periodFrom} /> to <Day value={row.periodTo} />
      </span>
    ),
    hideOnPhone: true,
  },
  {
    id: 'due',
    header: 'Attest by',
    value: (row) => row.dueOn,
    cell: (row) =>
      row.dueOn && (
        <>
          <Day value={row.dueOn} />
          {row.status === 'OPEN' && !row.isArchived && (
            <small>
              <Distance days={daysBetween(row.today, row.dueOn)} />
            </small>
          )}
        </>
      ),
    hideOnPhone: true,
  },
  {
    id: 'entity',
    header: 'Legal entity',
    value: (row) => row.legalEntity.name,
    hideOnPhone: true,
    hiddenAtFirst: true,
  },
];

export function AssessmentTable({ rows, empty }: { rows: readonly AssessmentRow[]; empty: ReactNode }) {
  return (
    <DataTable
      label="Assessments"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.assessmentId}
      words={{ filter: 'Filter by name or integration' }}
      empty={empty}
      bleed
      twoLine
    />
  );
}
