import { ChoiceGroup } from '@/components/ui/choice-field';
import { DateField, TextField } from '@/components/ui/text-field';
import type { AssessmentChoices } from '@/lib/assessment/model';
import { formatDay } from '@/lib/platform/format';

type AssessmentFieldsProps = {
  choices: AssessmentChoices;
  values: {
    name: string;
    periodFrom: string;
    periodTo: string;
    dueOn: string | null;
    merchantIdIds: readonly string[];
    acquirerIds: readonly string[];
  };
};

/** Name, period, recipients and due date of an assessment. */
export function AssessmentFields({ choices, values }: AssessmentFieldsProps) {
  return (
    <>
      <TextField name="name" label="Name" defaultValue={values.name} required />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField
          name="periodFrom"
          label="Period from"
          hint="The period that the answers and the evidence speak for."
          defaultValue={values.periodFrom}
          required
        />
        <DateField name="periodTo" label="Period to" defaultValue={values.periodTo} required />
      </div>
      {choices.merchantIds.length > 0 && (
        <ChoiceGroup
          kind="checkbox"
          name="merchantIdIds[]"
          label="Merchant ids"
          optionalMark="optional"
          hint="Their acquirers are named with them."
          choices={choices.merchantIds.map((one) => ({
            value: one.id,
            label: one.number,
            hint: [one.acquirerName, one.note].filter(Boolean).join(', '),
          }))}
          defaultValue={values.merchantIdIds}
        />
      )}
      {choices.acquirers.length > 0 && (
        <ChoiceGroup
          kind="checkbox"
          name="acquirerIds[]"
          label="Acquirers that receive the attestation"
          optionalMark="optional"
          choices={choices.acquirers.map((one) => ({
            value: one.id,
            label: one.name,
            hint: one.nextDueOn ? `Due ${formatDay(one.nextDueOn)}` : 'No deadline on file',
          }))}
          defaultValue={values.acquirerIds}
        />
      )}
      <DateField
        name="dueOn"
        label="Due"
        hint="The acquirer’s own deadline. Empty: none is known."
        defaultValue={values.dueOn ?? ''}
      />
    </>
  );
}
