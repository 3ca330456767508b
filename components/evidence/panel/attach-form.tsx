'use client';

import { type FormEvent, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import type { FieldErrors } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { isEscape } from '@/components/ui/escape';
import { Notice } from '@/components/ui/notice';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import type { PanelView } from '@/lib/evidence/model';
import { clearDraft, type DraftKind, draftOf, keepDraft } from './drafts';
import { askPanel } from './panel-api';

type AttachFormProps = {
  kind: DraftKind;
  address: string;
  takesFocus: boolean;
  onAttached: (panel: PanelView) => void;
  onClose: () => void;
};

/** A link or a note for the requirement. Loaded when it is asked for; what is written stays until it is cancelled. */
export default function AttachForm({ kind, address, takesFocus, onAttached, onClose }: AttachFormProps) {
  const [pending, setPending] = useState(false);
  const [draft] = useState(() => draftOf(address, kind));
  const [problem, setProblem] = useState<{ message: string; fieldErrors: FieldErrors } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const answer = await askPanel(address, 'POST', { kind, ...fields });
    setPending(false);
    if (!answer.ok) {
      setProblem(answer);
      return;
    }
    clearDraft(address, kind);
    onAttached(answer.value);
  }

  function cancel() {
    clearDraft(address, kind);
    onClose();
  }

  const isLink = kind === 'LINK';
  return (
    <ActionFormContext value={{ pending, fieldErrors: problem?.fieldErrors ?? {} }}>
      <form
        onSubmit={submit}
        onChange={(event) => keepDraft(address, kind, Object.fromEntries(new FormData(event.currentTarget)))}
        onKeyDown={(event) => {
          if (isEscape(event)) onClose();
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
            defaultValue={draft.url}
            autoComplete="off"
            maxLength={1000}
            autoFocus={takesFocus}
          />
        )}
        <TextField
          name="title"
          label="Title"
          defaultValue={draft.title}
          maxLength={200}
          autoComplete="off"
          autoFocus={takesFocus && !isLink}
        />
        {!isLink && (
          <TextAreaField
            name="note"
            label="Note"
            defaultValue={draft.note}
            maxLength={10_000}
            hint="Who saw what, where and when. No card numbers."
          />
        )}
        <DateField
          name="validUntil"
          label="Valid until"
          optionalMark="optional"
          defaultValue={draft.validUntil ?? ''}
        />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="sm" type="submit" busy={pending}>
            {pending ? 'Attaching' : isLink ? 'Attach link' : 'Attach note'}
          </Button>
          <Button size="sm" onClick={cancel}>
            Cancel
          </Button>
        </div>
      </form>
    </ActionFormContext>
  );
}
