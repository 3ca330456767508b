'use client';

import { type ReactNode, useState } from 'react';
import { JointTestFields } from '@/components/test-record/joint-test-fields';
import { emptyDraft, inputOf } from '@/components/test-record/test-drafts';
import { ActionForm } from '@/components/ui/action-form';
import { useActionForm } from '@/components/ui/action-form-context';
import { SubmitButton } from '@/components/ui/submit-button';
import type { CarriedLine, CarryOutcome } from '@/lib/carry-over/model';
import { isFree, isFreeWithTest } from '@/lib/carry-over/rules';
import type { ActionResult } from '@/lib/platform/result';
import { CarriedOutcome, type UndoAction } from './carried-outcome';
import { CarriedRow } from './carried-row';

type ConfirmAction = (
  previous: ActionResult<CarryOutcome> | null,
  form: FormData,
) => Promise<ActionResult<CarryOutcome>>;

type CarriedFormProps = {
  assessmentId: string;
  lines: readonly CarriedLine[];
  timeZone: string;
  person: { userId: string; name: string };
  today: string;
  /** Null for those who may only read. */
  actions: { confirm: ConfirmAction; undo: UndoAction } | null;
};

const shownNames = { ALL: 'All', TOGETHER: 'Can be confirmed together', ALONE: 'To look at one by one' };
type Shown = keyof typeof shownNames;

/**
 * Last year's answers: those with something to look at lead to their requirement, the others are confirmed together. Where
 * all that is missing is a test of this year, one test for the ticked ones is recorded with it.
 */
export function CarriedForm({ assessmentId, lines, timeZone, person, today, actions }: CarriedFormProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<CarryOutcome | null>(null);
  const [shown, setShown] = useState<Shown>('ALL');
  const [isWhole, setWhole] = useState(false);
  const [test, setTest] = useState(() => emptyDraft(person, today));
  const waiting = lines.filter(({ isAnswered }) => !isAnswered);
  const answered = lines.filter(({ isAnswered }) => isAnswered);
  const free = waiting.filter(isFreeWithTest);
  const inSight: Record<Shown, readonly CarriedLine[]> = {
    ALL: waiting,
    TOGETHER: free,
    ALONE: waiting.filter((line) => !isFreeWithTest(line)),
  };
  const chosen = free.filter(({ requirementNumber }) => ticked.has(requirementNumber));
  const untested = chosen.filter((line) => !isFree(line)).length;
  const tick = (numbers: readonly string[], on: boolean) =>
    setTicked(
      (before) => new Set([...before].filter((one) => !numbers.includes(one)).concat(on ? numbers : [])),
    );
  const rowOf = (line: CarriedLine) => (
    <CarriedRow
      key={line.requirementNumber}
      {...{ assessmentId, line, timeZone }}
      tick={
        actions &&
        isFreeWithTest(line) && {
          checked: ticked.has(line.requirementNumber),
          onChange: (on) => tick([line.requirementNumber], on),
        }
      }
    />
  );
  const table = (
    <table className="table table-two-line">
      <caption className="sr-only">Answers of last year</caption>
      <thead>
        <tr>
          {actions && (
            <th scope="col" className="w-8">
              <input
                type="checkbox"
                className="check"
                aria-label={`All ${free.length} that can be confirmed together`}
                checked={free.length > 0 && chosen.length === free.length}
                disabled={free.length === 0}
                onChange={(event) =>
                  tick(
                    free.map(({ requirementNumber }) => requirementNumber),
                    event.target.checked,
                  )
                }
              />
            </th>
          )}
          <th scope="col">Requirement</th>
          <th scope="col" className="max-md:hidden">
            Last year
          </th>
          <th scope="col" className="max-md:hidden">
            By
          </th>
          <th scope="col" className="max-md:hidden">
            This year
          </th>
        </tr>
      </thead>
      <tbody>{inSight[shown].map(rowOf)}</tbody>
      {answered.length > 0 && !isWhole && shown === 'ALL' && (
        <tbody>
          <tr>
            <td colSpan={actions ? 5 : 4}>
              <button type="button" className="link" onClick={() => setWhole(true)}>
                Show {answered.length === 1 ? 'the one' : `the ${answered.length}`} that this year has
                answered
              </button>
            </td>
          </tr>
        </tbody>
      )}
      {isWhole && shown === 'ALL' && <tbody>{answered.map(rowOf)}</tbody>}
    </table>
  );
  if (!actions) return table;
  const { confirm, undo } = actions;

  const send: ConfirmAction = async (previous, form) => {
    if (chosen.length === 0) {
      return { ok: false, code: 'INVALID', message: 'Choose at least one answer to confirm.' };
    }
    // Also what the filter has taken out of sight.
    form.delete('requirementNumbers[]');
    for (const one of chosen) form.append('requirementNumbers[]', one.requirementNumber);
    const asked = confirmed(form, untested > 0 ? JSON.stringify(inputOf(test)) : '');
    return confirm(previous, asked);
  };

  return (
    <ActionForm
      action={send}
      onSuccess={(outcome) => {
        setDone(outcome);
        setTicked(new Set());
        setTest(emptyDraft(person, today));
      }}
      className="grid min-w-0 gap-4"
    >
      <input type="hidden" name="assessmentId" value={assessmentId} />
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Which answers</legend>
        {(Object.keys(shownNames) as Shown[]).map((one) => (
          <button
            key={one}
            type="button"
            className="btn btn-sm"
            aria-pressed={shown === one}
            onClick={() => setShown(one)}
          >
            {shownNames[one]} {inSight[one].length}
          </button>
        ))}
      </fieldset>
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-3 border-line border-b bg-surface py-3">
        <SubmitButton busyText="Confirming">{buttonWords(chosen.length, untested)}</SubmitButton>
        <span className="text-ink-2">
          Together only what is unchanged, has valid evidence and a test of this year.
        </span>
        {done && (
          <CarriedOutcome
            assessmentId={assessmentId}
            outcome={done}
            undo={undo}
            onUndone={() => setDone(null)}
          />
        )}
      </div>
      {untested > 0 && (
        <TestPart count={untested}>
          {(fieldErrors) => (
            <JointTestFields draft={test} onChange={setTest} {...{ person, today, fieldErrors }} />
          )}
        </TestPart>
      )}
      {table}
    </ActionForm>
  );
}

/** Only what the action takes: the fields of the test travel as one. */
function confirmed(form: FormData, test: string): FormData {
  const asked = new FormData();
  asked.set('assessmentId', form.get('assessmentId') ?? '');
  for (const number of form.getAll('requirementNumbers[]')) asked.append('requirementNumbers[]', number);
  asked.set('test', test);
  return asked;
}

function buttonWords(count: number, untested: number): string {
  if (count === 0) return 'Still so this year';
  if (untested === 0) return `Still so this year: ${count}`;
  return `Record the test for ${untested} and confirm ${count}`;
}

type Errors = Readonly<Record<string, readonly string[]>>;

function TestPart({ count, children }: { count: number; children: (errors: Errors) => ReactNode }) {
  const { fieldErrors } = useActionForm();
  return (
    <section className="well grid max-w-(--measure) gap-3" aria-label="One test for the chosen ones">
      <p>
        {count === 1
          ? 'One of the chosen has no test of this year yet. '
          : `${count} of the chosen have no test of this year yet. `}
        Say once how they were tested: it is recorded for each of them.
      </p>
      {children(fieldErrors)}
    </section>
  );
}
