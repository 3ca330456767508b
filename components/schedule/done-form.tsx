'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/choice-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextAreaField } from '@/components/ui/text-field';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import { EvidencePicker, type PickableEvidence } from './evidence-picker';

export type DoneFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Hidden fields: ids and versions. */
  fields: Readonly<Record<string, string | number>>;
  today: string;
  /** Last day that keeps the interval; null for what follows an event. */
  dueOn: string | null;
  values?: { completedOn: string; result: string; lateCause: string };
  evidence: readonly PickableEvidence[];
  chosenEvidenceIds?: readonly string[];
  mayUpload: boolean;
  /** Offered for days and weeks: "every day since 20 Nov 2026". */
  seriesWords?: string | null;
  verb: string;
};

/** What was done, when, what proves it, and why it was late. */
export function DoneForm({
  action,
  fields,
  today,
  dueOn,
  values,
  evidence,
  chosenEvidenceIds,
  mayUpload,
  seriesWords,
  verb,
}: DoneFormProps) {
  const [completedOn, setCompletedOn] = useState(values?.completedOn ?? today);
  const [wholeSeries, setWholeSeries] = useState(false);
  const isLate = dueOn !== null && completedOn > dueOn && !wholeSeries;
  return (
    <ActionForm action={action} className="grid max-w-2xl gap-4">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <DateField
        name="completedOn"
        label="Done on"
        value={completedOn}
        max={today}
        required
        onChange={(event) => setCompletedOn(event.target.value)}
        hint="The next due day is counted from this day."
      />
      {seriesWords && (
        <CheckField
          name="wholeSeries"
          label={`This stands for ${seriesWords}, each done in time`}
          checked={wholeSeries}
          onChange={(event) => setWholeSeries(event.target.checked)}
        />
      )}
      {dueOn !== null && (
        <div hidden={!isLate}>
          <TextAreaField
            name="lateCause"
            label={`Why was it late? It was due by ${formatDay(dueOn)}`}
            defaultValue={values?.lateCause}
            maxLength={2_000}
            hint="What happened, how it was noticed, and what brings it back on schedule. A missed activity is not a failure by itself when this is on record."
          />
        </div>
      )}
      <TextAreaField
        name="result"
        label="What was done and found"
        defaultValue={values?.result}
        maxLength={10_000}
        hint="One sentence is enough when evidence is attached."
      />
      <EvidencePicker evidence={evidence} chosenIds={chosenEvidenceIds} mayUpload={mayUpload} />
      <div>
        <SubmitButton busyText="Saving">{verb}</SubmitButton>
      </div>
    </ActionForm>
  );
}
