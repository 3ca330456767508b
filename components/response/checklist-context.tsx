'use client';

import {
  createContext,
  type ReactNode,
  use,
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ChecklistView, RequirementGuide, ResponseView } from '@/lib/response/model';
import type { ChecklistStore } from './store/checklist-store';
import { createGuides, type Guides } from './store/guides';
import { openStore } from './store/open-store';
import type { ChecklistState } from './store/state';

type ChecklistContextValue = {
  view: ChecklistView;
  store: ChecklistStore;
  guides: Guides;
  /** Says that somebody has come to a requirement. */
  arrived: () => void;
};

const ChecklistContext = createContext<ChecklistContextValue | null>(null);

export type ChecklistProviderProps = {
  view: ChecklistView;
  /** Set where the page opens one requirement. */
  opened?: { requirementNumber: string; guide: RequirementGuide | null; responses: ResponseView[] };
  children: ReactNode;
};

/** Holds the answers of one assessment for top bar, tree, requirement and table. */
export function ChecklistProvider({ view, opened, children }: ChecklistProviderProps) {
  const [{ store, attach, catchUp, arrived, guides }] = useState(() => ({
    ...openStore(view, opened ? { [opened.requirementNumber]: opened.responses } : {}),
    guides: createGuides(view.guidesAt, opened?.guide ? [opened.guide] : []),
  }));
  useEffect(() => {
    catchUp();
    return attach();
  }, [attach, catchUp]);
  const value = useMemo(() => ({ view, store, guides, arrived }), [view, store, guides, arrived]);
  return <ChecklistContext value={value}>{children}</ChecklistContext>;
}

export function useChecklist(): ChecklistContextValue {
  const value = use(ChecklistContext);
  if (!value) throw new Error('a checklist component stands outside its provider');
  return value;
}

/** A part of the state. The selector must give the same object while nothing changed. */
export function useChecklistState<T>(select: (state: ChecklistState) => T): T {
  const { store } = useChecklist();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(store.getInitial()),
  );
}

/**
 * The list, a moment later than an answer to it: what only counts or shows the others is drawn after the answer itself, and
 * not at all while further keys come. Hand it to a part under memo().
 */
export function useItemsInTime(): ChecklistState['items'] {
  return useDeferredValue(useChecklistState(itemsOf));
}

const itemsOf = ({ items }: ChecklistState) => items;

export function requirementAddress(assessmentId: string, requirementNumber: string): string {
  return `/assessments/${assessmentId}/requirements/${requirementNumber}`;
}
