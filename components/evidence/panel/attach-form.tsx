'use client';

import { type FormEvent, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import type { PanelView } from '@/lib/evidence/model';
import { askPanel, type FieldErrors } from './panel-api';

type AttachFormProps = {
  kind: 'LINK' | 'NOTE';
  address: string;
  onAttached: (panel: PanelView) => void;
  onClose: () => void;
};

/** A link or a note for the requirement. Loaded when it is asked for. */
export default function AttachForm({ kind, address, onAttached, onClose }: AttachFormProps) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<{ message: string; fieldErrors: FieldErrors } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const answer = await askPanel(address, 'POST', { kind, ...fields });
    setPending(false);
    if (answer.ok) onAttached(answer.value);
    else setProblem(answer);
  }

  const isLink = kind === 'LINK';
  return (
    <ActionFormContext value={{ pending, fieldErrors: problem?.fieldErrors ?? {} }}>
      <form
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
        noValidate
        className="well mt-2 grid gap-3"
        aria-label={isLink ? 'Attach a link' : 'Attach a note'}
      >
        {problem && Object.keys(problem.fieldErrors).length === 0 && (
          <Notice tone="late" role="alert" title={problem.message} />
        )}
        {isLink && (
          <TextField
            name="url"
            type="url"
            label="Web address"
            placeholder="https://"
            autoComplete="off"
            maxLength={1000}
            autoFocus
          />
        )}
        <TextField name="title" label="Title" maxLength={200} autoComplete="off" autoFocus={!isLink} />
        {!isLink && (
          <TextAreaField
            name="note"
            label="Note"
            maxLength={10_000}
            hint="Who saw what, where and when. No card numbers."
          />
        )}
        <DateField name="validUntil" label="Valid until" optionalMark="optional" />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="sm" type="submit" busy={pending}>
            {pending ? 'Attaching' : isLink ? 'Attach link' : 'Attach note'}
          </Button>
          <Button size="sm" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </ActionFormContext>
  );
}
