'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import type { TableState } from '@/lib/checklist-table/model';
import { readAddress, writeAddress } from '@/lib/checklist-table/rules/address';

/**
 * Sort, filters, columns and words of the table, kept in the address: a link shows the same, back goes one choice back. The
 * server is not asked again.
 */
export function useTableState() {
  const params = useSearchParams();
  const [held, setHeld] = useState(() => readAddress(params.toString()));

  useEffect(() => {
    const back = () => setHeld(readAddress(window.location.search));
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);

  /** Typing is one step back, every choice is its own. */
  const change = useCallback((state: TableState, how: 'CHOICE' | 'TYPING' = 'CHOICE') => {
    setHeld({ state, ignored: [] });
    const query = writeAddress(state);
    const address = query ? `?${query}` : window.location.pathname;
    if (how === 'CHOICE') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  }, []);

  const show = useCallback((query: string) => change(readAddress(query).state), [change]);
  return { ...held, change, show };
}
