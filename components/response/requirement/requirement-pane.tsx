'use client';

import {
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
} from 'react';
import type { ResultNotes } from '@/components/test-record/described-results';
import { TestingSection } from '@/components/test-record/testing-section';
import { Tag } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Link as LinkIcon, ListTree } from '@/components/ui/icons';
import { patiently } from '@/components/ui/patiently';
import { showToast } from '@/components/ui/toast-store';
import { TryAgain } from '@/components/ui/try-again';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { ChecklistItem } from '@/lib/response/model';
import { deriveFinding, sectionOf } from '@/lib/response/rules/progress';
import { useChecklist, useChecklistState } from '../checklist-context';
import { rowKeyOf } from '../store/state';
import { useAnswers } from '../use-answers';
import { useGuide, useReading } from '../use-details';
import { AlsoHere } from './also-here';
import { AnswerRow } from './answer-row';
import { GuideView } from './guide-view';
import { RiskSlot } from './risk-slot';
import { SupersededNotice } from './superseded-notice';
import { UnconfirmedNotice } from './unconfirmed-notice';

const ConflictBanner = lazy(
  patiently(() => import('./conflict-banner').then((module) => ({ default: module.ConflictBanner }))),
);

type RequirementPaneProps = {
  item: ChecklistItem;
  activeRow: number;
  onActivate: (row: number) => void;
  onAnswer: (row: number, finding: Finding | null, when: 'NOW' | 'AFTER_TYPING') => void;
  onTree: () => void;
  treeLabel: ReactNode;
  evidence: ReactNode;
};

/** One requirement: number, question, guide, answers, what they oblige to, evidence. */
export function RequirementPane(props: RequirementPaneProps) {
  const { item, activeRow, onActivate, onAnswer, onTree, treeLabel, evidence } = props;
  const { view, store } = useChecklist();
  const { guide, failed, retry } = useGuide(item.requirementNumber);
  const body = useRef<HTMLDivElement>(null);
  const section = store.setting.groups.find(
    (group) => group.requirementNumber === sectionOf(item.requirementNumber),
  );
  // As a text, because a list made anew would draw the pane again at each letter.
  const conflicts = useChecklistState((state) =>
    item.rows
      .flatMap((_, row) => (state.rows[rowKeyOf(item.requirementNumber, row)]?.conflict ? [row] : []))
      .join(),
  );
  const conflictRows = conflicts === '' ? [] : conflicts.split(',').map(Number);
  const isMany = item.rows.length > 1;
  const finding = isMany ? item.rows[activeRow]?.finding : deriveFinding(item.rows);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another requirement starts at its top
  useEffect(() => {
    // In a low window the pane around it scrolls instead.
    for (const box of [body.current, body.current?.parentElement]) box?.scrollTo({ top: 0 });
  }, [item.requirementNumber]);

  // Digits answer the row that has the focus.
  useEffect(() => {
    const pane = body.current;
    const activate = (event: FocusEvent) => {
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row;
      if (row !== undefined) onActivate(Number(row));
    };
    pane?.addEventListener('focusin', activate);
    return () => pane?.removeEventListener('focusin', activate);
  }, [onActivate]);

  const copyLink = async () => {
    await navigator.clipboard.writeText(window.location.href);
    showToast({ message: `The link to ${item.requirementNumber} is copied.` });
  };

  return (
    <div className="req-body" ref={body}>
      <div className="req-text">
        <button type="button" className="btn tree-button" onClick={onTree} aria-haspopup="dialog">
          <ListTree />
          {treeLabel}
        </button>
        <p className="req-id">
          <b>{item.requirementNumber}</b>
          <span className="truncate">{section && `${section.requirementNumber} ${section.title}`}</span>
          <AlsoHere requirementNumber={item.requirementNumber} />
          <span className="req-tools">
            <Tag>{view.standard}</Tag>
            <Button variant="ghost" size="sm" icon={<LinkIcon />} label="Copy link" onClick={copyLink} />
          </span>
        </p>
        <h1 className="question" tabIndex={-1}>
          {guide?.question ?? item.title}
        </h1>
        <p className="sr-only" role="status">
          {item.requirementNumber}
          {isMany && `, row ${activeRow + 1} of ${item.rows.length}, ${item.rowNames[activeRow]}`},{' '}
          {item.isUnconfirmed ? 'To be confirmed' : finding ? findingNames[finding] : 'Unanswered'}
        </p>
        {guide && <GuideView guide={guide} />}
        {failed && (
          <p className="my-3 text-ink-2">
            The guide to this requirement did not arrive. <TryAgain isLink onAgain={retry} />
          </p>
        )}
        {!guide && !failed && <div className="guide-wait" aria-hidden="true" />}
        {guide?.supersededBy && <SupersededNotice item={item} guide={guide} />}
        {conflictRows.map((row) => (
          <Suspense key={row}>
            <ConflictBanner
              rowKey={rowKeyOf(item.requirementNumber, row)}
              rowName={item.rowNames[row] ?? ''}
            />
          </Suspense>
        ))}
        {item.isUnconfirmed && <UnconfirmedNotice requirementNumber={item.requirementNumber} />}
        {isMany && (
          <p className="rows-head">
            <b>Your answers</b> <small>This requirement takes one answer per row, as in the form.</small>
          </p>
        )}
        {item.rows.map((_, row) => (
          <AnswerRow
            key={rowKeyOf(item.requirementNumber, row)}
            item={item}
            row={row}
            guide={guide}
            takesKeys={row === activeRow}
            onAnswer={(next, when) => onAnswer(row, next, when)}
          />
        ))}
        <BelowAnswers item={item} />
        {evidence}
      </div>
    </div>
  );
}

/** Tests and accepted risks. They follow an answer when that is drawn; another requirement's they show at once. */
function BelowAnswers({ item }: { item: ChecklistItem }) {
  const before = useDeferredValue(item);
  return <TestsAndRisks item={before.requirementNumber === item.requirementNumber ? before : item} />;
}

const TestsAndRisks = memo(function TestsAndRisks({ item }: { item: ChecklistItem }) {
  const { view, store } = useChecklist();
  const { guide } = useGuide(item.requirementNumber);
  const locked = useChecklistState((state) => state.lock !== null);
  const results = useResultNotes(item);
  const reading = useReading(item.requirementNumber);
  const countTests = useCallback(
    (tests: number, unmetOn: string | null) => store.count(item.requirementNumber, { tests, unmetOn }),
    [store, item.requirementNumber],
  );
  const countRisks = useCallback(
    (count: number) => store.count(item.requirementNumber, { hasAcceptedRisk: count > 0 }),
    [store, item.requirementNumber],
  );

  return (
    <>
      <TestingSection
        key={item.requirementNumber}
        assessmentId={view.assessmentId}
        requirementNumber={item.requirementNumber}
        person={view.person}
        rowNames={item.rowNames}
        findings={item.rows.map((row) => row.finding)}
        locked={locked}
        steps={guide?.verify ?? []}
        results={results}
        reading={reading}
        onCount={countTests}
      />
      <RiskSlot
        key={`risks ${item.requirementNumber}`}
        assessmentId={view.assessmentId}
        requirementNumber={item.requirementNumber}
        rowNames={item.rowNames}
        findings={item.rows.map((row) => row.finding)}
        locked={locked}
        onCount={countRisks}
      />
    </>
  );
});

/** The described results that the form for service providers asks for; null where none are asked. */
function useResultNotes({ requirementNumber, rows }: ChecklistItem): ResultNotes | null {
  const { store } = useChecklist();
  const { apply, undo } = useAnswers();
  if (!store.setting.form.describesResults) return null;
  return {
    rows: rows.flatMap(({ finding }, row) => (finding && describedFindings.includes(finding) ? [row] : [])),
    read: (row) => store.visible(rowKeyOf(requirementNumber, row))?.resultNote ?? null,
    write: (changes) =>
      apply(
        changes.map(([row, resultNote]) => [rowKeyOf(requirementNumber, row), { resultNote }] as const),
        `the results of ${requirementNumber}`,
      ),
    undo,
  };
}

const describedFindings: readonly Finding[] = ['IN_PLACE', 'IN_PLACE_WITH_CCW', 'NOT_IN_PLACE'];
