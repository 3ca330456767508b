'use client';

import { usePathname } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { requirementAddress, useChecklist, useChecklistState } from './checklist-context';

/** The requirement in the address, and the way to another one without a new page. */
export function useCurrentRequirement(): { current: string; go: (requirementNumber: string) => void } {
  const { view, store } = useChecklist();
  const current = decodeURIComponent(usePathname().split('/').at(-1) ?? '');
  const go = useCallback(
    (requirementNumber: string) => {
      store.flush();
      const address = requirementAddress(view.assessmentId, requirementNumber);
      if (window.location.pathname !== address) window.history.pushState(null, '', address);
      else document.querySelector<HTMLElement>('main h1')?.focus();
    },
    [store, view.assessmentId],
  );
  return { current, go };
}

/** Keeps the document's title right while requirements change without a new page. */
export function useDocumentTitle(current: string): void {
  const title = useChecklistState(
    (state) => state.items.find((item) => item.requirementNumber === current)?.title,
  );
  useEffect(() => {
    if (title) document.title = `${current} ${title} · Inplace`;
  }, [current, title]);
}
