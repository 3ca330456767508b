'use client';

import { createContext, use, useState, useSyncExternalStore } from 'react';
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
  if (row.save && field in row.save.changes) return row.save.changes[field];
  return knownFields(row)?.[field];
}

/** Whether the answer was chosen in this visit: the person is about to write what it obliges to. */
export const JustChosen = createContext(false);

/** Whether a field that is owed is missing. Said quietly until somebody who has only just chosen has left it. */
export function useMissing(value: string | null | undefined, isOwed: boolean | undefined) {
  const [wasLeft, setLeft] = useState(false);
  const isNew = use(JustChosen);
  const isEmpty = value !== undefined && !value?.trim();
  return { isMissing: !!isOwed && isEmpty, isQuiet: isNew && !wasLeft, leave: () => setLeft(true) };
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
