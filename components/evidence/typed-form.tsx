import { ActionForm } from '@/components/ui/action-form';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { EvidenceChoices } from '@/lib/evidence/model/fields';
import type { ActionResult } from '@/lib/platform/result';
import { EvidenceFields } from './evidence-fields';

type TypedFormProps = {
  kind: 'LINK' | 'NOTE';
  today: string;
  choices: EvidenceChoices;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** A link or a note for the library. */
export function TypedForm({ kind, today, choices, action }: TypedFormProps) {
  return (
    <ActionForm key={kind} action={action} className="grid max-w-176 gap-4">
      <input type="hidden" name="kind" value={kind} />
      {kind === 'LINK' && (
        <TextField
          name="url"
          type="url"
          label="Web address"
          placeholder="https://"
          hint="Inplace keeps the address, not the page behind it. Upload a copy of what may change."
          maxLength={1000}
          autoComplete="off"
        />
      )}
      <TextField name="title" label="Title" maxLength={200} autoComplete="off" />
      <EvidenceFields today={today} choices={choices} isNote={kind === 'NOTE'} />
      <div>
        <SubmitButton busyText="Adding">{kind === 'LINK' ? 'Add link' : 'Add note'}</SubmitButton>
      </div>
      <LeaveGuard alsoWithin />
    </ActionForm>
  );
}
