import type { Route } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { ChevronRight } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { SectionHead } from '@/components/ui/section-head';
import { StatusGlyph } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { FormPart } from '@/lib/attestation/model/form';
import { partName, partWords } from '@/lib/attestation/rules/parts';
import { findingNames } from '@/lib/catalogue/model';
import { plural } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import type { ChangedRequirement, ChangePreview } from '@/lib/questionnaire-change/model';

type ChangePreviewViewProps = {
  assessmentId: string;
  preview: ChangePreview;
  cancelHref: Route;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Everything that would change, before it does. */
export function ChangePreviewView({ assessmentId, preview, cancelHref, action }: ChangePreviewViewProps) {
  const { from, to, stay, added, fallAway, answerAgain, form } = preview;
  const answeredAway = fallAway.filter((one) => one.answered > 0).length;
  const back = added.filter((one) => one.rows > 0);
  const fresh = added.filter((one) => one.rows === 0);
  return (
    <div className="grid max-w-3xl gap-7">
      <section aria-labelledby="stay">
        <SectionHead id="stay" title={`${noneOr(stay.answered, 'answer stays', 'answers stay')}`} />
        <p className="text-read">
          {noneOr(stay.requirements, 'requirement is', 'requirements are')} asked by {from.name} and {to.name}
          . Answers, tests, evidence, comments, reviews and history of these are not touched.
        </p>
      </section>
      {answerAgain.length > 0 && (
        <section aria-labelledby="again">
          <SectionHead
            id="again"
            title={`${noneOr(answerAgain.length, 'requirement has', 'requirements have')} to be answered anew`}
          />
          <p className="mb-2 text-read">
            {to.name} does not offer the answer that they have. What was said stays in their history.
          </p>
          <Requirements list={answerAgain} summary="Which ones" isOpen />
        </section>
      )}
      <section aria-labelledby="added">
        <SectionHead
          id="added"
          title={noneOr(added.length, 'requirement is added', 'requirements are added')}
        />
        {fresh.length > 0 && <Requirements list={fresh} summary="To be answered" />}
        {back.length > 0 && (
          <Requirements list={back} summary="Asked before: they come back with their answers" />
        )}
      </section>
      <section aria-labelledby="away">
        <SectionHead
          id="away"
          title={noneOr(fallAway.length, 'requirement falls away', 'requirements fall away')}
        />
        {fallAway.length > 0 && (
          <>
            <p className="mb-2 text-read">
              {answeredAway === 0
                ? 'None of them has an answer.'
                : `${noneOr(answeredAway, 'has an answer', 'have an answer')}. `}
              {answeredAway > 0 &&
                'Nothing is deleted: they are out of sight, count for nothing, and come back as they were if the questionnaire changes back.'}
            </p>
            <Requirements
              list={fallAway}
              summary="Which ones, and their answers"
              isOpen={answeredAway > 0 && fallAway.length <= 12}
            />
          </>
        )}
      </section>
      <section aria-labelledby="form">
        <SectionHead id="form" title="The attestation’s form" />
        <dl className="props">
          <dt>To fill in anew</dt>
          <dd>{form.anew.length === 0 ? 'Nothing' : <Parts parts={form.anew} />}</dd>
          {form.stays.length > 0 && (
            <>
              <dt>Stays as it is</dt>
              <dd>
                <Parts parts={form.stays} />
              </dd>
            </>
          )}
          {form.hidden.length > 0 && (
            <>
              <dt>Kept, not printed</dt>
              <dd>
                <Parts parts={form.hidden} />
              </dd>
            </>
          )}
        </dl>
      </section>
      <ActionForm action={action} className="grid gap-3">
        <input type="hidden" name="assessmentId" value={assessmentId} />
        <input type="hidden" name="decisionId" value={preview.decisionId} />
        <input type="hidden" name="version" value={preview.version} />
        {preview.newName !== null && (
          <TextField
            name="name"
            label="Name of the assessment"
            hint={`Its name speaks of ${from.name}. Leave it as you want it to be called.`}
            defaultValue={preview.newName}
            maxLength={120}
            autoComplete="off"
            required
          />
        )}
        <div className="flex flex-wrap gap-2">
          <SubmitButton busyText="Changing">
            {from.questionnaireId === to.questionnaireId ? 'Rest on this decision' : `Change to ${to.name}`}
          </SubmitButton>
          <LinkButton href={cancelHref} variant="ghost">
            Cancel
          </LinkButton>
        </div>
      </ActionForm>
    </div>
  );
}

function Requirements({
  list,
  summary,
  isOpen = false,
}: {
  list: readonly ChangedRequirement[];
  summary: string;
  isOpen?: boolean;
}) {
  // Those with an answer first: what is at stake stands on top.
  const sorted = list.toSorted((one, other) => Number(other.answered > 0) - Number(one.answered > 0));
  return (
    <details className="group mt-1" open={isOpen}>
      <summary className="inline-flex items-center gap-1.5 text-accent">
        <ChevronRight className="group-open:rotate-90" />
        {summary} ({list.length})
      </summary>
      <ul className="mt-2 grid gap-1 pl-5.5">
        {sorted.map((one) => (
          <li key={one.requirementNumber} className="flex flex-wrap items-center gap-x-2">
            <span className="min-w-0">
              <b>{one.requirementNumber}</b> {one.title}
            </span>
            {one.answered > 0 && (
              <span className="status text-ink-2">
                <StatusGlyph kind={one.finding ?? 'UNANSWERED'} />
                {one.finding ? findingNames[one.finding] : `${one.answered} of ${one.rows} rows answered`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Parts({ parts }: { parts: readonly FormPart[] }) {
  return <>{parts.map((part) => `${partName(part)}, ${partWords[part].title}`).join('; ')}</>;
}

function noneOr(count: number, one: string, many: string): string {
  return count === 0 ? `No ${many}` : plural(count, one, many);
}
