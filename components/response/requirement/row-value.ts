'use client';

import { useSyncExternalStore } from 'react';
import type { ResponseField, ResponseFields } from '@/lib/response/model';
import { useChecklist, useChecklistState } from '../checklist-context';
import { knownFields } from '../store/row';
import type { RowKey, RowState } from '../store/state';

/** A field as the person sees it; undefined while its text is not fetched yet. */
export function visibleValue<F extends ResponseField>(
  row: RowState | undefined,
  field: F,
): ResponseFields[F] | undefined {
  if (!row) return undefined;
  if (field in row.pending) return row.pending[field];
  if (row.inFlight && field in row.inFlight) return row.inFlight[field];
  return knownFields(row)?.[field];
}

const never = () => () => {};

/** False in what the server drew: a text that is typed before the page has taken over would be kept by nobody. */
function useIsTakenOver(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/** Value, error and lock of one field of one answer row, and how to change it. */
export function useRowField<F extends ResponseField>(key: RowKey, field: F) {
  const { store } = useChecklist();
  const value = useChecklistState((state) => visibleValue(state.rows[key], field));
  const error = useChecklistState((state) => state.rows[key]?.errors[field]);
  const locked = useChecklistState((state) => state.lock !== null);
  const isTakenOver = useIsTakenOver();
  return {
    value,
    error,
    locked: locked || !isTakenOver,
    isLoading: value === undefined,
    change: (next: ResponseFields[F], when: 'NOW' | 'AFTER_TYPING') =>
      store.edit(key, { [field]: next }, when),
    flush: () => store.flush(),
  };
}
