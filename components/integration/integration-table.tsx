'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { AttestationMark } from '@/components/service-provider/attestation-mark';
import { Person, Tile } from '@/components/ui/avatar';
import { SaqMark } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { TableColumn } from '@/components/ui/data-table-model';
import { StatusGlyph } from '@/components/ui/status';
import { ShareBar } from '@/components/ui/status-bar';
import { Day } from '@/components/ui/time';
import { channelNames, type IntegrationListItem, methodFacts } from '@/lib/integration/model';
import { worstAttestation } from '@/lib/service-provider/rules';
import { stageOf } from './stage';

const muted = (words: string) => <span className="text-ink-3">{words}</span>;

const columns: readonly TableColumn<IntegrationListItem>[] = [
  {
    id: 'name',
    header: 'Integration',
    value: (row) => `${row.name} ${row.site ?? ''} ${methodFacts[row.method].label}`,
    cell: (row) => (
      <>
        <Link href={`/integrations/${row.integrationId}`}>{row.name}</Link>
        <small>{row.site ?? methodFacts[row.method].label}</small>
      </>
    ),
    rowHeader: true,
    hideable: false,
  },
  {
    id: 'provider',
    header: 'Provider',
    value: (row) => row.providers.map((provider) => provider.name).join(', '),
    cell: ({ providers: [first, ...others] }) =>
      first ? (
        <span className="flex items-center gap-2">
          <Tile name={first.name} />
          <span className="min-w-0">
            {first.name}
            {others.length > 0 && <small>and {others.length} more</small>}
          </span>
        </span>
      ) : (
        muted('none named')
      ),
    hideOnPhone: true,
  },
  {
    id: 'saq',
    header: 'SAQ',
    value: (row) => row.assessment?.questionnaireId ?? '',
    cell: (row) =>
      row.assessment ? (
        <SaqMark label={`SAQ ${row.assessment.questionnaireId}`}>
          {row.assessment.questionnaireId.replace(/^D-.*/, 'D')}
        </SaqMark>
      ) : (
        muted('not yet')
      ),
  },
  {
    id: 'stage',
    header: 'Stage',
    value: (row) => stageOf(row.assessment).words,
    cell: (row) => {
      const { icon: Icon, tone, words } = stageOf(row.assessment);
      return (
        <span className={`inline-flex items-center gap-1.5 align-middle ${tone}`}>
          <Icon className="size-3.5 shrink-0" />
          {words}
        </span>
      );
    },
    hideOnPhone: true,
  },
  {
    id: 'answered',
    header: 'Answered',
    value: ({ assessment }) =>
      assessment ? assessment.answeredCount / Math.max(assessment.requirementCount, 1) : null,
    cell: ({ assessment }) =>
      assessment && (
        <span className="flex items-center gap-2 whitespace-nowrap">
          <ShareBar
            share={assessment.answeredCount / Math.max(assessment.requirementCount, 1)}
            className="w-8"
          />
          {assessment.answeredCount} of {assessment.requirementCount}
        </span>
      ),
    hideOnPhone: true,
  },
  {
    id: 'not-in-place',
    header: 'Not in Place',
    value: (row) => row.assessment?.notInPlaceCount ?? null,
    cell: ({ assessment }) =>
      assessment &&
      (assessment.notInPlaceCount > 0 ? (
        <span className="status">
          <StatusGlyph kind="NOT_IN_PLACE" />
          {assessment.notInPlaceCount}
        </span>
      ) : (
        muted('0')
      )),
    align: 'end',
    hideOnPhone: true,
  },
  {
    id: 'attestation',
    header: 'Provider attestation',
    value: (row) => worstAttestation(row.providers)?.attestationValidUntil ?? '',
    cell: (row) => {
      const worst = worstAttestation(row.providers);
      return (
        worst && (
          <>
            <AttestationMark state={worst.attestationState} validUntil={worst.attestationValidUntil} />
            {row.providers.length > 1 && <small>{worst.name}</small>}
          </>
        )
      );
    },
    hideOnPhone: true,
  },
  {
    id: 'due',
    header: 'Attest by',
    value: (row) => row.assessment?.dueOn ?? null,
    cell: (row) => row.assessment?.dueOn && <Day value={row.assessment.dueOn} />,
    hideOnPhone: true,
  },
  {
    id: 'owner',
    header: 'Owner',
    value: (row) => row.ownerName,
    cell: (row) => row.ownerName && <Person name={row.ownerName} />,
    hideOnPhone: true,
  },
  {
    id: 'channels',
    header: 'Channels',
    value: (row) => row.channels.map((channel) => channelNames[channel]).join(', '),
    hideOnPhone: true,
    hiddenAtFirst: true,
  },
  {
    id: 'entity',
    header: 'Legal entity',
    value: (row) => row.legalEntity.name,
    hideOnPhone: true,
    hiddenAtFirst: true,
  },
];

export function IntegrationTable({
  rows,
  empty,
}: {
  rows: readonly IntegrationListItem[];
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Integrations"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.integrationId}
      words={{ filter: 'Filter by name or channel' }}
      empty={empty}
      bleed
      twoLine
    />
  );
}
