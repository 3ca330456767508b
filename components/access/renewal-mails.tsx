import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choice-field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';

type RenewalMailsProps = {
  renewalMails: boolean;
  organizationName: string;
  /** Whether the instance can send mail at all. */
  canSend: boolean;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Whether somebody is asked by mail to renew evidence. The overview lists the same either way. */
export function RenewalMails({ renewalMails, organizationName, canSend, action }: RenewalMailsProps) {
  return (
    <section aria-labelledby="mails-title">
      <h2 id="mails-title">Mails</h2>
      <ActionForm action={action} className="mt-2 grid max-w-xl gap-3">
        <RadioGroup
          key={String(renewalMails)}
          name="renewalMails"
          label={`Mails about evidence of ${organizationName} that ends`}
          hint={
            canSend ? 'The overview lists it either way.' : 'No mail server is set up: the overview lists it.'
          }
          defaultValue={renewalMails ? 'on' : 'off'}
          choices={[
            {
              value: 'on',
              label: 'Ask me 30 days and 7 days before its last valid day, and when it has ended',
            },
            { value: 'off', label: 'No such mails' },
          ]}
        />
        <div>
          <SubmitButton variant="default" busyText="Saving">
            Save choice
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
