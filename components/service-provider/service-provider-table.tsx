'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Tile } from '@/components/ui/avatar';
import { DataTable } from '@/components/ui/data-table';
import type { TableColumn } from '@/components/ui/data-table-model';
import { type ServiceProviderListItem, serviceProviderKindNames } from '@/lib/service-provider/model';
import { AttestationMark } from './attestation-mark';

function effects(row: ServiceProviderListItem): string {
  const words = [
    row.handlesAccountData && 'handles account data',
    row.managesInScope && 'manages systems in scope',
    row.couldAffectSecurity && 'could affect security',
  ].filter(Boolean);
  return words.join(', ');
}

const columns: readonly TableColumn<ServiceProviderListItem>[] = [
  {
    id: 'name',
    header: 'Provider',
    value: (row) => row.name,
    cell: (row) => (
      <span className="flex items-center gap-2.5">
        <Tile name={row.name} />
        <span>
          <Link className="hover:underline" href={`/providers/${row.serviceProviderId}`}>
            {row.name}
          </Link>
          <small>{serviceProviderKindNames[row.kind]}</small>
        </span>
      </span>
    ),
    rowHeader: true,
    hideable: false,
  },
  {
    id: 'attestation',
    header: 'Attestation',
    value: (row) => row.attestationValidUntil ?? '',
    cell: (row) => <AttestationMark state={row.attestationState} validUntil={row.attestationValidUntil} />,
  },
  {
    id: 'effects',
    header: 'What it touches',
    value: effects,
    cell: (row) => effects(row) || <span className="text-ink-3">nothing named</span>,
    sortable: false,
    hideOnPhone: true,
  },
  {
    id: 'services',
    header: 'Services',
    value: (row) => row.services,
    sortable: false,
    hideOnPhone: true,
    hiddenAtFirst: true,
  },
  {
    id: 'integrations',
    header: 'Used by',
    value: (row) => row.integrations.map((integration) => integration.name).join(', '),
    cell: (row) =>
      row.integrations.length === 0 ? (
        <span className="text-ink-3">no integration</span>
      ) : (
        row.integrations.map((integration) => integration.name).join(', ')
      ),
    hideOnPhone: true,
  },
];

export function ServiceProviderTable({
  rows,
  empty,
}: {
  rows: readonly ServiceProviderListItem[];
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Service providers"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.serviceProviderId}
      words={{ filter: 'Filter by name or service' }}
      empty={empty}
      bleed
      twoLine
    />
  );
}
