'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { PartPlan } from '@/lib/checklist-table/model';
import type { ActionFailure } from '@/lib/platform/result';
import type { ChecklistItem } from '@/lib/response/model';
import { BulkFields } from './bulk-fields';
import { BulkPlan } from './bulk-plan';
import { type BulkWishes, noWishes, useBulk } from './use-bulk';

const noErrors = {};

type BulkDialogProps = {
  items: readonly ChecklistItem[];
  options: readonly Finding[];
  /** An answer that was chosen already, or everything that can be changed. */
  asked: Finding | 'MORE';
  onClose: () => void;
  onDone: () => void;
};

/** Chooses what happens to many requirements, shows what will change and what will not, and does it in one go. */
export default function BulkDialog({ items, options, asked, onClose, onDone }: BulkDialogProps) {
  const { preview, change } = useBulk();
  const [wishes, setWishes] = useState<BulkWishes>(
    asked === 'MORE' ? noWishes : { ...noWishes, finding: asked, replace: true },
  );
  const [plan, setPlan] = useState<PartPlan[] | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLParagraphElement>(null);
  const many = `${items.length} ${items.length === 1 ? 'requirement' : 'requirements'}`;
  const changed = new Set(plan?.flatMap((part) => part.changes.map((one) => one.requirementNumber))).size;

  async function look(chosen: BulkWishes) {
    setBusy(true);
    const found = await preview(items, chosen);
    setBusy(false);
    setFailure(found.ok ? null : found);
    if (found.ok) setPlan(found.plan);
  }

  async function confirm() {
    setBusy(true);
    const done = await change(items, wishes);
    setBusy(false);
    if (done.ok) onDone();
    else setFailure(done);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer that was chosen already is looked at once
  useEffect(() => {
    if (asked !== 'MORE') void look(wishes);
  }, []);
  // The page below is new: whoever cannot see it hears what will happen.
  useEffect(() => {
    if (plan) heading.current?.focus();
  }, [plan]);

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={asked === 'MORE' ? `Change ${many}` : `Answer ${many} ${findingNames[asked]}?`}
    >
      {failure && (
        <Notice tone="late" role="alert" title={failure.message}>
          {Object.entries(failure.fieldErrors ?? {})
            .filter(([field]) => plan !== null || !field.startsWith('test.'))
            .flatMap(([, words]) => words)
            .join(' ')}
        </Notice>
      )}
      {plan ? (
        <>
          <p ref={heading} tabIndex={-1} className="mt-1 text-ink-2 text-read">
            {changed === 0
              ? 'Nothing would change.'
              : `${changed} of ${items.length} will change, all together or none.`}{' '}
            {wishes.finding &&
              'Each answer is a statement about your systems: answer together only what you have checked together.'}
          </p>
          <BulkPlan plan={plan} />
          <div className="dialog-actions">
            <Button onClick={onClose}>Cancel</Button>
            <Button onClick={() => setPlan(null)}>Choose again</Button>
            {changed > 0 && (
              <Button variant="primary" busy={busy} onClick={() => void confirm()}>
                {`Change ${changed} ${changed === 1 ? 'requirement' : 'requirements'}`}
              </Button>
            )}
          </div>
        </>
      ) : (
        <form
          className="mt-2 grid gap-3"
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void look(wishes);
          }}
        >
          <BulkFields
            items={items}
            options={options}
            wishes={wishes}
            onChange={setWishes}
            fieldErrors={failure?.fieldErrors ?? noErrors}
          />
          <div className="dialog-actions">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={busy}>
              Show what changes
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
