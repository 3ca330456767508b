'use client';

import { useId } from 'react';
import { JointTestFields } from '@/components/test-record/joint-test-fields';
import { emptyDraft } from '@/components/test-record/test-drafts';
import { SelectField } from '@/components/ui/select-field';
import { DateField, TextField } from '@/components/ui/text-field';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { ChecklistItem } from '@/lib/response/model';
import { splitTags } from '@/lib/tag/rules';
import { useChecklist } from '../checklist-context';
import { useTableFacts } from './table-context';
import type { BulkWishes } from './use-bulk';

type BulkFieldsProps = {
  items: readonly ChecklistItem[];
  options: readonly Finding[];
  wishes: BulkWishes;
  onChange: (wishes: BulkWishes) => void;
  fieldErrors: Readonly<Record<string, readonly string[]>>;
};

/** Answer, test, person and day, tags, ready: each is left as it is unless something is chosen. */
export function BulkFields({ items, options, wishes, onChange, fieldErrors }: BulkFieldsProps) {
  const { facts } = useTableFacts();
  const { person } = useChecklist().view;
  const known = useId();
  const present = [...new Set(items.flatMap((item) => facts.byNumber[item.requirementNumber]?.tags ?? []))];
  return (
    <>
      <SelectField
        name="finding"
        label="Answer"
        placeholder="Leave as it is"
        value={wishes.finding}
        options={options.map((value) => ({ value, label: findingNames[value] }))}
        onChange={(event) => onChange({ ...wishes, finding: event.target.value as BulkWishes['finding'] })}
      />
      {wishes.finding && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="check"
            checked={wishes.replace}
            onChange={(event) => onChange({ ...wishes, replace: event.target.checked })}
          />
          Also where another answer stands
        </label>
      )}
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="check"
          checked={wishes.test !== null}
          onChange={(event) =>
            onChange({ ...wishes, test: event.target.checked ? emptyDraft(person, facts.today) : null })
          }
        />
        Record one test for all of them
      </label>
      {wishes.test && (
        <fieldset className="well grid gap-3">
          <legend className="sr-only">Test record</legend>
          <JointTestFields
            draft={wishes.test}
            onChange={(test) => onChange({ ...wishes, test })}
            person={person}
            today={facts.today}
            fieldErrors={fieldErrors}
          />
        </fieldset>
      )}
      {facts.assignees && (
        <div className="flex flex-wrap gap-3">
          <SelectField
            name="userId"
            label="Who answers"
            placeholder="Leave as it is"
            value={wishes.userId}
            options={facts.assignees.map(({ userId, name, roleName }) => ({
              value: userId,
              label: `${name}, ${roleName}`,
            }))}
            onChange={(event) => onChange({ ...wishes, userId: event.target.value })}
          />
          {wishes.userId && (
            <DateField
              name="dueOn"
              label="Answer by"
              optionalMark="optional"
              value={wishes.dueOn}
              onChange={(event) => onChange({ ...wishes, dueOn: event.target.value })}
            />
          )}
        </div>
      )}
      <TextField
        name="addTags"
        label="Add tags"
        hint="Short labels such as network team or phase 2, separated by commas."
        list={known}
        autoComplete="off"
        defaultValue={wishes.addTags.join(', ')}
        onChange={(event) => onChange({ ...wishes, addTags: splitTags(event.target.value) })}
      />
      <datalist id={known}>
        {facts.knownTags.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      {present.length > 0 && (
        <fieldset className="flex flex-wrap gap-3">
          <legend className="label">Take off tags</legend>
          {present.map((tag) => (
            <label key={tag} className="flex items-center gap-2">
              <input
                type="checkbox"
                className="check"
                checked={wishes.removeTags.includes(tag)}
                onChange={(event) =>
                  onChange({
                    ...wishes,
                    removeTags: event.target.checked
                      ? [...wishes.removeTags, tag]
                      : wishes.removeTags.filter((each) => each !== tag),
                  })
                }
              />
              {tag}
            </label>
          ))}
        </fieldset>
      )}
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="check"
          checked={wishes.ready}
          onChange={(event) => onChange({ ...wishes, ready: event.target.checked })}
        />
        Say that they are ready for review
      </label>
    </>
  );
}
