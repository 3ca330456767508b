'use client';

import { useCallback } from 'react';
import { inputOf, type TestDraft } from '@/components/test-record/test-drafts';
import { showToast } from '@/components/ui/toast-store';
import type { Finding } from '@/lib/catalogue/model';
import type { BulkOutcome, PartPlan, UndoOutcome } from '@/lib/checklist-table/model';
import type { ActionResult } from '@/lib/platform/result';
import type { ChecklistItem } from '@/lib/response/model';
import { useChecklist } from '../checklist-context';
import { useAnswers } from '../use-answers';
import { useTableFacts } from './table-context';

/** What to do with many requirements; what is empty stays. */
export type BulkWishes = {
  finding: Finding | '';
  replace: boolean;
  userId: string;
  dueOn: string;
  addTags: readonly string[];
  removeTags: readonly string[];
  ready: boolean;
  /** Recorded for each of them. */
  test: TestDraft | null;
};

export const noWishes: BulkWishes = {
  finding: '',
  replace: false,
  userId: '',
  dueOn: '',
  addTags: [],
  removeTags: [],
  ready: false,
  test: null,
};

const unreached = {
  ok: false,
  code: 'UNAVAILABLE',
  message: 'Inplace did not answer. Nothing is known to have changed; look, and try again in a moment.',
} as const;

/** Joint changes: the server does each in one transaction, and one undo takes it back. */
export function useBulk() {
  const { view, store } = useChecklist();
  const { actions } = useTableFacts();
  const { remember, undo } = useAnswers();

  const formOf = useCallback(
    (items: readonly ChecklistItem[], wishes: BulkWishes) => {
      const form = new FormData();
      form.set('assessmentId', view.assessmentId);
      for (const item of items) form.append('requirements[]', store.seen(item.requirementNumber));
      for (const tag of wishes.addTags) form.append('addTags[]', tag);
      for (const tag of wishes.removeTags) form.append('removeTags[]', tag);
      form.set('finding', wishes.finding);
      form.set('userId', wishes.userId);
      form.set('dueOn', wishes.userId ? wishes.dueOn : '');
      if (wishes.replace) form.set('replace', 'on');
      if (wishes.ready) form.set('ready', 'on');
      if (wishes.test) form.set('test', JSON.stringify(inputOf(wishes.test)));
      return form;
    },
    [view.assessmentId, store],
  );

  const preview = useCallback(
    (items: readonly ChecklistItem[], wishes: BulkWishes): Promise<ActionResult<{ plan: PartPlan[] }>> => {
      store.flush();
      return actions.preview(null, formOf(items, wishes)).catch(() => unreached);
    },
    [store, actions, formOf],
  );

  const takeBack = useCallback(
    async (changeId: string) => {
      const form = new FormData();
      form.set('assessmentId', view.assessmentId);
      form.set('changeId', changeId);
      const undone: ActionResult<UndoOutcome> = await actions.undo(null, form).catch(() => unreached);
      if (!undone.ok) return showToast({ message: undone.message, tone: 'late' });
      const left = undone.left.map((one) => one.requirementNumber).join(', ');
      const { length } = undone.restored;
      const count = `${length} ${length === 1 ? 'requirement' : 'requirements'} as before`;
      showToast({ message: `Taken back: ${count}.${left && ` Changed since, and left: ${left}.`}` });
    },
    [view.assessmentId, actions],
  );

  const change = useCallback(
    async (items: readonly ChecklistItem[], wishes: BulkWishes): Promise<ActionResult<BulkOutcome>> => {
      store.flush();
      const done: ActionResult<BulkOutcome> = await actions
        .change(null, formOf(items, wishes))
        .catch(() => unreached);
      if (!done.ok) return done;
      const { changeId, plan } = done;
      const changed = new Set(plan.flatMap((part) => part.changes.map((one) => one.requirementNumber))).size;
      const left = new Set(plan.flatMap((part) => part.left.map((one) => one.requirementNumber))).size;
      const words = `${changed} ${changed === 1 ? 'requirement' : 'requirements'} changed`;
      if (changeId) remember(words, () => void takeBack(changeId));
      showToast({
        message: `${words}.${left > 0 ? ` ${left} left as they were, wholly or in part.` : ''}`,
        ...(changeId && { action: { text: 'Undo', keyCap: 'Z', run: undo } }),
      });
      return done;
    },
    [store, actions, formOf, remember, takeBack, undo],
  );

  return { preview, change };
}
