'use client';

import { type FormEvent, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import type { FieldErrors } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { isEscape } from '@/components/ui/escape';
import { Notice } from '@/components/ui/notice';
import { TextAreaField, TextField } from '@/components/ui/text-field';
import type { PanelView } from '@/lib/evidence/model';
import type { EvidenceCadence, EvidenceChoices } from '@/lib/evidence/model/fields';
import { MoreFields, type MoreValues } from '../fields/more-fields';
import { ValidUntil } from '../fields/valid-until';
import { clearDraft, type DraftKind, draftOf, keepDraft } from './drafts';
import { askPanel } from './panel-api';
import { useChoices } from './use-choices';

type AttachFormProps = {
  kind: DraftKind;
  address: string;
  takesFocus: boolean;
  cadence: EvidenceCadence | null;
  today: string;
  onAttached: (panel: PanelView) => void;
  onClose: () => void;
};

/** A link or a note for the requirement. Loaded when it is asked for; what is written stays until it is cancelled. */
export default function AttachForm(props: AttachFormProps) {
  const { kind, address, takesFocus, cadence, today, onAttached, onClose } = props;
  const [pending, setPending] = useState(false);
  const [draft] = useState(() => draftOf(address, kind));
  const choices = useChoices();
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
        onChange={(event) => keepDraft(address, kind, writtenIn(event.currentTarget, choices))}
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
        <ValidUntil defaultValue={draft.validUntil ?? ''} cadence={cadence} today={today} />
        <MoreFields values={valuesOf(draft)} today={today} choices={choices} asksCollectedOn />
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

/** What somebody wrote: a choice that stands there from the start is no draft. */
function writtenIn(form: HTMLFormElement, choices: EvidenceChoices | undefined): Record<string, unknown> {
  const { confidentiality, ownerId, ...written } = Object.fromEntries(new FormData(form));
  return {
    ...written,
    ...(confidentiality !== 'INTERNAL' && { confidentiality }),
    ...(ownerId !== (choices?.ownId ?? '') && { ownerId }),
  };
}

function valuesOf({ tags, ownerId, ...draft }: Readonly<Record<string, string>>): MoreValues {
  return {
    ...draft,
    tags: tags ? [tags] : [],
    ...(ownerId !== undefined && { owner: { userId: ownerId, name: '', hasLeft: false } }),
  };
}
