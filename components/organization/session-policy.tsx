import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { SelectField } from '@/components/ui/select-field';
import { hourChoices, idleChoices } from '@/lib/organization/model';
import type { ActionResult } from '@/lib/platform/result';

type SessionPolicyProps = {
  idleMinutes: number;
  sessionHours: number;
  asksCode: boolean;
  /** Null for those who may only read. */
  action: ((previous: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
};

/** After how long a session ends by itself, and the way to make that shorter. */
export function SessionPolicy({ idleMinutes, sessionHours, asksCode, action }: SessionPolicyProps) {
  return (
    <section aria-labelledby="session-policy" className="mt-8 max-w-read">
      <h2 id="session-policy">Sessions</h2>
      <p className="mt-1 mb-2 text-ink-2">
        A session ends after {idleMinutes} minutes without a click (8.2.8 allows 15 at most), and after{' '}
        {sessionHours === 1 ? 'an hour' : `${sessionHours} hours`} in any case.
      </p>
      {action && (
        <ConfirmButton
          text="Change how long a session lasts"
          title="How long a session lasts"
          confirmText="Change"
          cancelText="Cancel"
          busyText="Changing"
          action={action}
        >
          <SelectField
            name="idleMinutes"
            label="Ends without a click after"
            defaultValue={idleMinutes}
            options={idleChoices.map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` }))}
          />
          <SelectField
            name="sessionHours"
            label="Ends in any case after"
            defaultValue={sessionHours}
            options={hourChoices.map((hours) => ({
              value: String(hours),
              label: hours === 1 ? 'an hour' : `${hours} hours`,
            }))}
          />
          <p>Sessions that are older than that end at their next click. Typed text stays in the browser.</p>
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
    </section>
  );
}
