'use client';

import { useId, useState } from 'react';
import { ask, sending, wordsOf } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Check, Undo2 } from '@/components/ui/icons';
import { whyTooLong } from '@/lib/platform/text-length';
import type { ChecklistItem } from '@/lib/response/model';
import { claimInWords, isUnanswered } from '@/lib/response/rules/progress';
import { maxReason, type ReviewAct, type ReviewOutcome } from '@/lib/review/model';
import { useChecklist, useChecklistState } from '../checklist-context';
import { isSettled } from '../store/row';
import { rowKeyOf } from '../store/state';

const stateAfter = { READY: 'READY', APPROVE: 'APPROVED', RETURN: 'RETURNED' } as const;

/** What can be said of an answer: that it is ready, that it is approved, or what has to be changed. */
export function ReviewActs({ item, isWhole }: { item: ChecklistItem; isWhole: boolean }) {
  const { store, view } = useChecklist();
  const saving = useChecklistState((state) => state.save.kind === 'SAVING');
  const [reason, setReason] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useId();
  const problemOfReason = whyTooLong(reason ?? '', maxReason);
  const { review: state } = item;
  const { mayReview } = view.person;
  const claim = claimInWords(item);
  // Nothing is approved that is not on the screen, and by nobody who wrote it where two people are asked for.
  const { requirementNumber } = item;
  const isRead = useChecklistState(
    ({ rows }) =>
      store.readings.grounds(requirementNumber) !== undefined &&
      !store.lacksDetails(requirementNumber) &&
      item.rows.every((_, row) => isSettled(rows[rowKeyOf(requirementNumber, row)])),
  );
  const own = useChecklistState((known) => known.own[item.requirementNumber]);
  const bar = own?.isYours ? own.bar : '';

  async function act(what: ReviewAct): Promise<void> {
    setBusy(true);
    const words = what === 'RETURN' ? (reason ?? '').trim() : '';
    const failure = await send(view.assessmentId, store.seen(item.requirementNumber), what, words);
    setBusy(false);
    setProblem(failure ?? '');
    if (failure) {
      // Whatever came between is drawn, to be looked at.
      store.readings.again(item.requirementNumber);
      return;
    }
    setReason(null);
    store.reviewed(item.requirementNumber, {
      state: stateAfter[what],
      reason: words,
      byName: view.person.name,
      at: new Date().toISOString(),
    });
  }

  return (
    <>
      {reason === null && (
        <div className="mt-2 flex flex-wrap gap-2">
          {isWhole && state !== 'READY' && state !== 'APPROVED' && (
            <Button size="sm" busy={busy} onClick={() => void act('READY')}>
              Ready for review
            </Button>
          )}
          {mayReview && isWhole && state !== 'APPROVED' && (
            <Button
              size="sm"
              icon={<Check />}
              busy={busy || saving}
              disabledReason={
                bar || (isRead ? undefined : 'The answer, and what stands beside it, is being read or saved.')
              }
              onClick={() => void act('APPROVE')}
            >
              Approve
            </Button>
          )}
          {mayReview && isWhole && state !== 'APPROVED' && claim && (
            <span className="tone-soon self-center">Claimed: {claim}</span>
          )}
          {mayReview && !isUnanswered(item) && state !== 'RETURNED' && (
            <Button size="sm" variant="ghost" icon={<Undo2 />} onClick={() => setReason('')}>
              Return
            </Button>
          )}
        </div>
      )}
      {mayReview && isWhole && state !== 'APPROVED' && bar && <p className="mt-1 text-ink-2">{bar}</p>}
      {reason !== null && (
        <div className="mt-2 grid gap-2">
          <label htmlFor={field} className="text-ink-2">
            What has to be changed
          </label>
          <textarea
            id={field}
            className="input"
            rows={3}
            aria-invalid={problemOfReason ? true : undefined}
            aria-describedby={problemOfReason ? `${field}-error` : undefined}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {problemOfReason && (
            <p className="field-error" id={`${field}-error`} role="alert">
              {problemOfReason}
            </p>
          )}
          <div className="flex gap-2">
            <Button size="sm" busy={busy} disabledReason={problemOfReason} onClick={() => void act('RETURN')}>
              Return it
            </Button>
            <Button size="sm" variant="ghost" onClick={() => setReason(null)}>
              Cancel
            </Button>
          </div>
        </div>
      )}
      {problem && (
        <p className="field-error mt-1" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** Why it was not done, or null. Never throws. */
async function send(
  assessmentId: string,
  seen: string,
  what: ReviewAct,
  reason: string,
): Promise<string | null> {
  const answer = await ask<ReviewOutcome>(
    `/api/assessments/${assessmentId}/reviews`,
    sending('POST', { requirements: [seen], what, reason }),
  );
  return answer.ok ? (answer.value.left[0]?.why ?? null) : wordsOf(answer);
}
