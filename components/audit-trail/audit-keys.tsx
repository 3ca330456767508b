'use client';

import { useEffect } from 'react';
import { acceptsSingleKey, listenToKeys } from '@/components/ui/keys';

/** "/" goes to the search, J and K from entry to entry; Enter opens the one in focus, as the browser does anyway. */
export function AuditKeys() {
  useEffect(
    () =>
      listenToKeys((event) => {
        if (!acceptsSingleKey(event)) return;
        const target =
          event.key === '/' ? search() : event.key === 'j' ? next(1) : event.key === 'k' ? next(-1) : null;
        if (!target) return;
        event.preventDefault();
        target.focus();
        if (target instanceof HTMLInputElement) target.select();
      }),
    [],
  );
  return null;
}

function search(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-audit-search]');
}

function next(step: 1 | -1): HTMLElement | null {
  const entries = [...document.querySelectorAll<HTMLElement>('.ledger summary')];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  return entries[at < 0 ? (step === 1 ? 0 : entries.length - 1) : at + step] ?? null;
}
