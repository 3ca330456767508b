'use client';

import {
  type ComponentProps,
  lazy,
  memo,
  Suspense,
  useCallback,
  useDeferredValue,
  useMemo,
  useState,
} from 'react';
import { EvidencePanel } from '@/components/evidence/evidence-panel';
import { Dialog } from '@/components/ui/dialog';
import { patiently } from '@/components/ui/patiently';
import type { Finding } from '@/lib/catalogue/model';
import { principalOf } from '@/lib/catalogue/rules';
import type { ChecklistItem } from '@/lib/response/model';
import { type AnalysisNeed, asksForAnalysis } from '@/lib/response/rules/frequency';
import { countAnsweredRows } from '@/lib/response/rules/progress';
import { ChecklistStrips } from '../bar/checklist-strips';
import { useChecklist, useChecklistState, useItemsInTime } from '../checklist-context';
import { ContextPanel } from '../context/context-panel';
import { rowKeyOf } from '../store/state';
import { RequirementTree } from '../tree/requirement-tree';
import { useAnswers } from '../use-answers';
import { useCurrentRequirement, useDocumentTitle } from '../use-current';
import { useGuide, useReading, useRequirementDetails } from '../use-details';
import { FootBar } from './foot-bar';
import { RequirementPane } from './requirement-pane';
import { nextRow, useRequirementKeys } from './use-requirement-keys';

// Nine requirements have it; the others' screens do not wait for it.
const RequirementAnalysis = lazy(patiently(() => import('@/components/risk-analysis/requirement-analysis')));

type RequirementScreenProps = {
  sheet: 'TREE' | 'CONTEXT' | null;
  onSheet: (sheet: 'TREE' | 'CONTEXT' | null) => void;
};

/** Tree, requirement, context. */
export function RequirementScreen({ sheet, onSheet }: RequirementScreenProps) {
  const { current, go } = useCurrentRequirement();
  const item = useChecklistState((state) =>
    state.items.find((candidate) => candidate.requirementNumber === current),
  );
  const { answer } = useAnswers();
  const { reload } = useRequirementDetails(current);
  useDocumentTitle(current);
  const [active, setActive] = useState({ number: '', row: 0 });
  if (item && active.number !== current) {
    // Chosen once: the keys stay on a row until the person goes on, whatever is answered meanwhile.
    setActive({ number: current, row: Math.max(0, nextRow(item, -1)) });
  }
  const activeRow = active.row;

  const activate = useCallback((row: number) => setActive({ number: current, row }), [current]);
  const showRow = useCallback(
    (row: number): true => {
      activate(row);
      requestAnimationFrame(() =>
        document
          .querySelector(`.req-body [data-row="${row}"] > fieldset`)
          ?.scrollIntoView({ block: 'nearest' }),
      );
      return true;
    },
    [activate],
  );
  const record = useCallback(
    (row: number, finding: Finding | null, when: 'NOW' | 'AFTER_TYPING') =>
      answer(rowKeyOf(current, row), finding, `the answer to ${current}`, when),
    [answer, current],
  );
  const showContext = useCallback((open: boolean) => onSheet(open ? 'CONTEXT' : null), [onSheet]);
  const showTree = useCallback(() => onSheet('TREE'), [onSheet]);
  useRequirementKeys({ current, activeRow, showRow, record, onContext: showContext, onOpen: go });
  const treeLabel = useMemo(() => <TreeLabel current={current} />, [current]);

  // What stands below the answers follows one when that is drawn; another requirement's it shows at once.
  const before = useDeferredValue(item);
  if (!item) return null;
  const isSame = before?.requirementNumber === item.requirementNumber;
  const openFromSheet = (number: string) => {
    onSheet(null);
    go(number);
  };

  return (
    <div className="page page-fill checklist">
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
            onTree={showTree}
            treeLabel={treeLabel}
            evidence={<Attached item={isSame ? before : item} />}
          />
          <FootBar current={current} onOpen={go} openRow={nextRow(item, activeRow)} onRow={showRow} />
        </main>
        <aside className="context" aria-label={`Duties, comments and history of ${current}`}>
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
        title={`Duties, comments and history of ${current}`}
      >
        <div className="context-sheet">
          <ContextPanel item={item} onReload={reload} />
        </div>
        <CloseSheet />
      </Dialog>
    </div>
  );
}

/** The principal requirement on the button that opens the tree, and how far it is. */
const TreeLabel = memo(function TreeLabel({ current }: { current: string }) {
  const { store } = useChecklist();
  const items = useItemsInTime();
  const principal = store.setting.groups.find((group) => group.requirementNumber === principalOf(current));
  const family = items.filter((one) => principalOf(one.requirementNumber) === principalOf(current));
  const answered = family.filter((one) => countAnsweredRows(one.rows) === one.rows.length).length;
  return (
    <>
      <span className="truncate">
        {principal?.requirementNumber} {principal?.title}
      </span>
      <span className="text-ink-3">
        {answered}/{family.length}
      </span>
    </>
  );
});

/** The risk analysis that a requirement asks for, and its evidence. */
const Attached = memo(function Attached({ item }: { item: ChecklistItem }) {
  const { requirementNumber } = item;
  const { view, store } = useChecklist();
  const locked = useChecklistState((state) => state.lock !== null);
  const { guide } = useGuide(requirementNumber);
  const reading = useReading(requirementNumber);
  const countEvidence = useCallback(
    (evidence: number, hasFailedEvidence: boolean) =>
      store.count(requirementNumber, { evidence, hasFailedEvidence }),
    [store, requirementNumber],
  );
  const tellNeed = useCallback(
    (frequencyNeed: AnalysisNeed | null) => store.count(requirementNumber, { frequencyNeed }),
    [store, requirementNumber],
  );
  return (
    <>
      {asksForAnalysis(requirementNumber) && (
        <ReadAnalysis
          key={requirementNumber}
          assessmentId={view.assessmentId}
          requirementNumber={requirementNumber}
          findings={item.rows.map(({ finding }) => finding)}
          onNeed={tellNeed}
        />
      )}
      <div className="req-files">
        <EvidencePanel
          key={requirementNumber}
          assessmentId={view.assessmentId}
          requirementNumber={requirementNumber}
          locked={locked}
          reading={reading}
          onCount={countEvidence}
        />
        {!locked && guide && guide.evidence.length > 0 && <Fitting lines={guide.evidence} />}
      </div>
    </>
  );
});

/** What to attach, where it is attached. */
function Fitting({ lines }: { lines: readonly string[] }) {
  return (
    <div className="req-fitting">
      <h3>Evidence that fits</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function ReadAnalysis(props: Omit<ComponentProps<typeof RequirementAnalysis>, 'reading'>) {
  const reading = useReading(props.requirementNumber);
  return (
    <Suspense fallback={<span className="bone my-3 w-56" />}>
      <RequirementAnalysis {...props} reading={reading} />
    </Suspense>
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
