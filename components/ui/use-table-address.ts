'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { parseSort, type TableSort } from './data-table-model';

/** Filter and sort of a table, kept in the address (?q=…&sort=-due) without asking the server again. */
export function useTableAddress(
  columns: readonly { id: string; sortable?: boolean }[],
  initialSort: TableSort | null,
) {
  const params = useSearchParams();
  const [query, setQuery] = useState(() => params.get('q') ?? '');
  const [sort, setSort] = useState(() => parseSort(params.get('sort'), columns) ?? initialSort);
  return {
    query,
    sort,
    setQuery(next: string) {
      setQuery(next);
      remember('q', next);
    },
    setSort(next: TableSort | null) {
      setSort(next);
      remember('sort', next ? `${next.desc ? '-' : ''}${next.id}` : '');
    },
  };
}

function remember(name: string, value: string) {
  const address = new URL(window.location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  window.history.replaceState(null, '', address);
}
