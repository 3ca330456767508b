'use client';

import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { ChecklistView, RequirementGuide, ResponseView } from '@/lib/response/model';
import type { ChecklistStore } from './store/checklist-store';
import { createGuides, type Guides } from './store/guides';
import { openStore } from './store/open-store';
import type { ChecklistState } from './store/state';

type ChecklistContextValue = { view: ChecklistView; store: ChecklistStore; guides: Guides };

const ChecklistContext = createContext<ChecklistContextValue | null>(null);

export type ChecklistProviderProps = {
  view: ChecklistView;
  /** Set where the page opens one requirement. */
  opened?: { requirementNumber: string; guide: RequirementGuide | null; responses: ResponseView[] };
  children: ReactNode;
};

/** Holds the answers of one assessment for top bar, tree, requirement and table. */
export function ChecklistProvider({ view, opened, children }: ChecklistProviderProps) {
  const [{ store, attach, catchUp, guides }] = useState(() => ({
    ...openStore(view, opened ? { [opened.requirementNumber]: opened.responses } : {}),
    guides: createGuides(view.guidesAt, opened?.guide ? [opened.guide] : []),
  }));
  useEffect(() => {
    catchUp();
    return attach();
  }, [attach, catchUp]);
  return <ChecklistContext value={{ view, store, guides }}>{children}</ChecklistContext>;
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

export function requirementAddress(assessmentId: string, requirementNumber: string): string {
  return `/assessments/${assessmentId}/requirements/${requirementNumber}`;
}
