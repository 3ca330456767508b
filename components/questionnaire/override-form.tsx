import { ActionForm } from '@/components/ui/action-form';
import { ChoiceGroup } from '@/components/ui/choice-field';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { ActionResult } from '@/lib/platform/result';
import { type PickerResult, questionnaireLabel } from '@/lib/questionnaire/model/conclusion';

type OverrideFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  run: string;
  result: Pick<PickerResult, 'resultId' | 'covers'>;
  choices: readonly QuestionnaireId[];
};

/** The acquirer's decision where it differs from the rules: which questionnaire, for what, who, when, what. */
export function OverrideForm({ action, run, result, choices }: OverrideFormProps) {
  return (
    <details className="mt-3">
      <summary className="link w-fit">The acquirer decided otherwise</summary>
      <ActionForm action={action} className="mt-3 grid max-w-(--measure) gap-4">
        <input type="hidden" name="run" value={run} />
        <input type="hidden" name="resultId" value={result.resultId} />
        <p className="text-ink-2">
          The acquirer and the brands have the last word. Their decision is kept beside what the questions led
          to, and the attestation shows it.
        </p>
        <SelectField
          name="questionnaireId"
          label="Questionnaire they decided on"
          placeholder="Choose one"
          options={choices.map((id) => ({ value: id, label: questionnaireLabel(id) }))}
          required
        />
        {result.covers.length > 0 && (
          <ChoiceGroup
            kind="checkbox"
            name="integrationIds[]"
            label="For"
            hint={
              result.covers.length > 1
                ? 'What you leave out still needs a questionnaire of its own.'
                : undefined
            }
            choices={result.covers.map((one) => ({ value: one.integrationId, label: one.name }))}
            defaultValue={result.covers.map((one) => one.integrationId)}
          />
        )}
        <TextField name="decidedBy" label="Who decided" hint="Acquirer or brand, and the person." required />
        <DateField name="decidedOn" label="When" required />
        <TextAreaField
          name="what"
          label="What was decided, and why"
          hint="Also where it is written: letter, mail, portal message."
          required
        />
        <div>
          <SubmitButton variant="default" busyText="Recording">
            Record this decision
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
