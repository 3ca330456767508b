'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/ui/data-table';
import type { TableColumn } from '@/components/ui/data-table-model';
import { entityTypeNames, type LegalEntityListItem } from '@/lib/legal-entity/model';

const columns: readonly TableColumn<LegalEntityListItem>[] = [
  {
    id: 'name',
    header: 'Legal entity',
    value: (row) => `${row.name} ${row.tradingName}`,
    cell: (row) => (
      <>
        <Link href={`/legal-entities/${row.legalEntityId}`}>{row.name}</Link>
        {row.tradingName && <small>{row.tradingName}</small>}
      </>
    ),
    rowHeader: true,
    hideable: false,
  },
  { id: 'type', header: 'Assessed as', value: (row) => entityTypeNames[row.entityType], hideOnPhone: true },
  { id: 'place', header: 'Place', value: (row) => row.place, hideOnPhone: true },
  { id: 'merchant-ids', header: 'Merchant ids', value: (row) => row.merchantIdCount, align: 'end' },
  {
    id: 'integrations',
    header: 'Integrations',
    value: (row) => row.integrationCount,
    align: 'end',
    hideOnPhone: true,
  },
];

export function LegalEntityTable({
  rows,
  empty,
}: {
  rows: readonly LegalEntityListItem[];
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Legal entities"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.legalEntityId}
      words={{ filter: 'Filter by name or place' }}
      empty={empty}
      bleed
      twoLine
    />
  );
}
