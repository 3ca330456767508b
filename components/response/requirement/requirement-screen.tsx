'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { EvidencePanel } from '@/components/evidence/evidence-panel';
import { Dialog } from '@/components/ui/dialog';
import type { Finding } from '@/lib/catalogue/model';
import { principalOf } from '@/lib/catalogue/rules';
import { countAnsweredRows, nextOpen } from '@/lib/response/rules/progress';
import { ChecklistStrips } from '../bar/checklist-strips';
import { useChecklist, useChecklistState } from '../checklist-context';
import { ContextPanel } from '../context/context-panel';
import { rowKeyOf } from '../store/state';
import { RequirementTree } from '../tree/requirement-tree';
import { useAnswers, useScreenKeys } from '../use-answers';
import { useCurrentRequirement, useDocumentTitle } from '../use-current';
import { useRequirementDetails } from '../use-details';
import { FootBar } from './foot-bar';
import { RequirementPane } from './requirement-pane';

type RequirementScreenProps = {
  sheet: 'TREE' | 'CONTEXT' | null;
  onSheet: (sheet: 'TREE' | 'CONTEXT' | null) => void;
};

/** Tree, requirement, context: the screen of mock 05. */
export function RequirementScreen({ sheet, onSheet }: RequirementScreenProps) {
  const { view, store } = useChecklist();
  const { current, go } = useCurrentRequirement();
  const items = useChecklistState((state) => state.items);
  const locked = useChecklistState((state) => state.lock !== null);
  const { answer, undo } = useAnswers();
  const router = useRouter();
  const { reload } = useRequirementDetails(current);
  useDocumentTitle(current);
  const [active, setActive] = useState({ number: current, row: 0 });
  const item = items.find((candidate) => candidate.requirementNumber === current);
  const { options } = store.setting.form;
  const openRow = item
    ? Math.max(
        0,
        item.rows.findIndex((row) => row.finding === null),
      )
    : 0;
  const activeRow = active.number === current ? active.row : openRow;

  const activate = useCallback((row: number) => setActive({ number: current, row }), [current]);
  const record = useCallback(
    (row: number, finding: Finding | null, when: 'NOW' | 'AFTER_TYPING') =>
      answer(rowKeyOf(current, row), finding, `the answer to ${current}`, when),
    [answer, current],
  );

  const countEvidence = useCallback((count: number) => store.countEvidence(current, count), [store, current]);

  const onKey = useCallback(
    (key: string, event: KeyboardEvent): boolean => {
      const at = items.findIndex((candidate) => candidate.requirementNumber === current);
      const here = items[at];
      const digit = /^[1-5]$/.test(key) ? options[Number(key) - 1] : undefined;
      if (digit && here && !locked) {
        record(activeRow, digit, 'NOW');
        const next = here.rows.findIndex((row, index) => index > activeRow && row.finding === null);
        if (next > 0) activate(next);
        return true;
      }
      if (event.shiftKey) return false;
      const goTo = (number: string | undefined) => {
        if (number) go(number);
        return true;
      };
      switch (key) {
        case 'j':
          return goTo(items[at + 1]?.requirementNumber);
        case 'k':
          return goTo(items[at - 1]?.requirementNumber);
        case 'u':
          return goTo(nextOpen(items, current, store.setting.form)?.requirementNumber);
        case 'v':
          router.push(`/assessments/${view.assessmentId}/table` as Route);
          return true;
        case 'z':
          undo();
          return true;
        case 'i':
          onSheet(window.matchMedia('(width < 70rem)').matches ? 'CONTEXT' : null);
          return true;
        case 'n':
          return focusFirst(`[data-row="${activeRow}"] :is(textarea, input[type="text"])`);
        case 'e':
          return focusFirst('#evidence-attach, .req-files :is(button, a)');
        default:
          return false;
      }
    },
    [
      items,
      current,
      options,
      locked,
      record,
      activeRow,
      activate,
      go,
      store,
      router,
      view.assessmentId,
      undo,
      onSheet,
    ],
  );
  useScreenKeys(onKey);

  if (!item) return null;
  const principal = store.setting.groups.find((group) => group.requirementNumber === principalOf(current));
  const family = items.filter((one) => principalOf(one.requirementNumber) === principalOf(current));
  const answered = family.filter((one) => countAnsweredRows(one.rows) === one.rows.length).length;
  const openFromSheet = (number: string) => {
    onSheet(null);
    go(number);
  };

  return (
    <div className="page page-fill checklist" data-rail="true">
      <ChecklistStrips />
      <div className="work">
        <nav className="tree" aria-label="Requirements">
          <RequirementTree current={current} onOpen={go} />
        </nav>
        <main className="req" id="main" tabIndex={-1}>
          <RequirementPane
            item={item}
            activeRow={activeRow}
            onActivate={activate}
            onAnswer={record}
            onTree={() => onSheet('TREE')}
            treeLabel={
              <>
                <span className="truncate">
                  {principal?.requirementNumber} {principal?.title}
                </span>
                <span className="text-ink-3">
                  {answered}/{family.length}
                </span>
              </>
            }
            evidence={
              <div className="req-files">
                <EvidencePanel
                  key={current}
                  assessmentId={view.assessmentId}
                  requirementNumber={current}
                  locked={locked}
                  onCount={countEvidence}
                />
              </div>
            }
          />
          <FootBar items={items} current={current} optionCount={options.length} onOpen={go} />
        </main>
        <aside className="context" aria-label={`Duties and history of ${current}`}>
          <ContextPanel item={item} onReload={reload} />
        </aside>
      </div>
      <Dialog open={sheet === 'TREE'} onClose={() => onSheet(null)} title="Requirements" wide>
        <div className="tree-sheet">
          <RequirementTree current={current} onOpen={openFromSheet} />
        </div>
        <CloseSheet />
      </Dialog>
      <Dialog
        open={sheet === 'CONTEXT'}
        onClose={() => onSheet(null)}
        title={`Duties and history of ${current}`}
      >
        <div className="context-sheet">
          <ContextPanel item={item} onReload={reload} />
        </div>
        <CloseSheet />
      </Dialog>
    </div>
  );
}

function CloseSheet() {
  return (
    <form method="dialog" className="dialog-actions">
      <button type="submit" className="btn">
        Close
      </button>
    </form>
  );
}

function focusFirst(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}
