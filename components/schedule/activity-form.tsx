'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextAreaField, TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import type { CadenceInput, PossibleOwner } from '@/lib/schedule/model';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

/** Adds an activity of one's own. */
export function AddActivityForm({
  action,
  integrations,
  owners,
}: {
  action: FormAction;
  owners: readonly PossibleOwner[];
  integrations: readonly { integrationId: string; name: string }[];
}) {
  return (
    <ActionForm action={action} className="grid max-w-xl gap-4">
      <TextField name="title" label="What is done" maxLength={200} required autoComplete="off" />
      <CadenceFields
        value={{ every: 3, unit: 'month' }}
        hint="Leave the number empty when it follows an event and has no due days."
      />
      <SelectField
        name="integrationId"
        label="For"
        placeholder="The whole organization"
        options={integrations.map(({ integrationId, name }) => ({ value: integrationId, label: name }))}
      />
      <TextField
        name="requirementNumbers"
        label="Requirements it serves"
        optionalMark="optional"
        hint="Numbers such as 8.6.3, with spaces between."
        autoComplete="off"
      />
      <OwnerAndNote owners={owners} ownerId={null} ownerName="" note="" />
      <div>
        <SubmitButton busyText="Adding">Add activity</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Changes how often, who and the note. */
export function ChangeActivityForm({
  action,
  activity,
  owners,
  cadenceHint,
}: {
  action: FormAction;
  owners: readonly PossibleOwner[];
  activity: {
    activityId: string;
    version: number;
    interval: CadenceInput;
    ownerId: string | null;
    ownerName: string;
    note: string;
    usualOwner: string | null;
  };
  cadenceHint: string;
}) {
  return (
    <ActionForm action={action} className="grid max-w-xl gap-4">
      <input type="hidden" name="activityId" value={activity.activityId} />
      <input type="hidden" name="version" value={activity.version} />
      <CadenceFields value={activity.interval} hint={cadenceHint} />
      <OwnerAndNote owners={owners} {...activity} />
      <div>
        <SubmitButton busyText="Saving">Save changes</SubmitButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}

function CadenceFields({ value, hint }: { value: CadenceInput; hint: string }) {
  return (
    <div className="grid grid-cols-[7rem_9rem] gap-3">
      <TextField
        name="every"
        label="Every"
        inputMode="numeric"
        maxLength={3}
        defaultValue={value?.every ?? ''}
        autoComplete="off"
      />
      <SelectField
        name="unit"
        label="Unit"
        defaultValue={value?.unit ?? 'month'}
        options={[
          { value: 'day', label: 'days' },
          { value: 'week', label: 'weeks' },
          { value: 'month', label: 'months' },
          { value: 'year', label: 'years' },
        ]}
      />
      <p className="hint col-span-2">{hint}</p>
    </div>
  );
}

function OwnerAndNote({
  owners,
  ownerId,
  ownerName,
  note,
  usualOwner,
}: {
  owners: readonly PossibleOwner[];
  ownerId: string | null;
  ownerName: string;
  note: string;
  usualOwner?: string | null;
}) {
  const [chosen, setChosen] = useState(ownerId ?? '');
  return (
    <>
      <SelectField
        name="ownerId"
        label="Owner"
        optionalMark="optional"
        placeholder="Nobody, or somebody without an account"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        options={owners.map(({ userId, name }) => ({ value: userId, label: name }))}
        hint={usualOwner ? `Usually: ${usualOwner}.` : undefined}
      />
      {chosen === '' && (
        <TextField
          name="ownerName"
          label="Name of the owner"
          optionalMark="optional"
          maxLength={120}
          defaultValue={ownerId === null ? ownerName : ''}
          autoComplete="off"
        />
      )}
      <TextAreaField name="note" label="Note" optionalMark="optional" maxLength={2_000} defaultValue={note} />
    </>
  );
}
