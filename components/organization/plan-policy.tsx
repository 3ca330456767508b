import { ConfirmFields } from '@/components/access/confirm-fields';
import { RadioGroup } from '@/components/ui/choice-field';
import { ConfirmButton } from '@/components/ui/confirm-button';
import type { ActionResult } from '@/lib/platform/result';

type PlanPolicyProps = {
  asksPlan: boolean;
  asksCode: boolean;
  /** Null for those who may only read. */
  action: ((previous: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
};

/** Whether what is Not in Place has to say how it will be fixed: a rule of the house, not of the standard. */
export function PlanPolicy({ asksPlan, asksCode, action }: PlanPolicyProps) {
  return (
    <section aria-labelledby="plan-policy" className="mt-8 max-w-read">
      <h2 id="plan-policy">Fix plans</h2>
      <p className="mt-1 mb-2 text-ink-2">
        {asksPlan
          ? 'An answer that is Not in Place is asked for a fix plan: what, by whom and until when.'
          : 'A fix plan can be written for what is Not in Place, and nothing says that one is missing.'}{' '}
        The forms ask for one only where the receiver does; that is not changed here.
      </p>
      {action && (
        <ConfirmButton
          text="Change whether plans are asked for"
          title="Fix plans"
          confirmText="Change"
          cancelText="Cancel"
          busyText="Changing"
          action={action}
        >
          <RadioGroup
            name="asksPlan"
            label="Ask for a fix plan on Not in Place"
            defaultValue={asksPlan ? 'YES' : 'NO'}
            choices={[
              { value: 'YES', label: 'Yes' },
              { value: 'NO', label: 'No, a plan is optional' },
            ]}
          />
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
    </section>
  );
}
