import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { Plus } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { NamedRow } from '@/lib/legal-entity/model';
import type { ActionResult } from '@/lib/platform/result';

type MerchantIdFormProps = {
  legalEntityId: string;
  acquirers: readonly NamedRow[];
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** One line below the list of merchant ids. */
export function MerchantIdForm({ legalEntityId, acquirers, action }: MerchantIdFormProps) {
  if (acquirers.length === 0) {
    return (
      <p className="text-ink-2">
        A merchant id comes from an acquirer.{' '}
        <Link className="link" href="/acquirers/new">
          Add the acquirer first
        </Link>
        .
      </p>
    );
  }
  return (
    <ActionForm action={action} resetOnSuccess className="grid gap-3">
      <input type="hidden" name="legalEntityId" value={legalEntityId} />
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_1fr_auto]">
        <SelectField
          name="acquirerId"
          label="Acquirer"
          placeholder={acquirers.length > 1 ? 'Choose one' : undefined}
          options={acquirers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField name="number" label="Merchant id" autoComplete="off" spellCheck={false} />
        <TextField name="note" label="Note" optionalMark="optional" placeholder="Web shop EU" />
        <SubmitButton variant="default" icon={<Plus />} busyText="Adding" className="sm:mt-[1.5625rem]">
          Add merchant id
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
