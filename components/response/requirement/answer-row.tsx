'use client';

import { lazy, Suspense, useEffect } from 'react';
import type { Finding } from '@/lib/catalogue/model';
import type { ChecklistItem, RequirementGuide } from '@/lib/response/model';
import { useChecklist, useChecklistState } from '../checklist-context';
import { rowKeyOf } from '../store/state';
import { AnswerControl } from './answer-control';

// Loaded once the screen stands still. An answer that opened it later would push the next row away under the pointer.
const loadFollowUp = () => import('./follow-up').then(({ FollowUp }) => ({ default: FollowUp }));
const FollowUp = lazy(loadFollowUp);
const READY_MS = 400;

type AnswerRowProps = {
  item: ChecklistItem;
  row: number;
  guide: RequirementGuide | undefined;
  takesKeys: boolean;
  onAnswer: (finding: Finding | null, when: 'NOW' | 'AFTER_TYPING') => void;
};

/** One answer row of the form: the answer and, directly under it, what it obliges to. */
export function AnswerRow({ item, row, guide, takesKeys, onAnswer }: AnswerRowProps) {
  const { store } = useChecklist();
  const locked = useChecklistState((state) => state.lock !== null);
  const key = rowKeyOf(item.requirementNumber, row);
  useEffect(() => {
    const timer = setTimeout(() => void loadFollowUp(), READY_MS);
    return () => clearTimeout(timer);
  }, []);
  const summary = item.rows[row];
  const rowName = item.rowNames[row];
  if (!summary) return null;
  return (
    <div className="answer-row" data-row={row}>
      <AnswerControl
        name={`answer-${key}`}
        legend={rowName ?? 'Your answer'}
        remark={rowName ? undefined : guide && scopeWords(guide)}
        options={store.setting.form.options}
        value={summary.finding}
        locked={locked}
        takesKeys={takesKeys}
        onAnswer={onAnswer}
        onApproach={loadFollowUp}
      />
      {summary.finding && (
        <Suspense fallback={<div className="follow-wait" />}>
          <FollowUp
            key={summary.finding}
            rowKey={key}
            finding={summary.finding}
            facts={summary.facts}
            form={store.setting.form}
            guide={guide}
            isShort={item.rows.length > 1}
          />
        </Suspense>
      )}
    </div>
  );
}

function scopeWords(guide: RequirementGuide): string {
  return guide.organizationWide ? 'for the whole organization' : 'for every system in this assessment';
}
