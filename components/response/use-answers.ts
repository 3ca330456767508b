'use client';

import { useCallback, useEffect, useEffectEvent } from 'react';
import { flushSync } from 'react-dom';
import { acceptsSingleKey, listenToKeys } from '@/components/ui/keys';
import { showToast } from '@/components/ui/toast-store';
import type { Finding } from '@/lib/catalogue/model';
import type { ResponseChanges } from '@/lib/response/model';
import { useChecklist } from './checklist-context';
import type { ChecklistStore } from './store/checklist-store';
import type { RowKey } from './store/state';

type Step = { words: string; back: readonly (readonly [RowKey, ResponseChanges])[]; run?: () => void };

/** What Z takes back, newest last. Per store, so that one-by-one and table share it. */
const steps = new WeakMap<ChecklistStore, Step[]>();

function stepsOf(store: ChecklistStore): Step[] {
  const known = steps.get(store);
  if (known) return known;
  const made: Step[] = [];
  steps.set(store, made);
  return made;
}

/** Answering with a way back. Undo is another save: the history keeps both. */
export function useAnswers() {
  const { store } = useChecklist();

  const apply = useCallback(
    (
      changes: readonly (readonly [RowKey, ResponseChanges])[],
      words: string,
      when: 'NOW' | 'AFTER_TYPING' = 'NOW',
    ) => {
      const back = changes.map(([key, change]) => [key, store.before(key, change)] as const);
      for (const [key, change] of changes) store.edit(key, change, when);
      stepsOf(store).push({ words, back });
    },
    [store],
  );

  /** Gives the first row that was taken back. */
  const undo = useCallback((): RowKey | undefined => {
    const step = stepsOf(store).pop();
    if (!step || store.get().lock) return;
    if (step.run) {
      step.run();
      return;
    }
    for (const [key, change] of step.back) store.edit(key, change, 'NOW');
    showToast({ message: `Taken back: ${step.words}` });
    return step.back[0]?.[0];
  }, [store]);

  const answer = useCallback(
    (key: RowKey, finding: Finding | null, words: string, when: 'NOW' | 'AFTER_TYPING' = 'NOW') =>
      apply([[key, { finding }]], words, when),
    [apply],
  );

  /** Something that was done beside the queue of saves, and what takes it back. */
  const remember = useCallback(
    (words: string, run: () => void) => {
      stepsOf(store).push({ words, back: [], run });
    },
    [store],
  );

  return { answer, apply, undo, remember };
}

/** Single-key commands of a screen; off in fields, dialogs and when the person has switched them off. */
export function useScreenKeys(onKey: (key: string, event: KeyboardEvent) => boolean): void {
  const take = useEffectEvent((event: KeyboardEvent) =>
    onKey(event.key.length === 1 ? event.key.toLowerCase() : event.key, event),
  );
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (!acceptsSingleKey(event)) return;
      // Drawn at once: a key pressed right after this one must act on what this one has done.
      if (flushSync(() => take(event))) event.preventDefault();
    }
    return listenToKeys(press);
  }, []);
}
