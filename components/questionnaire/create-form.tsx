import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import type { AssessmentChoices } from '@/lib/assessment/model';
import { proposeDueOn, proposeName, proposePeriod } from '@/lib/assessment/rules';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { ActionResult } from '@/lib/platform/result';
import { questionnaireLabel } from '@/lib/questionnaire/model/conclusion';
import { AssessmentFields } from './assessment-fields';

type CreateFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  decisionId: string;
  questionnaireId: QuestionnaireId;
  integrationNames: readonly string[];
  choices: AssessmentChoices;
  today: string;
};

/** Makes the assessment that a decision asks for. Proposes a year that ends with the acquirer's deadline. */
export function CreateForm({ action, choices, today, ...decision }: CreateFormProps) {
  const [onlyNumber] = choices.merchantIds.length === 1 ? choices.merchantIds : [];
  const own = new Set(choices.merchantIds.map((one) => one.acquirerId));
  const acquirers = choices.acquirers.filter((one) => own.has(one.id) || choices.acquirers.length === 1);
  const dueOn = proposeDueOn(
    acquirers.map((one) => one.nextDueOn),
    today,
  );
  const period = proposePeriod(today, dueOn);
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
          values={{
            name,
            ...period,
            dueOn,
            merchantIdIds: onlyNumber ? [onlyNumber.id] : [],
            acquirerIds: acquirers.length === 1 ? acquirers.map((one) => one.id) : [],
          }}
        />
        <div>
          <SubmitButton busyText="Making it">Make the assessment</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
