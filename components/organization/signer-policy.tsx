import { ConfirmFields } from '@/components/access/confirm-fields';
import { RadioGroup } from '@/components/ui/choice-field';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { asksForSeparateSigner } from '@/lib/organization/rules';
import type { ActionResult } from '@/lib/platform/result';

type SignerPolicyProps = {
  separateSigner: boolean | null;
  officers: number;
  asksCode: boolean;
  /** Null for those who may only read. */
  action: ((previous: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
};

/** Whether the person who fills in an attestation may also sign it. */
export function SignerPolicy({ separateSigner, officers, asksCode, action }: SignerPolicyProps) {
  const isAsked = asksForSeparateSigner(separateSigner, officers);
  const value = separateSigner === null ? 'AUTO' : separateSigner ? 'YES' : 'NO';
  return (
    <section aria-labelledby="signer-policy" className="mt-8 max-w-read">
      <h2 id="signer-policy">Preparing and signing</h2>
      <p className="mt-1 mb-2 text-ink-2">
        {isAsked
          ? 'Whoever filled in an attestation does not sign it: a second person does.'
          : 'One person may fill in an attestation and sign it.'}
        {separateSigner === null &&
          (isAsked
            ? ' This holds because more than one person prepares attestations here.'
            : ' That changes by itself once a second person prepares attestations.')}
      </p>
      {action && (
        <ConfirmButton
          text="Change who may sign"
          title="Who may sign"
          confirmText="Change"
          cancelText="Cancel"
          busyText="Changing"
          action={action}
        >
          <RadioGroup
            name="separateSigner"
            label="Preparer and signer are two people"
            defaultValue={value}
            choices={[
              { value: 'AUTO', label: 'As soon as two people prepare attestations' },
              { value: 'YES', label: 'Always' },
              { value: 'NO', label: 'Not asked for' },
            ]}
          />
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
    </section>
  );
}
