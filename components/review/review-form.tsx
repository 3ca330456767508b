'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useState } from 'react';
import { ReviewMark } from '@/components/response/context/review-panel';
import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { CircleCheck } from '@/components/ui/icons';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextAreaField } from '@/components/ui/text-field';
import { findingNames } from '@/lib/catalogue/model';
import type { ActionResult } from '@/lib/platform/result';
import { type ReviewLine, type ReviewOutcome, reviewNames, seenText } from '@/lib/review/model';

type ReviewFormProps = {
  assessmentId: string;
  rows: readonly ReviewLine[];
  /** Null for those who may only read. */
  action:
    | ((previous: ActionResult<ReviewOutcome> | null, form: FormData) => Promise<ActionResult<ReviewOutcome>>)
    | null;
};

const views = {
  READY: { name: 'Wait for review', shows: ({ state }: ReviewLine) => state === 'READY' },
  OPEN: { name: 'Not reviewed', shows: ({ state }: ReviewLine) => state !== 'APPROVED' },
  RETURNED: { name: 'Returned', shows: ({ state }: ReviewLine) => state === 'RETURNED' },
  CHANGED: { name: 'Changed since', shows: ({ state }: ReviewLine) => state === 'CHANGED' },
  ALL: { name: 'All', shows: () => true },
} as const;
type View = keyof typeof views;

/** Answers as a reviewer goes through them: look, tick, approve; what is not good goes back with a reason. */
export function ReviewForm({ assessmentId, rows, action }: ReviewFormProps) {
  const [chosen, setView] = useState<View | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<ReviewOutcome | null>(null);
  const [turn, setTurn] = useState(0);
  const view = chosen ?? (rows.some(views.READY.shows) ? 'READY' : 'OPEN');
  const shown = rows.filter(views[view].shows);
  // What went back and was not changed since is approved one by one only, by whoever changed their mind.
  const tickable = shown.filter(
    ({ lacks, bar, state }) => !lacks && !bar && state !== 'APPROVED' && state !== 'RETURNED',
  );
  const marked = shown.filter(({ requirementNumber }) => ticked.has(requirementNumber));
  const count = marked.length;
  const approvable = marked.filter(({ bar }) => bar === '').length;
  const tick = (numbers: readonly string[], on: boolean) =>
    setTicked(
      (before) => new Set([...before].filter((one) => !numbers.includes(one)).concat(on ? numbers : [])),
    );

  const table = (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and its own box; these are toggle buttons */}
      <div className="flex flex-wrap gap-2" role="group" aria-label="Show">
        {(Object.keys(views) as View[]).map((each) => (
          <Button
            key={each}
            size="sm"
            variant={each === view ? 'default' : 'ghost'}
            aria-pressed={each === view}
            onClick={() => setView(each)}
          >
            {views[each].name} {rows.filter(views[each].shows).length}
          </Button>
        ))}
      </div>
      {shown.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="Nothing here" as="p">
          {view === 'OPEN' ? 'Every answer is reviewed.' : 'No answer is in this state.'}
        </EmptyState>
      ) : (
        <table className="table">
          <caption className="sr-only">Answers and their reviews</caption>
          <thead>
            <tr>
              {action && (
                <th scope="col" className="w-8">
                  <input
                    type="checkbox"
                    className="check"
                    aria-label={`All ${tickable.length} that can be approved`}
                    checked={tickable.length > 0 && count === tickable.length}
                    disabled={tickable.length === 0}
                    onChange={(event) =>
                      tick(
                        tickable.map(({ requirementNumber }) => requirementNumber),
                        event.target.checked,
                      )
                    }
                  />
                </th>
              )}
              <th scope="col">Requirement</th>
              <th scope="col">Answer</th>
              <th scope="col" className="max-md:hidden">
                Answered by
              </th>
              <th scope="col" className="num max-md:hidden">
                Evidence
              </th>
              <th scope="col">Review</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Line
                key={row.requirementNumber}
                {...{ assessmentId, row }}
                isTicked={ticked.has(row.requirementNumber)}
                onTick={action && ((on) => tick([row.requirementNumber], on))}
              />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
  if (!action) return <div className="grid gap-4">{table}</div>;
  return (
    <ActionForm
      action={action}
      onSuccess={(outcome) => {
        setDone(outcome);
        setTurn((before) => before + 1);
        setTicked(new Set(outcome.left.map(({ requirementNumber }) => requirementNumber)));
      }}
      className="grid gap-4"
    >
      <input type="hidden" name="assessmentId" value={assessmentId} />
      <div className="sticky top-0 z-10 grid gap-3 border-line border-b bg-surface py-3">
        <TextAreaField
          key={turn}
          name="reason"
          label="What has to be changed"
          hint="For answers that go back."
          rows={2}
        />
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton name="what" value="APPROVE" busyText="Saving">
            {approvable === 0 ? 'Approve' : `Approve ${approvable}`}
          </SubmitButton>
          <SubmitButton name="what" value="RETURN" variant="default" busyText="Saving">
            {count === 0 ? 'Return' : `Return ${count}`}
          </SubmitButton>
        </div>
        {done && <Done outcome={done} />}
      </div>
      {table}
    </ActionForm>
  );
}

function Done({ outcome: { changed, left } }: { outcome: ReviewOutcome }) {
  return (
    <div role="status" className="text-ink-2">
      {changed.length > 0 && <p>{changed.length === 1 ? '1 answer' : `${changed.length} answers`} done.</p>}
      {left.length > 0 && (
        <ul>
          {left.map(({ requirementNumber, why }) => (
            <li key={requirementNumber}>
              <b>{requirementNumber}</b> {why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type LineProps = {
  assessmentId: string;
  row: ReviewLine;
  isTicked: boolean;
  onTick: ((on: boolean) => void) | null;
};

function Line({ assessmentId, row, isTicked, onTick }: LineProps) {
  const { requirementNumber, title, finding, lacks, state } = row;
  return (
    <tr>
      {onTick && (
        <td>
          <input
            type="checkbox"
            className="check"
            name="requirements[]"
            value={seenText(row)}
            aria-label={`${requirementNumber} ${title}`}
            checked={isTicked}
            onChange={(event) => onTick(event.target.checked)}
          />
        </td>
      )}
      <th scope="row">
        <Link
          href={`/assessments/${assessmentId}/requirements/${requirementNumber}` as Route}
          prefetch={false}
        >
          {requirementNumber} {title}
        </Link>
      </th>
      <td>
        <Status kind={finding ?? 'UNANSWERED'}>{finding ? findingNames[finding] : 'Unanswered'}</Status>
        {lacks && finding && <small className="tone-soon block">{lacks}</small>}
        {row.claim && <small className="block text-ink-3">Claimed: {row.claim}</small>}
      </td>
      <td className="max-md:hidden">
        {row.isOwn && row.answeredBy.length === 1 ? 'You' : row.answeredBy.join(', ')}
      </td>
      <td className="num max-md:hidden">
        {row.evidence === 0 ? <span className="text-ink-3">0</span> : row.evidence}
      </td>
      <td>
        {state ? (
          <span className="flex items-center gap-1.5">
            <ReviewMark state={state} />
            {reviewNames[state]}
          </span>
        ) : (
          <span className="text-ink-3">Not yet</span>
        )}
        {onTick && row.bar && state !== 'APPROVED' && <small className="block text-ink-2">{row.bar}</small>}
      </td>
    </tr>
  );
}
