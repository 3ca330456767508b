'use client';

import { type FormEvent, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { ask, type Refusal, sending } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { closingOnEscape } from '@/components/ui/escape';
import { ClockAlert } from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';
import type { AcceptedRisksView, AcceptedRiskView } from '@/lib/accepted-risk/model';
import { formatDay } from '@/lib/platform/format';

type RiskLineProps = {
  address: string;
  risk: AcceptedRiskView;
  rowName: string;
  mayChange: boolean;
  onEdit: () => void;
  onChanged: (view: AcceptedRisksView) => void;
};

/** One accepted risk: what, why, by whom, and until when it is looked at again. */
export default function RiskLine(props: RiskLineProps) {
  const { risk, rowName, mayChange, onEdit } = props;
  const [isLeaving, setLeaving] = useState(false);
  return (
    <>
      <p className="whitespace-pre-line font-medium wrap-anywhere">{risk.risk}</p>
      <p className="whitespace-pre-line text-ink-2 wrap-anywhere">{risk.reason}</p>
      <p className="text-ink-3 text-small">
        {rowName && `${rowName}. `}
        Accepted by {risk.acceptedByName}, {risk.acceptedByRole}, on {formatDay(risk.acceptedOn)}
      </p>
      <p className={risk.isOverdue ? 'status tone-late text-wrap' : 'text-ink-3 text-small'}>
        {risk.isOverdue && <ClockAlert className="size-3.5" />}
        {risk.isOverdue
          ? `Has to be looked at again since ${formatDay(risk.reviewOn)}`
          : `To be looked at again by ${formatDay(risk.reviewOn)}`}
      </p>
      {mayChange && !isLeaving && (
        <div className="mt-1 flex flex-wrap gap-2">
          <Button size="sm" onClick={onEdit}>
            Change
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setLeaving(true)}>
            Withdraw
          </Button>
        </div>
      )}
      {mayChange && isLeaving && <WithdrawForm {...props} onClose={() => setLeaving(false)} />}
    </>
  );
}

/** Asks why: what does not stand any more stays in the record with its reason. */
function WithdrawForm({ address, risk, onChanged, onClose }: RiskLineProps & { onClose: () => void }) {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const { acceptedRiskId, version } = risk;
    const reason = new FormData(event.currentTarget).get('reason');
    const answer = await ask<AcceptedRisksView>(
      address,
      sending('DELETE', { acceptedRiskId, version, reason }),
    );
    setPending(false);
    if (!answer.ok) {
      setRefusal(answer);
      return;
    }
    onChanged(answer.value);
    showToast({ message: 'Withdrew an accepted risk. The log keeps it.' });
  }

  return (
    <ActionFormContext value={{ pending, fieldErrors: refusal?.fieldErrors ?? {} }}>
      <form
        onSubmit={submit}
        noValidate
        data-writing
        aria-label="Withdraw this accepted risk"
        className="mt-1 grid gap-2"
        onKeyDown={closingOnEscape(onClose)}
      >
        <TextField name="reason" label="Why it is withdrawn" autoComplete="off" autoFocus />
        {refusal && Object.keys(refusal.fieldErrors).length === 0 && (
          <p role="alert" className="text-danger">
            {refusal.message}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button variant="danger" size="sm" type="submit" busy={pending}>
            Withdraw accepted risk
          </Button>
          <Button size="sm" onClick={onClose}>
            Keep it
          </Button>
        </div>
      </form>
    </ActionFormContext>
  );
}
