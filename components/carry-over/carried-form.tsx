'use client';

import { type ReactNode, useState } from 'react';
import { JointTestFields } from '@/components/test-record/joint-test-fields';
import { emptyDraft, inputOf } from '@/components/test-record/test-drafts';
import { ActionForm } from '@/components/ui/action-form';
import { useActionForm } from '@/components/ui/action-form-context';
import { SubmitButton } from '@/components/ui/submit-button';
import type { CarriedLine, CarryOutcome } from '@/lib/carry-over/model';
import { isFree, isFreeWithTest, withOutcome } from '@/lib/carry-over/rules';
import type { ActionResult } from '@/lib/platform/result';
import { CarriedOutcome, type UndoAction } from './carried-outcome';
import { CarriedTable } from './carried-table';

type ConfirmAction = (
  previous: ActionResult<CarryOutcome> | null,
  form: FormData,
) => Promise<ActionResult<CarryOutcome>>;

type CarriedFormProps = {
  assessmentId: string;
  lines: readonly CarriedLine[];
  sections: readonly { requirementNumber: string; title: string }[];
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
export function CarriedForm(props: CarriedFormProps) {
  const { assessmentId, lines, sections, timeZone, person, today, actions } = props;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<readonly CarryOutcome[]>([]);
  const [shown, setShown] = useState<Shown>('ALL');
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
  const table = (
    <CarriedTable
      lines={inSight[shown]}
      answered={shown === 'ALL' ? answered : []}
      sections={shown === 'TOGETHER' ? sections : null}
      {...{ assessmentId, timeZone, free, ticked }}
      onTick={actions && tick}
    />
  );
  if (!actions) return table;
  const { confirm, undo } = actions;

  const send: ConfirmAction = async (previous) => {
    if (chosen.length === 0) {
      return { ok: false, code: 'INVALID', message: 'Choose at least one answer to confirm.' };
    }
    const asked = new FormData();
    asked.set('assessmentId', assessmentId);
    // Also what the filter has taken out of sight.
    for (const one of chosen) asked.append('requirementNumbers[]', one.requirementNumber);
    asked.set('test', untested > 0 ? JSON.stringify(inputOf(test)) : '');
    return confirm(previous, asked);
  };

  return (
    <ActionForm
      action={send}
      onSuccess={(outcome) => {
        setDone((before) => withOutcome(before, outcome));
        setTicked(new Set());
        setTest(emptyDraft(person, today));
      }}
      className="grid min-w-0 gap-4"
    >
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
          Together only what is unchanged and has valid evidence. Where a test of this year is missing, you
          record it with this.
        </span>
        {done.map((outcome) => (
          <CarriedOutcome
            key={outcome.changeId ?? 'nothing'}
            {...{ assessmentId, outcome, undo }}
            onUndone={() => setDone((before) => before.filter((one) => one !== outcome))}
          />
        ))}
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
