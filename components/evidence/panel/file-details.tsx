'use client';

import type { FormEvent, Ref } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import { SelectField } from '@/components/ui/select-field';
import { evidenceTypes } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';
import type { EvidenceCadence } from '@/lib/evidence/model/fields';
import { DetailFields } from '../fields/more-fields';
import { ValidUntil } from '../fields/valid-until';
import { useChoices } from './use-choices';

type FileDetailsProps = { ref: Ref<HTMLFormElement>; cadence: EvidenceCadence | null; today: string };

const nothing = { pending: false, fieldErrors: {} };
const stay = (event: FormEvent) => event.preventDefault();

/** What is said of the files that are attached next. Loaded when somebody has more to say than the files. */
export default function FileDetails({ ref, cadence, today }: FileDetailsProps) {
  const choices = useChoices();
  return (
    <ActionFormContext value={nothing}>
      <form
        ref={ref}
        onSubmit={stay}
        noValidate
        className="well mt-2 grid gap-3"
        aria-label="Details of the next files"
      >
        <p className="text-ink-2">For the files that you attach next, while this is open.</p>
        <SelectField
          name="evidenceType"
          label="Type"
          optionalMark="optional"
          placeholder="None"
          options={evidenceTypes.map((type) => ({ value: type, label: evidenceTypeNames[type] }))}
          className="max-w-80"
        />
        <ValidUntil cadence={cadence} today={today} />
        <DetailFields today={today} choices={choices} asksCollectedOn />
      </form>
    </ActionFormContext>
  );
}
