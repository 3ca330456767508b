'use client';

import { lazy, Suspense, useCallback, useEffect, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ClockAlert, ScanSearch } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { patiently } from '@/components/ui/patiently';
import type { Reading } from '@/components/ui/reading';
import { TryAgain } from '@/components/ui/try-again';
import { useTurns } from '@/components/ui/use-turns';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';
import { deriveFinding } from '@/lib/response/rules/progress';
import type { TestsView } from '@/lib/test-record/model';
import { unmetOnOf, untestedRows } from '@/lib/test-record/rules';
import type { ResultNotes } from './described-results';
import { draftAt } from './test-drafts';
import { askTests, testsAddress } from './tests-api';

const TestList = lazy(patiently(() => import('./test-list')));
const TestForm = lazy(patiently(() => import('./test-form')));

type TestingSectionProps = {
  assessmentId: string;
  requirementNumber: string;
  person: { userId: string; name: string };
  /** Words of each answer row, where the requirement takes several answers. */
  rowNames: readonly string[];
  findings: readonly (Finding | null)[];
  /** True when nothing can be changed here (role, or a signed or archived assessment). */
  locked: boolean;
  /** The guide's steps of testing, to start a text from. */
  steps: readonly string[];
  reading: Reading;
  /** Told how many there are, and the day of the newest that was not fully met with none after it that was. */
  onCount: (count: number, unmetOn: string | null) => void;
  /** The answer's described results, where the form asks for them. */
  results: ResultNotes | null;
};

/** What was tested for one requirement. Mount it with the requirement as its key; lines and form come when they are needed. */
export function TestingSection(props: TestingSectionProps) {
  const { requirementNumber, rowNames, findings, locked, steps } = props;
  const address = testsAddress(props.assessmentId, requirementNumber);
  const [view, setView] = useState<TestsView | null>(null);
  const [problem, setProblem] = useState('');
  const [open, setOpen] = useState<'NEW' | (string & {}) | null>(() => {
    const draft = draftAt(address);
    return draft && (draft.testId ?? 'NEW');
  });
  // A form that only stands open again must not take the keys that go on to the next requirement.
  const [isChosen, setChosen] = useState(false);
  const headingId = useId();

  // A test that is being corrected is not taken from under the hands: a view without it waits until the form is closed.
  const edited = view?.tests.find((test) => test.testId === open) ?? null;
  const held = edited?.testId;
  const load = useCallback(
    async (init: RequestInit = {}) => {
      const answer = await askTests(address, 'GET', undefined, init);
      if (init.signal?.aborted) return;
      setProblem(answer.ok ? '' : answer.message);
      if (answer.ok && (!held || answer.value.tests.some(({ testId }) => testId === held)))
        setView(answer.value);
    },
    [address, held],
  );
  useTurns(props.reading, view, load);

  const count = view?.tests.length;
  const { unmetOn = null } = unmetOnOf(view?.tests ?? []);
  const { onCount } = props;
  useEffect(() => {
    if (count !== undefined) onCount(count, unmetOn);
  }, [count, unmetOn, onCount]);

  const choose = (next: typeof open) => {
    setChosen(true);
    setOpen(next);
  };
  // The keyboard goes on where the form was asked for.
  const close = () => {
    setOpen(null);
    document.getElementById('record-test')?.focus();
  };
  const mayChange = !locked && view?.locked === null;
  const form = mayChange && open !== null && (
    <Suspense fallback={<span className="bone my-3 w-56" />}>
      <TestForm
        key={open}
        address={address}
        requirementNumber={requirementNumber}
        person={props.person}
        view={view}
        test={edited}
        rowNames={rowNames}
        steps={steps}
        takesFocus={isChosen}
        onFresh={setView}
        onSaved={(next) => {
          setView(next);
          close();
        }}
        onClose={close}
      />
    </Suspense>
  );
  return (
    <section aria-labelledby={headingId} className="mt-[1.125rem]">
      <div className="section-head">
        <h2 id={headingId}>Testing</h2>
        {view && <Remark findings={findings} view={view} />}
        {mayChange && (
          <div className="section-actions">
            <Button
              id="record-test"
              variant="ghost"
              size="sm"
              icon={<ScanSearch />}
              aria-expanded={open === 'NEW'}
              onClick={() => {
                choose('NEW');
                // Where it stands open already, the same button and key lead into it.
                document.querySelector<HTMLElement>('.test-form :is(input, select, textarea)')?.focus();
              }}
            >
              Record a test
              <KeyCap>T</KeyCap>
            </Button>
          </div>
        )}
      </div>
      {problem && (
        <p role="alert" className="flex flex-wrap items-center gap-2 py-1 text-danger">
          {problem}
          <TryAgain onAgain={() => void load()} />
        </p>
      )}
      {view && view.tests.length > 0 && (
        <Suspense fallback={<span className="bone my-3 w-56" />}>
          <TestList
            address={address}
            requirementNumber={requirementNumber}
            view={view}
            rowNames={rowNames}
            locked={!mayChange}
            results={mayChange ? props.results : null}
            open={edited && open}
            form={form}
            onEdit={choose}
            onChanged={(next) => {
              setView(next);
              document.getElementById('record-test')?.focus();
            }}
          />
        </Suspense>
      )}
      {!edited && form}
    </section>
  );
}

/** How much was tested; said aloud where an answer claims more than a test stands for. It stops nobody. */
function Remark({ findings, view }: { findings: TestingSectionProps['findings']; view: TestsView }) {
  const count = view.tests.length;
  const untested = view.locked === null ? untestedRows(findings, view.tests).length : 0;
  const { unmetOn } = view.locked === null ? unmetOnOf(view.tests) : {};
  const finding = deriveFinding(findings.map((one) => ({ finding: one })));
  if (unmetOn && (finding === 'IN_PLACE' || finding === 'IN_PLACE_WITH_CCW')) {
    return (
      <span className="status tone-late text-wrap text-small">
        <ClockAlert className="size-3.5" />
        The answer says {findingNames[finding]}, but the test of {formatDay(unmetOn)} was not fully met. Test
        again once it is, or change the answer.
      </span>
    );
  }
  if (untested === 0) return <small>{count === 1 ? '1 test' : count ? `${count} tests` : 'none yet'}</small>;
  return (
    <span className="status tone-soon text-wrap text-small">
      <ClockAlert className="size-3.5" />
      No test is recorded yet{count > 0 && ` for ${untested} of ${findings.length} rows`}.
    </span>
  );
}
