'use client';

import { type KeyboardEvent, useState } from 'react';
import type { Finding } from '@/lib/catalogue/model';
import type { ChecklistItem, RequirementGuide } from '@/lib/response/model';
import { useChecklist, useChecklistState } from '../checklist-context';
import { rowKeyOf } from '../store/state';
import { AnswerControl } from './answer-control';
import { approachAnswers, FollowUp } from './follow-up';
import { JustChosen } from './row-value';

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
  const summary = item.rows[row];
  const [found] = useState(summary?.finding);
  const rowName = item.rowNames[row];
  if (!summary) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to the fields inside
    <div
      className="answer-row"
      data-row={row}
      data-unconfirmed={item.isUnconfirmed || undefined}
      onKeyDown={leaveText}
    >
      <AnswerControl
        name={`answer-${key}`}
        legend={rowName ?? 'Your answer'}
        remark={rowName ? undefined : guide && scopeWords(guide)}
        options={store.setting.form.options}
        value={summary.finding}
        locked={locked}
        takesKeys={takesKeys}
        isUnconfirmed={item.isUnconfirmed ?? false}
        onAnswer={onAnswer}
        onApproach={approachAnswers}
      />
      {summary.finding && (
        <JustChosen value={summary.finding !== found}>
          <FollowUp
            key={summary.finding}
            rowKey={key}
            finding={summary.finding}
            facts={summary.facts}
            form={store.setting.form}
            guide={guide}
            isShort={item.rows.length > 1}
          />
        </JustChosen>
      )}
    </div>
  );
}

/** Esc in a text goes back to the answer, where single keys act again. What was typed is saved on the way out. */
function leaveText(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
  const { target } = event;
  if (
    !(
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.type !== 'radio')
    )
  )
    return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLInputElement>('input[type="radio"]:checked')?.focus();
}

function scopeWords(guide: RequirementGuide): string {
  return guide.organizationWide ? 'for the whole organization' : 'for every system in this assessment';
}
