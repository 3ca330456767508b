import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { AlarmClock, Check, Plus, Server } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import { Instant } from '@/components/ui/time';
import { type Role, roleNames } from '@/lib/access/model';
import type { ServiceAccountView } from '@/lib/api-key/model';
import { serviceRoles } from '@/lib/api-key/model';
import type { ActionResult } from '@/lib/platform/result';
import { ConfirmFields } from './confirm-fields';

type Action = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type ServiceAccountListProps = {
  accounts: readonly ServiceAccountView[];
  timeZone: string;
  asksCode: boolean;
  reviewAction: Action;
  add: ReactNode;
};

/** Members that are programs: what for, who answers for them, when that was last looked at. */
export function ServiceAccountList({
  accounts,
  timeZone,
  asksCode,
  reviewAction,
  add,
}: ServiceAccountListProps) {
  return (
    <section aria-labelledby="service-accounts-title" className="mt-8">
      <SectionHead
        id="service-accounts-title"
        title="Service accounts"
        note="They have no password and cannot sign in; their keys go on when people leave."
        actions={add}
      />
      {accounts.length > 0 && (
        <ul className="border-line border-y">
          {accounts.map((account) => (
            <li
              key={account.membershipId}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t py-2 first:border-0"
            >
              <Server className="size-4 text-ink-3" />
              <div className="min-w-0 flex-1 basis-64">
                <b className="font-medium">{account.name}</b>{' '}
                <span className="text-ink-3 text-small">{roleNames[account.role as Role]}</span>
                <p className="text-ink-2 text-small">{account.purpose}</p>
                <p className="text-ink-3 text-small">
                  {account.ownerName} {account.ownerLeft ? 'answered for it and has left' : 'answers for it'},
                  last reviewed <Instant value={account.reviewedAt} timeZone={timeZone} />
                </p>
              </div>
              {account.needsReview && (
                <Badge tone="soon" icon={<AlarmClock />}>
                  Needs a review
                </Badge>
              )}
              <ConfirmButton
                variant="ghost"
                size="sm"
                icon={<Check />}
                text="Reviewed"
                label={`Say that ${account.name} is reviewed`}
                title={`Is ${account.name} still needed?`}
                confirmText="It is needed"
                cancelText="Cancel"
                busyText="Saving"
                action={reviewAction}
                fields={{ membershipId: account.membershipId }}
              >
                <p>
                  You confirm that its purpose and its role are right, and answer for it from now on. If it is
                  not needed, end its membership under Members.
                </p>
                <ConfirmFields asksCode={asksCode} />
              </ConfirmButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The button for another service account. */
export function AddServiceAccount({ asksCode, action }: { asksCode: boolean; action: Action }) {
  return (
    <ConfirmButton
      size="sm"
      icon={<Plus />}
      text="Add a service account"
      title="Add a service account"
      confirmText="Add"
      cancelText="Cancel"
      busyText="Adding"
      action={action}
    >
      <TextField name="name" label="Name" autoComplete="off" maxLength={120} />
      <TextField
        name="purpose"
        label="What it is for"
        hint="The system that uses it, and why."
        autoComplete="off"
        maxLength={500}
      />
      <SelectField
        name="role"
        label="Role"
        hint="A control owner sees what is assigned to it, a compliance officer the whole organization. Its keys do no more than they are made for."
        options={serviceRoles.map((role) => ({ value: role, label: roleNames[role] }))}
      />
      <p className="text-small">You answer for it until another administrator reviews it.</p>
      <ConfirmFields asksCode={asksCode} />
    </ConfirmButton>
  );
}
