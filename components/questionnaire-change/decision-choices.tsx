import { pickerHref } from '@/components/assessment/picker-href';
import { ChevronRight } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import type { DecisionChoice } from '@/lib/questionnaire-change/model';
import { changeHref } from './change-href';

type DecisionChoicesProps = {
  assessmentId: string;
  integrationIds: readonly string[];
  choices: readonly DecisionChoice[];
  timeZone: string;
};

/** Two ways to another questionnaire: a decision that is recorded already, or the questions once more. */
export function DecisionChoices({ assessmentId, integrationIds, choices, timeZone }: DecisionChoicesProps) {
  return (
    <div className="grid max-w-3xl gap-7">
      {choices.length > 0 && (
        <section aria-labelledby="decided">
          <SectionHead id="decided" title="Decided already for the same integrations" />
          <ul className="grid gap-2">
            {choices.map((choice) => (
              <li key={choice.decisionId} className="flex flex-wrap items-center justify-between gap-2">
                <span>
                  <b>{choice.name}</b>
                  <small className="block text-ink-3">
                    Decided by {choice.decidedByName},{' '}
                    <Instant value={choice.decidedAt} timeZone={timeZone} />
                  </small>
                </span>
                <LinkButton
                  href={changeHref(assessmentId, choice.decisionId)}
                  icon={<ChevronRight />}
                  label={`See what changes with ${choice.name}`}
                >
                  See what changes
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="anew">
        <SectionHead id="anew" title="Answer the questions anew" />
        <p className="mb-3 text-ink-2 text-read">
          The result is recorded with its reasons. From there you come back to what it would change in this
          assessment.
        </p>
        <LinkButton href={pickerHref(integrationIds)} variant={choices.length > 0 ? 'default' : 'primary'}>
          Answer the questions
        </LinkButton>
      </section>
    </div>
  );
}
