import { ActionForm } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/choice-field';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import type { AssessmentChoices } from '@/lib/assessment/model';
import { proposeDueOn, proposeName, proposeNextYear, proposePeriod } from '@/lib/assessment/rules';
import type { LastYear } from '@/lib/carry-over/model';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { ActionResult } from '@/lib/platform/result';
import { questionnaireLabel } from '@/lib/questionnaire/model/conclusion';
import { proposeRecipients } from '@/lib/questionnaire/rules/recipients';
import { AssessmentFields } from './assessment-fields';

type CreateFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  decisionId: string;
  questionnaireId: QuestionnaireId;
  integrationNames: readonly string[];
  choices: AssessmentChoices;
  today: string;
  /** The signed assessment of the same payments that this one may start from. */
  last: LastYear | null;
};

/**
 * Makes the assessment that a decision asks for. Proposes the year after the signed one and its recipients; without one, a
 * year that ends with the acquirer's deadline.
 */
export function CreateForm({ action, choices, today, last, ...decision }: CreateFormProps) {
  const { deadlines, ...nearby } = proposeRecipients(decision.questionnaireId, choices);
  const next = last && proposeNextYear(last, today);
  const dueOn = next?.dueOn ?? proposeDueOn(deadlines, today);
  const period = next
    ? { periodFrom: next.periodFrom, periodTo: next.periodTo }
    : proposePeriod(today, dueOn);
  const recipients = last ? stillThere(last, choices) : nearby;
  const name = proposeName(
    decision.integrationNames,
    questionnaireLabel(decision.questionnaireId),
    period.periodTo,
  );
  return (
    <section aria-labelledby="create">
      <SectionHead id="create" title="Make the assessment" />
      <ActionForm action={action} className="grid max-w-(--measure) gap-4">
        <input type="hidden" name="decisionId" value={decision.decisionId} />
        <AssessmentFields
          choices={choices}
          questionnaireId={decision.questionnaireId}
          values={{ name, ...period, dueOn, ...recipients }}
        />
        {last && (
          <CheckField
            name="carryFromId"
            value={last.id}
            label={`Start from the answers of ${last.name}`}
            hint="Each is shown and waits to be confirmed; none is counted before. Evidence that is still valid comes along, and so do the people who answer."
            defaultChecked
          />
        )}
        <div>
          <SubmitButton busyText="Making it">Make the assessment</SubmitButton>
        </div>
        <LeaveGuard />
      </ActionForm>
    </section>
  );
}

/** Whom the last one was for, without those who have left the register. */
function stillThere({ merchantIdIds, acquirerIds }: LastYear, { merchantIds, acquirers }: AssessmentChoices) {
  return {
    merchantIdIds: merchantIdIds.filter((id) => merchantIds.some((one) => one.id === id)),
    acquirerIds: acquirerIds.filter((id) => acquirers.some((one) => one.id === id)),
  };
}
