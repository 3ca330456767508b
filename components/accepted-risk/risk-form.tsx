'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { ask, type Refusal, sending } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { closingOnEscape } from '@/components/ui/escape';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select-field';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';
import type { AcceptedRiskFacts, AcceptedRisksView, AcceptedRiskView } from '@/lib/accepted-risk/model';
import { latestReview } from '@/lib/accepted-risk/rules';
import type { Finding } from '@/lib/catalogue/model';

type RiskFormProps = {
  address: string;
  /** The one that is changed; null: a new one. */
  risk: AcceptedRiskView | null;
  /** Words that a new one begins with; its days are this year's. */
  start: AcceptedRiskFacts | null;
  today: string;
  rowNames: readonly string[];
  findings: readonly (Finding | null)[];
  /** How they stand now, when somebody else has changed them. */
  onFresh: (view: AcceptedRisksView) => void;
  onSaved: (view: AcceptedRisksView) => void;
  onClose: () => void;
};

/** Records or changes an accepted risk, in place. */
export default function RiskForm(props: RiskFormProps) {
  const { address, risk, start, today, rowNames, findings, onFresh, onSaved, onClose } = props;
  const words = risk ?? start;
  const [seen, setSeen] = useState(risk && { id: risk.acceptedRiskId, version: risk.version });
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, []);
  useEffect(() => {
    const wrong = refusal && form.current?.querySelector<HTMLElement>('[aria-invalid], [role="alert"]');
    wrong?.focus();
  }, [refusal]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const { row, ...texts } = Object.fromEntries(new FormData(event.currentTarget));
    const answer = await ask<AcceptedRisksView>(
      address,
      sending(seen ? 'PATCH' : 'POST', {
        ...(seen && { acceptedRiskId: seen.id, version: seen.version }),
        ...texts,
        row: row ? Number(row) : null,
      }),
    );
    if (!answer.ok && answer.code === 'CONFLICT') await takeTheirs(answer.message);
    setPending(false);
    if (!answer.ok) {
      setRefusal(answer);
      return;
    }
    onSaved(answer.value);
    showToast({ message: `${seen ? 'Changed' : 'Recorded'} an accepted risk.` });
  }

  /** Their version goes into the list; saving once more writes mine over it. */
  async function takeTheirs(words: string) {
    const fresh = await ask<AcceptedRisksView>(address, {});
    if (!fresh.ok) return;
    const theirs = fresh.value.risks.find(({ acceptedRiskId }) => acceptedRiskId === seen?.id);
    // Withdrawn meanwhile, the line is gone, and with it what would be changed.
    if (!theirs) {
      showToast({ message: words, tone: 'late' });
      onClose();
    }
    setSeen(theirs ? { id: theirs.acceptedRiskId, version: theirs.version } : null);
    onFresh(fresh.value);
  }

  const isOver = refusal?.code === 'CONFLICT';
  return (
    <ActionFormContext value={{ pending, fieldErrors: refusal?.fieldErrors ?? {} }}>
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        data-writing
        className="well mt-2 mb-3 grid gap-3"
        aria-label={risk ? 'Change an accepted risk' : 'Record an accepted risk'}
        onKeyDown={closingOnEscape(onClose)}
      >
        {refusal && Object.keys(refusal.fieldErrors).length === 0 && (
          <Notice tone="late" role="alert" title={refusal.message} focusable />
        )}
        {rowNames.length > 1 && (
          <SelectField
            name="row"
            label="For"
            placeholder="All rows"
            defaultValue={words?.row?.toString() ?? ''}
            options={rowNames.map((label, row) => ({
              value: String(row),
              label,
              disabled: findings[row] === null,
            }))}
          />
        )}
        <TextAreaField name="risk" label="What is accepted" rows={2} defaultValue={words?.risk} />
        <TextAreaField name="reason" label="Why" rows={2} defaultValue={words?.reason} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            name="acceptedByName"
            label="Who accepted it"
            autoComplete="off"
            defaultValue={words?.acceptedByName}
          />
          <TextField
            name="acceptedByRole"
            label="Role"
            autoComplete="off"
            defaultValue={words?.acceptedByRole}
          />
          <DateField
            name="acceptedOn"
            label="Accepted on"
            max={today}
            defaultValue={risk?.acceptedOn ?? today}
          />
          <DateField
            name="reviewOn"
            label="Looked at again by"
            hint="Twelve months later at most."
            max={latestReview(today)}
            defaultValue={risk?.reviewOn ?? latestReview(today)}
          />
        </div>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="sm" type="submit" busy={pending}>
            {isOver ? 'Save mine over it' : risk ? 'Save changes' : 'Record accepted risk'}
          </Button>
          <Button size="sm" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </ActionFormContext>
  );
}
