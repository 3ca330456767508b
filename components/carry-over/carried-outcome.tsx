'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { showToast } from '@/components/ui/toast-store';
import type { CarryOutcome } from '@/lib/carry-over/model';
import type { UndoOutcome } from '@/lib/checklist-table/model';
import type { ActionResult } from '@/lib/platform/result';

export type UndoAction = (
  previous: ActionResult<UndoOutcome> | null,
  form: FormData,
) => Promise<ActionResult<UndoOutcome>>;

type CarriedOutcomeProps = {
  assessmentId: string;
  outcome: CarryOutcome;
  undo: UndoAction;
  onUndone: () => void;
};

/** What was confirmed and tested, what was left and why, and the way back. */
export function CarriedOutcome({ assessmentId, outcome, undo, onUndone }: CarriedOutcomeProps) {
  const { confirmed, tested, left, changeId } = outcome;
  const [busy, setBusy] = useState(false);

  async function takeBack(id: string) {
    const form = new FormData();
    form.set('assessmentId', assessmentId);
    form.set('changeId', id);
    setBusy(true);
    const undone = await undo(null, form).catch(() => null);
    setBusy(false);
    if (!undone?.ok) {
      const message = undone?.message ?? 'Inplace did not answer. Look whether it was taken back.';
      return showToast({ message, tone: 'late' });
    }
    const kept = undone.left.map((one) => one.requirementNumber).join(', ');
    showToast({
      message: `Taken back: ${undone.restored.length} confirmed.${kept && ` Changed since, and left: ${kept}.`}`,
    });
    onUndone();
  }

  return (
    <div role="status" className="w-full text-ink-2">
      {confirmed.length === 1 ? '1 answer' : `${confirmed.length} answers`} confirmed.
      {tested.length > 0 && ` One test recorded for ${tested.length}.`}{' '}
      {changeId && (
        <Button size="sm" busy={busy} onClick={() => void takeBack(changeId)}>
          Undo
        </Button>
      )}
      {left.map(({ requirementNumber, why }) => (
        <span key={requirementNumber} className="block">
          <b>{requirementNumber}</b> {why}
        </span>
      ))}
    </div>
  );
}
