'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/ui/data-table';
import type { TableColumn } from '@/components/ui/data-table-model';
import { Day } from '@/components/ui/time';
import { WebAddress } from '@/components/ui/web-address';
import type { AcquirerListItem } from '@/lib/legal-entity/model';

const columns: readonly TableColumn<AcquirerListItem>[] = [
  {
    id: 'name',
    header: 'Acquirer',
    value: (row) => row.name,
    cell: (row) => <Link href={`/acquirers/${row.acquirerId}`}>{row.name}</Link>,
    rowHeader: true,
    hideable: false,
  },
  {
    id: 'due',
    header: 'Next attestation due',
    value: (row) => row.nextDueOn,
    cell: (row) =>
      row.nextDueOn ? <Day value={row.nextDueOn} /> : <span className="text-ink-3">not set</span>,
  },
  {
    id: 'plan',
    header: 'Action plan',
    value: (row) => (row.wantsActionPlan ? 'Wanted' : 'Not asked for'),
    hideOnPhone: true,
  },
  { id: 'contact', header: 'Contact', value: (row) => row.contactName, hideOnPhone: true },
  {
    id: 'portal',
    header: 'Portal',
    value: (row) => row.portalUrl,
    cell: (row) => row.portalUrl && <WebAddress href={row.portalUrl} />,
    sortable: false,
    hideOnPhone: true,
  },
  {
    id: 'merchant-ids',
    header: 'Merchant ids',
    value: (row) => row.merchantIdCount,
    align: 'end',
    hideOnPhone: true,
  },
];

export function AcquirerTable({ rows, empty }: { rows: readonly AcquirerListItem[]; empty: ReactNode }) {
  return (
    <DataTable
      label="Acquirers"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.acquirerId}
      words={{ filter: 'Filter by name or contact' }}
      empty={empty}
      bleed
    />
  );
}
