'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { useCommentsWay } from '@/components/comment/way';
import type { Finding } from '@/lib/catalogue/model';
import type { ChecklistItem } from '@/lib/response/model';
import { besideSection, nextOpen } from '@/lib/response/rules/progress';
import { answerOfKey } from '../answer-keys';
import { useChecklist } from '../checklist-context';
import { requirementOf, rowOf } from '../store/state';
import { useAnswers } from '../use-answers';
import { approachAnswers } from './follow-up';
import { showAnswer } from './in-sight';
import { useKeysAhead } from './keys-ahead';

type RequirementKeys = {
  current: string;
  activeRow: number;
  showRow: (row: number) => true;
  record: (row: number, finding: Finding | null, when: 'NOW' | 'AFTER_TYPING') => void;
  /** Shows the context where it has no place beside the requirement. */
  onContext: (open: boolean) => void;
  onOpen: (requirementNumber: string) => void;
};

/** What single keys do on the screen of a requirement. They read the answers when they are pressed: no list is drawn for them. */
export function useRequirementKeys(screen: RequirementKeys): void {
  const { current, activeRow, showRow, record, onContext, onOpen } = screen;
  const { store, view } = useChecklist();
  const { undo } = useAnswers();
  const router = useRouter();
  const showContext = useCallback(() => onContext(true), [onContext]);
  const goToComments = useCommentsWay(showContext);

  const expectKeysAt = useKeysAhead(current, (key, event) => {
    approachAnswers();
    const { items, lock } = store.get();
    const { options } = store.setting.form;
    const at = items.findIndex((candidate) => candidate.requirementNumber === current);
    const here = items[at];
    const digit = answerOfKey(key, options);
    if (digit && here && lock === null) {
      record(activeRow, digit, 'NOW');
      showAnswer(activeRow, digit !== 'IN_PLACE' || store.setting.form.describesResults);
      return true;
    }
    const goTo = (number: string | undefined) => {
      if (number) {
        expectKeysAt(number);
        onOpen(number);
      }
      return true;
    };
    if (event.shiftKey) {
      if (key !== 'j' && key !== 'k') return false;
      return goTo(besideSection(items, at, key === 'j' ? 1 : -1));
    }
    switch (key) {
      case 'j':
        return goTo(items[at + 1]?.requirementNumber);
      case 'k':
        return goTo(items[at - 1]?.requirementNumber);
      case 'ArrowDown':
      case 'ArrowUp': {
        const next = activeRow + (key === 'ArrowDown' ? 1 : -1);
        return event.target === document.body && here?.rows[next] ? showRow(next) : false;
      }
      case 'u': {
        const next = here ? nextRow(here, activeRow) : -1;
        return next > 0
          ? showRow(next)
          : goTo(nextOpen(items, current, store.setting.form)?.requirementNumber);
      }
      case 'v':
        router.push(`/assessments/${view.assessmentId}/table` as Route);
        return true;
      case 'z': {
        const undone = undo();
        return !undone || requirementOf(undone) !== current || showRow(rowOf(undone));
      }
      case 'i':
        onContext(window.matchMedia('(width < 70rem)').matches);
        return true;
      case 'c':
        return goToComments(true);
      case 'n':
        return focusFirst(`[data-row="${activeRow}"] :is(textarea, input[type="text"])`);
      case 't':
        return press('record-test');
      case 'e':
        return focusFirst('#evidence-attach, .req-files :is(button, a)');
      default:
        return false;
    }
  });
}

/** The next row without an answer; -1 where none follows. */
export function nextRow({ rows }: ChecklistItem, after: number): number {
  return rows.findIndex(({ finding }, row) => row > after && finding === null);
}

function focusFirst(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}

function press(id: string): boolean {
  const button = document.getElementById(id);
  button?.click();
  return button !== null;
}
