import { CodeField } from '@/components/access/code-field';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { Instant } from '@/components/ui/time';
import type { ActionResult } from '@/lib/platform/result';

type LinkCodeFormProps = {
  token: string;
  organizationName: string;
  assessmentName: string;
  officerName: string;
  senderName: string;
  expiresAt: string;
  timeZone: string;
  action: (previous: ActionResult<object> | null, form: FormData) => Promise<ActionResult<object>>;
};

/** All that a link shows to whoever has it: who asks whom to sign what. The rest comes with the code. */
export function LinkCodeForm(props: LinkCodeFormProps) {
  const { token, organizationName, assessmentName, officerName, senderName, action } = props;
  return (
    <>
      <h1 className="mb-2">For your signature</h1>
      <p className="mb-4 text-ink-2">
        {senderName} asks {officerName} to read and sign the PCI DSS attestation of {organizationName},{' '}
        {assessmentName}. The link works until <Instant value={props.expiresAt} timeZone={props.timeZone} />.
      </p>
      <ActionForm action={action} className="grid gap-3">
        <input type="hidden" name="token" value={token} />
        <CodeField
          name="code"
          label="Code"
          hint={`Eight digits, which ${senderName} told you. You enter them once more to sign.`}
          autoFocus
        />
        <div>
          <SubmitButton busyText="Opening">Open the attestation</SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}
