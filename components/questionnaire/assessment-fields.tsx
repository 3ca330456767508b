import { ChoiceGroup } from '@/components/ui/choice-field';
import { DateField, TextField } from '@/components/ui/text-field';
import type { AssessmentChoices } from '@/lib/assessment/model';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';

type AssessmentFieldsProps = {
  choices: AssessmentChoices;
  questionnaireId: QuestionnaireId;
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
export function AssessmentFields({ choices, questionnaireId, values }: AssessmentFieldsProps) {
  const isProvider = questionnaireId === 'D-ServiceProvider';
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
          label={
            isProvider
              ? 'Customers, brands and acquirers that receive the attestation'
              : 'Acquirers that receive the attestation'
          }
          optionalMark="optional"
          hint={
            isProvider
              ? 'A service provider shows it to its customers and to the payment brands. Keep them in the register of acquirers, too.'
              : undefined
          }
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
        hint={
          isProvider
            ? 'The day by which a customer or a brand wants it. Empty: none is known.'
            : 'The acquirer’s own deadline. Empty: none is known.'
        }
        defaultValue={values.dueOn ?? ''}
      />
    </>
  );
}
