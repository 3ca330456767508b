'use client';

import type { Route } from 'next';
import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Asked, RequestView } from '@/lib/evidence-request/model';
import type { ActionResult } from '@/lib/platform/result';
import { type AskDays, UntilField } from './ask-form';
import { AskedResult } from './asked-result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
type AskAction = (previous: ActionResult<Asked> | null, form: FormData) => Promise<ActionResult<Asked>>;

type RequestActionsProps = {
  request: RequestView;
  sendsMail: boolean;
  days: AskDays;
  actions: { again: AskAction; remind: FormAction; withdraw: FormAction };
};

/** What can be done about a request that nobody has answered. */
export function RequestActions({ request, sendsMail, days, actions }: RequestActionsProps) {
  const { requestId, recipientName, state, remindedOn, isReplaced } = request;
  const isOpen = state === 'OPEN';
  return (
    <>
      {isOpen && sendsMail && remindedOn === null && (
        <ConfirmButton
          size="sm"
          text="Remind"
          title={`Remind ${recipientName} by mail?`}
          confirmText="Send the reminder"
          cancelText="Cancel"
          busyText="Sending"
          action={actions.remind}
          fields={{ requestId }}
        >
          <p>
            One reminder can be sent.{' '}
            {request.email && 'It brings a link of its own; the first one goes on working.'}
          </p>
        </ConfirmButton>
      )}
      {!isReplaced && (
        <DialogButton size="sm" text="Ask again" title={`Ask ${recipientName} again?`}>
          <AgainForm request={request} days={days} action={actions.again} />
        </DialogButton>
      )}
      {(isOpen || state === 'STOPPED') && (
        <ConfirmButton
          size="sm"
          text="Withdraw"
          title="Withdraw this request?"
          confirmText="Withdraw"
          cancelText="Cancel"
          busyText="Withdrawing"
          danger
          action={actions.withdraw}
          fields={{ requestId }}
        >
          <p>{recipientName} cannot answer it any more, nor go on with files that are on their way.</p>
        </ConfirmButton>
      )}
    </>
  );
}

function AgainForm({
  request: { requestId, state, email },
  days,
  action,
}: Pick<RequestActionsProps, 'request' | 'days'> & { action: AskAction }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  if (asked) {
    return (
      <div className="mt-3 grid gap-3">
        <AskedResult asked={asked} />
        <div className="dialog-actions">
          <LinkButton href={`/evidence/requests/${asked.requestId}` as Route}>See the new request</LinkButton>
          <DialogCancel>Done</DialogCancel>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={action} onSuccess={setAsked} className="mt-3 grid gap-4">
      <input type="hidden" name="requestId" value={requestId} />
      {state === 'OPEN' && (
        <p className="text-ink-2 text-read">
          This one is withdrawn{email && ', and its link is dead'}. A new one takes its place.
        </p>
      )}
      <UntilField days={days} />
      <div className="dialog-actions">
        <DialogCancel>Cancel</DialogCancel>
        <SubmitButton busyText="Asking">Ask again</SubmitButton>
      </div>
    </ActionForm>
  );
}
