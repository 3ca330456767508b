import { ActionForm } from '@/components/ui/action-form';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { EvidenceView } from '@/lib/evidence/model';
import type { EvidenceCadence, EvidenceChoices } from '@/lib/evidence/model/fields';
import type { ActionResult } from '@/lib/platform/result';
import { EvidenceFields } from './evidence-fields';

type ChangeFormProps = {
  item: EvidenceView;
  today: string;
  choices: EvidenceChoices;
  /** What it is used for asks for new proof so often. */
  cadence: EvidenceCadence | null;
  isRenewal?: boolean | undefined;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Corrects what is said about an item, or renews a link or a note; its files stay as they are. */
export function ChangeForm({ item, today, choices, cadence, isRenewal, action }: ChangeFormProps) {
  return (
    <ActionForm action={action} className="grid max-w-176 gap-4">
      <input type="hidden" name="evidenceId" value={item.evidenceId} />
      <input type="hidden" name="version" value={item.version} />
      <TextField name="title" label="Title" maxLength={200} autoComplete="off" defaultValue={item.title} />
      {isRenewal && <input type="hidden" name="renewal" value="yes" />}
      <EvidenceFields
        values={item}
        today={today}
        choices={choices}
        cadence={cadence}
        isNote={item.kind === 'NOTE'}
        isRenewal={isRenewal}
      />
      <div className="flex gap-2">
        <SubmitButton busyText="Saving">Save</SubmitButton>
        <LinkButton href={`/evidence/${item.evidenceId}`}>Cancel</LinkButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}
