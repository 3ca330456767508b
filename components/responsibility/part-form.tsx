'use client';

import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { Button } from '@/components/ui/button';
import { ChoiceGroup } from '@/components/ui/choice-field';
import { closingOnEscape } from '@/components/ui/escape';
import { TextField } from '@/components/ui/text-field';
import {
  maxAgreedIn,
  notSaidName,
  type Responsibility,
  type ResponsibilityPanelView,
  responsibilities,
  responsibilityNames,
} from '@/lib/responsibility/model';

const choices = [
  ...responsibilities.map((value) => ({ value, label: responsibilityNames[value] })),
  { value: '', label: notSaidName },
];

type PartFormProps = {
  provider: ResponsibilityPanelView['providers'][number];
  pending: boolean;
  problem: string;
  onSave: (next: Responsibility | null, agreedIn: string) => Promise<void>;
  onClose: () => void;
};

/** Who meets the requirement, and where that is agreed. Loaded when it is asked for. */
export default function PartForm({ provider, pending, problem, onSave, onClose }: PartFormProps) {
  // Two providers have the same question on one screen.
  const name = useId();
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<string>(provider.responsibility ?? '');

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const agreedIn = String(new FormData(event.currentTarget).get('agreedIn') ?? '');
    void onSave(responsibilities.find((value) => value === chosen) ?? null, agreedIn);
  }

  return (
    <ActionFormContext value={{ pending, fieldErrors: problem ? { agreedIn: [problem] } : {} }}>
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        data-writing
        aria-label={`Who meets it, ${provider.name}`}
        className="mt-1.5 grid gap-2"
        onKeyDown={closingOnEscape(onClose)}
      >
        <ChoiceGroup
          kind="radio"
          name={name}
          label="Who meets it"
          choices={choices}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        />
        <TextField
          name="agreedIn"
          label="Where it is agreed"
          hint="Contract, or the provider’s responsibility matrix."
          defaultValue={provider.agreedIn}
          maxLength={maxAgreedIn}
          autoComplete="off"
        />
        <div className="flex flex-wrap gap-1.5">
          <Button type="submit" size="sm" variant="primary" busy={pending}>
            Save
          </Button>
          <Button size="sm" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </ActionFormContext>
  );
}
