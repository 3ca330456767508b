'use client';

import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { ChoiceGroup, RadioGroup } from '@/components/ui/choice-field';
import { Plus } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import {
  methodNames,
  resultNames,
  type TesterView,
  type TestView,
  testMethods,
  testResults,
} from '@/lib/test-record/model';
import type { TestDraft } from './test-drafts';
import { askTesters } from './tests-api';

type TestFieldsProps = {
  draft: TestDraft;
  onChange: (part: Partial<Pick<TestDraft, 'methods' | 'fields'>>) => void;
  person: TesterView;
  /** The test as it stands, whose tester may have left since. */
  named: TestView | null;
  days: { earliestOn?: string; today: string };
  rowNames: readonly string[];
  steps: readonly string[];
};

/** The fields of a test. What belongs to a method that is not ticked is out of sight, and kept until the form is sent. */
export function TestFields({ draft, onChange, person, named, days, rowNames, steps }: TestFieldsProps) {
  const { methods, fields } = draft;
  const testers = useTesters(person, named);
  const looked = methods.length === 0 || methods.some((method) => method !== 'INTERVIEWED');
  const interviewed = methods.includes('INTERVIEWED');
  const field = (name: string) => ({
    name,
    value: fields[name] ?? '',
    autoComplete: 'off',
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
      onChange({ fields: { ...fields, [name]: event.target.value } }),
  });
  return (
    <>
      {rowNames.length > 1 && (
        <SelectField
          {...field('row')}
          label="For"
          placeholder="All rows"
          options={rowNames.map((label, row) => ({ value: String(row), label }))}
        />
      )}
      <ChoiceGroup
        kind="checkbox"
        name="methods"
        label="How it was tested"
        inline
        choices={testMethods.map((method) => ({ value: method, label: methodNames[method] }))}
        value={methods}
        onChange={(event) => {
          const { value, checked } = event.target;
          onChange({
            methods: testMethods.filter((method) => (method === value ? checked : methods.includes(method))),
          });
        }}
      />
      {looked && (
        <div className="grid gap-1.5">
          <TextAreaField {...field('examined')} label="What was examined or observed" />
          <Steps
            steps={steps}
            text={fields.examined ?? ''}
            onText={(examined) => onChange({ fields: { ...fields, examined } })}
          />
        </div>
      )}
      {interviewed && (
        <div className="test-pair">
          <TextAreaField {...field('asked')} label="What was asked" />
          <TextField {...field('askedOf')} label="Of whom" hint="Role and name" />
        </div>
      )}
      <div className="test-pair">
        <div className="grid gap-3">
          <SelectField
            {...field('performedById')}
            label="Tested by"
            options={[
              ...testers.map(({ userId, name }) => ({ value: userId, label: name })),
              { value: '', label: 'Somebody else' },
            ]}
          />
          {!fields.performedById && (
            <TextField
              {...field('performedByName')}
              label="Name"
              hint="And where they belong, for example Asa Holm, Nordic Testing"
            />
          )}
        </div>
        <DateField {...field('performedOn')} label="Tested on" min={days.earliestOn} max={days.today} />
      </div>
      <div className="test-pair">
        <TextField
          {...field('population')}
          label="Population"
          optionalMark="optional"
          hint="For example 42 servers"
        />
        <TextField
          {...field('sample')}
          label="Sample"
          optionalMark="optional"
          hint="How many, and how they were chosen"
        />
      </div>
      <RadioGroup
        name="result"
        label="Result"
        inline
        choices={testResults.map((result) => ({ value: result, label: resultNames[result] }))}
        value={fields.result ?? ''}
        onChange={field('result').onChange}
      />
      <TextAreaField {...field('note')} label="Note" optionalMark="optional" hint="No card numbers." />
    </>
  );
}

/** The guide's steps, to start the text from. What stands in the text already is not offered again. */
function Steps({
  steps,
  text,
  onText,
}: {
  steps: readonly string[];
  text: string;
  onText: (text: string) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const left = steps.filter((step) => !text.includes(step));
  if (left.length === 0) return null;
  return (
    <>
      <p className="hint">Start from the guide:</p>
      <ul className="test-steps" ref={list}>
        {left.map((step) => (
          <li key={step}>
            <button
              type="button"
              onClick={() => {
                onText([text.trimEnd(), step].filter(Boolean).join('\n'));
                list.current?.closest('div')?.querySelector('textarea')?.focus();
              }}
            >
              <Plus />
              {step}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The person, and whom else they may name; also who is named already and has left since. */
function useTesters(person: TesterView, named: TestView | null): readonly TesterView[] {
  const [found, setFound] = useState<readonly TesterView[]>([person]);
  useEffect(() => {
    let isGone = false;
    void askTesters().then((answer) => {
      if (answer.ok && !isGone) setFound(answer.value.testers);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const { performedById: userId = null, performedByName: name = '' } = named ?? {};
  return userId === null || found.some((tester) => tester.userId === userId)
    ? found
    : [...found, { userId, name }];
}
