import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choice-field';
import { ChevronRight } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
type Ids = { analysisId: string; version: number };

function IdFields({ ids }: { ids: Ids }) {
  return (
    <>
      <input type="hidden" name="analysisId" value={ids.analysisId} />
      <input type="hidden" name="version" value={ids.version} />
    </>
  );
}

/** Approves a revision that says everything. */
export function ApproveForm({
  action,
  ids,
  person,
  isOwn,
  today,
}: {
  action: FormAction;
  ids: Ids;
  person: string;
  /** Who looks is named as the one who made it. */
  isOwn: boolean;
  today: string;
}) {
  return (
    <section aria-labelledby="approve-head" className="border-line border-t pt-4">
      <SectionHead id="approve-head" title="Approve it" />
      <ActionForm action={action} className="grid max-w-xl gap-4">
        <IdFields ids={ids} />
        <TextField
          name="approvedByName"
          label="Who approves it"
          maxLength={120}
          required
          autoComplete="off"
          defaultValue={person}
          hint={
            isOwn ? 'You made it yourself. Where somebody else can judge it, let them approve it.' : undefined
          }
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField name="approvedOn" label="On" required defaultValue={today} />
          <DateField
            name="nextReviewOn"
            label="Next review"
            optionalMark="optional"
            hint="Left empty: a year after the approval, which is the latest day."
          />
        </div>
        <div>
          <SubmitButton busyText="Approving">Approve</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}

/** Records the yearly look at an approved one. */
export function ReviewForm({
  action,
  ids,
  person,
  today,
  latest,
  isOpen,
}: {
  action: FormAction;
  ids: Ids;
  person: string;
  today: string;
  /** The last day for the next review, when it is reviewed today. */
  latest: string;
  isOpen: boolean;
}) {
  return (
    <details className="group border-line border-t pt-4" open={isOpen}>
      <summary className="flex items-center gap-2 font-semibold">
        <ChevronRight className="text-ink-3 group-open:rotate-90" />
        Record a review
      </summary>
      <ActionForm action={action} className="mt-3 grid max-w-xl gap-4">
        <IdFields ids={ids} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="reviewedByName"
            label="Who reviewed it"
            maxLength={120}
            required
            autoComplete="off"
            defaultValue={person}
          />
          <DateField name="reviewedOn" label="On" required defaultValue={today} />
        </div>
        <RadioGroup
          name="outcome"
          label="What came of it"
          choices={[
            { value: 'STILL_VALID', label: 'It is still valid' },
            {
              value: 'CHANGED',
              label: 'It has to change',
              hint: 'The next revision begins as a draft with the same words.',
            },
          ]}
        />
        <TextAreaField
          name="note"
          label="What was looked at, and what has to change"
          maxLength={5_000}
          rows={3}
        />
        <DateField
          name="nextReviewOn"
          label="Next review"
          optionalMark="optional"
          hint={`Left empty: a year after this review, ${formatDay(latest)} when it was today.`}
        />
        <div>
          <SubmitButton busyText="Recording">Record the review</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
