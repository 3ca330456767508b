'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { useActionForm } from '@/components/ui/action-form-context';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField } from '@/components/ui/text-field';
import { Day } from '@/components/ui/time';
import type { Assignee, AssignmentGroup } from '@/lib/assignment/model';
import type { ActionResult } from '@/lib/platform/result';

type AssignmentFormProps = {
  assessmentId: string;
  groups: readonly AssignmentGroup[];
  /** The requirement that the page was opened for: it is ticked already. */
  asked: string | null;
  /** Null for those who may only read. */
  manage: {
    people: readonly Assignee[];
    action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  } | null;
};

/** Every requirement with who answers it; ticked ones are given to a person, or taken away. */
export function AssignmentForm({ assessmentId, groups, asked, manage }: AssignmentFormProps) {
  const isThere = groups.some((group) => group.requirements.some((one) => one.requirementNumber === asked));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(asked && isThere ? [asked] : []));
  const onTick =
    manage &&
    ((numbers: readonly string[], on: boolean) => setTicked((before) => withNumbers(before, numbers, on)));
  const table = (
    <table className="table">
      <caption className="sr-only">Requirements and who answers them</caption>
      <thead>
        <tr>
          {onTick && (
            <th scope="col" className="w-8">
              <span className="sr-only">Tick</span>
            </th>
          )}
          <th scope="col">Requirement</th>
          <th scope="col" className="max-md:hidden">
            Answer
          </th>
          <th scope="col">Who answers</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <Group key={group.requirementNumber} {...{ assessmentId, group, ticked, onTick }} />
      ))}
    </table>
  );
  if (!manage) return table;
  return (
    <ActionForm action={manage.action} onSuccess={() => setTicked(new Set())} className="grid gap-4">
      <input type="hidden" name="assessmentId" value={assessmentId} />
      <div className="sticky top-(--topbar) z-5 flex flex-wrap items-end gap-3 border-line border-b bg-surface py-3">
        <SelectField
          name="userId"
          label="Person"
          placeholder="Choose one"
          options={manage.people.map(({ userId, name, roleName }) => ({
            value: userId,
            label: `${name}, ${roleName}`,
          }))}
        />
        <DateField name="dueOn" label="Answer by" optionalMark="optional" />
        <div className="flex flex-wrap gap-2">
          <SubmitButton name="what" value="ASSIGN" busyText="Saving">
            {ticked.size === 0 ? 'Assign' : `Assign ${ticked.size}`}
          </SubmitButton>
          <SubmitButton name="what" value="TAKE_AWAY" variant="default" busyText="Saving">
            Take away
          </SubmitButton>
        </div>
        <Missing />
      </div>
      {table}
    </ActionForm>
  );
}

/** Says what is missing where the ticks are sent, not in a list that is a screen further down. */
function Missing() {
  const { requirementNumbers: messages } = useActionForm().fieldErrors;
  if (!messages) return null;
  return (
    <p className="field-error w-full" role="alert">
      {messages.join(' ')}
    </p>
  );
}

function withNumbers(before: ReadonlySet<string>, numbers: readonly string[], on: boolean) {
  const after = new Set(before);
  for (const number of numbers) {
    if (on) after.add(number);
    else after.delete(number);
  }
  return after;
}

type GroupProps = {
  assessmentId: string;
  group: AssignmentGroup;
  ticked: ReadonlySet<string>;
  onTick: ((numbers: readonly string[], on: boolean) => void) | null;
};

function Group({ assessmentId, group, ticked, onTick }: GroupProps) {
  const numbers = group.requirements.map(({ requirementNumber }) => requirementNumber);
  const heading = `${group.requirementNumber} ${group.title}`;
  const count = numbers.filter((number) => ticked.has(number)).length;
  return (
    <tbody>
      <tr>
        {onTick && (
          <td>
            <input
              type="checkbox"
              className="check"
              aria-label={`All of ${heading}`}
              checked={count === numbers.length}
              ref={(box) => {
                if (box) box.indeterminate = count > 0 && count < numbers.length;
              }}
              onChange={(event) => onTick(numbers, event.target.checked)}
            />
          </td>
        )}
        <th scope="rowgroup" colSpan={3} className="text-ink-3 text-small">
          {heading}
        </th>
      </tr>
      {group.requirements.map(({ requirementNumber, title, isAnswered, people }) => (
        <tr key={requirementNumber} id={requirementNumber} className="scroll-mt-[50dvh]">
          {onTick && (
            <td>
              <input
                type="checkbox"
                className="check"
                name="requirementNumbers[]"
                value={requirementNumber}
                aria-label={`${requirementNumber} ${title}`}
                checked={ticked.has(requirementNumber)}
                onChange={(event) => onTick([requirementNumber], event.target.checked)}
              />
            </td>
          )}
          <th scope="row">
            <Link href={`/assessments/${assessmentId}/requirements/${requirementNumber}`} prefetch={false}>
              {requirementNumber} {title}
            </Link>
          </th>
          <td className="max-md:hidden">
            {isAnswered ? 'Answered' : <span className="text-ink-3">Open</span>}
          </td>
          <td>
            <People people={people} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function People({ people }: { people: AssignmentGroup['requirements'][number]['people'] }) {
  if (people.length === 0) return <span className="text-ink-3">Nobody</span>;
  return people.map(({ userId, name, dueOn }, index) => (
    <span key={userId}>
      {index > 0 && ', '}
      {name}
      {dueOn && (
        <span className="text-ink-3">
          {' '}
          by <Day value={dueOn} />
        </span>
      )}
    </span>
  ));
}
