'use client';

import type { Route } from 'next';
import { useEffect, useRef, useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choice-field';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import { evidenceTypes } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';
import type { AskableView, Asked } from '@/lib/evidence-request/model';
import type { ActionResult } from '@/lib/platform/result';
import { AskedResult } from './asked-result';

export type AskDays = { first: string; usual: string; last: string };
type Who = 'MEMBER' | 'OUTSIDE';

type AskFormProps = {
  targets: readonly { assessmentId: string; name: string; questionnaireId: string }[];
  members: readonly AskableView[];
  chosen: { assessmentId: string; requirementNumber: string };
  days: AskDays;
  sendsMail: boolean;
  back: { label: string; href: Route };
  action: (previous: ActionResult<Asked> | null, form: FormData) => Promise<ActionResult<Asked>>;
};

/** What is asked for, of whom, and until when. */
export function AskForm({ targets, members, chosen, days, sendsMail, back, action }: AskFormProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [who, setWho] = useState<Who>(members.length > 0 ? 'MEMBER' : 'OUTSIDE');
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked) result.current?.focus();
  }, [asked]);
  if (asked) {
    return (
      <div ref={result} tabIndex={-1} className="grid max-w-176 gap-4 outline-none">
        <AskedResult asked={asked} />
        <div className="flex flex-wrap gap-2">
          <LinkButton href={back.href} variant="primary">
            Back to {back.label}
          </LinkButton>
          <LinkButton href={`/evidence/requests/${asked.requestId}` as Route}>See the request</LinkButton>
        </div>
      </div>
    );
  }
  return (
    <ActionForm action={action} onSuccess={setAsked} className="grid max-w-176 gap-4">
      <TextField
        name="title"
        label="What you need"
        hint="The evidence gets this title. For example: scan report of the third quarter."
        maxLength={200}
        autoComplete="off"
      />
      <TextAreaField
        name="words"
        label="What it should show"
        optionalMark="optional"
        hint="From which system, which period, in which form. No card numbers."
        maxLength={4_000}
        rows={3}
      />
      <SelectField
        name="evidenceType"
        label="Type"
        optionalMark="optional"
        placeholder="None"
        options={evidenceTypes.map((type) => ({ value: type, label: evidenceTypeNames[type] }))}
        className="max-w-80"
      />
      <div className="flex flex-wrap gap-4">
        <SelectField
          name="assessmentId"
          label="Assessment"
          placeholder="Choose one"
          defaultValue={chosen.assessmentId}
          options={targets.map(({ assessmentId, name, questionnaireId }) => ({
            value: assessmentId,
            label: `${name}, SAQ ${questionnaireId}`,
          }))}
          className="min-w-60 flex-1"
        />
        <TextField
          name="requirementNumbers"
          label="Requirements"
          hint="One or several, for example 6.3.3, 11.3.1."
          defaultValue={chosen.requirementNumber}
          autoComplete="off"
          maxLength={400}
          className="min-w-60 flex-1"
        />
      </div>
      <RadioGroup
        name="who"
        label="Whom you ask"
        value={who}
        onChange={(event) => setWho(event.currentTarget.value as Who)}
        choices={[
          {
            value: 'MEMBER',
            label: 'A member',
            hint:
              members.length > 0
                ? 'They answer in Inplace.'
                : 'There is nobody else here who attaches evidence.',
            disabled: members.length === 0,
          },
          {
            value: 'OUTSIDE',
            label: 'Somebody from outside',
            hint: 'They need no account: a link takes their files.',
          },
        ]}
      />
      {who === 'MEMBER' ? (
        <SelectField
          name="memberId"
          label="Member"
          placeholder="Choose one"
          options={members.map(({ userId, name, roleName }) => ({
            value: userId,
            label: `${name}, ${roleName}`,
          }))}
          className="max-w-80"
        />
      ) : (
        <div className="flex flex-wrap gap-4">
          <TextField
            name="name"
            label="Their name"
            maxLength={120}
            autoComplete="off"
            className="min-w-60 flex-1"
          />
          <TextField
            name="email"
            type="email"
            label="Their e-mail"
            hint={
              sendsMail
                ? 'The link goes there, and to nobody else.'
                : 'No mail server is set up: you get a link to pass on.'
            }
            maxLength={254}
            autoComplete="off"
            autoCapitalize="none"
            className="min-w-60 flex-1"
          />
        </div>
      )}
      <UntilField days={days} />
      <div>
        <SubmitButton busyText="Asking">Ask</SubmitButton>
      </div>
      <LeaveGuard alsoWithin />
    </ActionForm>
  );
}

/** The last day of a request. */
export function UntilField({ days }: { days: AskDays }) {
  return (
    <DateField
      name="untilOn"
      label="Until"
      min={days.first}
      max={days.last}
      defaultValue={days.usual}
      hint="The last day on which it can be answered."
      className="max-w-60!"
    />
  );
}
