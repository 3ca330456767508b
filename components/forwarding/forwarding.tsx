import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import type { ForwardingView } from '@/lib/forwarding/model';
import type { ActionResult } from '@/lib/platform/result';
import { ForwardingState } from './forwarding-state';
import { WebhookForm } from './webhook-form';

type ForwardingProps = {
  forwarding: ForwardingView;
  timeZone: string;
  asksCode: boolean;
  set: (
    previous: ActionResult<{ secret: string }> | null,
    form: FormData,
  ) => Promise<ActionResult<{ secret: string }>>;
  end: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Where the events of the organization are sent beside its own log, and the way to change it. */
export function Forwarding({ forwarding, timeZone, asksCode, set, end }: ForwardingProps) {
  const { webhook } = forwarding;
  return (
    <section aria-labelledby="forwarding-head" className="mt-8 max-w-read">
      <h2 id="forwarding-head">Events for your monitoring</h2>
      <p className="mt-1 mb-2 text-ink-2">
        Every event of the audit log can be posted to a system of yours, in order and signed. What it misses
        while it is away is sent when it is back. The first delivery begins with the first event.
        {!forwarding.syslog &&
          ' A syslog collector is set for the whole site by whoever runs Inplace, with SYSLOG_URL.'}
      </p>
      <ForwardingState forwarding={forwarding} timeZone={timeZone} />
      <div className="mt-3 flex flex-wrap gap-2">
        <WebhookForm host={webhook?.host ?? null} asksCode={asksCode} action={set} />
        {webhook && (
          <ConfirmButton
            text="Stop sending"
            title="Stop sending events?"
            confirmText="Stop sending"
            cancelText="Cancel"
            busyText="Stopping"
            danger
            action={end}
          >
            <p>
              {webhook.host} gets no more events, and its address and secret are forgotten. The log itself
              goes on.
            </p>
            <ConfirmFields asksCode={asksCode} />
          </ConfirmButton>
        )}
      </div>
    </section>
  );
}
