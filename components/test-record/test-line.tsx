'use client';

import { type FormEvent, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import type { FieldErrors } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { DescriptionList } from '@/components/ui/description-list';
import { closingOnEscape } from '@/components/ui/escape';
import {
  ChevronRight,
  CircleCheck,
  CircleDot,
  CircleUserRound,
  Eye,
  type Icon,
  OctagonX,
  ScanSearch,
} from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';
import { formatDay } from '@/lib/platform/format';
import {
  methodNames,
  resultNames,
  type TestMethod,
  type TestResult,
  type TestsView,
  type TestView,
} from '@/lib/test-record/model';
import { deedWords } from '@/lib/test-record/rules';
import { askTests } from './tests-api';

const glyphs: Record<TestMethod, Icon> = {
  EXAMINED: ScanSearch,
  OBSERVED: Eye,
  INTERVIEWED: CircleUserRound,
};
const resultLooks: Record<TestResult, { tone: string; glyph: Icon }> = {
  MET: { tone: 'tone-ok', glyph: CircleCheck },
  PARTLY: { tone: 'tone-soon', glyph: CircleDot },
  NOT_MET: { tone: 'tone-late', glyph: OctagonX },
};

type TestLineProps = {
  address: string;
  requirementNumber: string;
  test: TestView;
  rowName: string;
  mayChange: boolean;
  onEdit: () => void;
  onChanged: (view: TestsView) => void;
};

/** One test: how, what, by whom, when, on what sample and with what result; all of it below when it is opened. */
export function TestLine(props: TestLineProps) {
  const { test, rowName, mayChange, onEdit } = props;
  const [isLeaving, setLeaving] = useState(false);
  const { tone, glyph: ResultGlyph } = resultLooks[test.result];
  return (
    <details>
      <summary>
        <span className="min-w-0">
          <span className="block truncate font-medium">{test.examined.trim() || deedWords(test)}</span>
          <small className="test-facts">
            {rowName && <span className="truncate">{rowName}</span>}
            {test.methods.map((method) => {
              const Glyph = glyphs[method];
              return (
                <span key={method} className="test-method">
                  <Glyph />
                  {methodNames[method]}
                </span>
              );
            })}
            <span>{test.performedByName}</span>
            <time dateTime={test.performedOn}>{formatDay(test.performedOn)}</time>
            {test.sample && <span className="truncate">Sample: {test.sample}</span>}
          </small>
        </span>
        <span className={`status ${tone}`}>
          <ResultGlyph className="size-3.5" />
          {resultNames[test.result]}
        </span>
        <ChevronRight className="test-chevron" />
      </summary>
      <div className="test-whole">
        <DescriptionList facts={factsOf(test)} />
        {mayChange && !isLeaving && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={onEdit}>
              Change
            </Button>
            <Button size="sm" variant="ghost" onClick={() => setLeaving(true)}>
              Withdraw
            </Button>
          </div>
        )}
        {mayChange && isLeaving && <WithdrawForm {...props} onClose={() => setLeaving(false)} />}
      </div>
    </details>
  );
}

function factsOf(test: TestView) {
  const facts = [
    ['Examined or observed', test.examined],
    ['Asked', test.asked],
    ['Of whom', test.askedOf],
    ['Population', test.population],
    ['Sample', test.sample],
    ['Note', test.note],
    ['Recorded by', test.recordedByName],
  ] as const;
  return facts
    .filter(([, text]) => text.trim() !== '')
    .map(([term, text]) => ({
      term,
      detail: <span className="whitespace-pre-wrap wrap-anywhere">{text}</span>,
    }));
}

/** Asks why: what does not count any more stays in the record with its reason. */
function WithdrawForm({
  address,
  requirementNumber,
  test,
  onChanged,
  onClose,
}: TestLineProps & { onClose: () => void }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<{ message: string; fieldErrors: FieldErrors } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const { testId, version } = test;
    const reason = new FormData(event.currentTarget).get('reason');
    const answer = await askTests(address, 'DELETE', { testId, version, reason });
    setPending(false);
    if (!answer.ok) {
      setProblem(answer);
      return;
    }
    onChanged(answer.value);
    showToast({ message: `Withdrew a test of ${requirementNumber}. The log keeps it.` });
  }

  return (
    <ActionFormContext value={{ pending, fieldErrors: problem?.fieldErrors ?? {} }}>
      <form
        onSubmit={submit}
        noValidate
        data-writing
        aria-label="Withdraw this test"
        className="grid gap-2"
        onKeyDown={closingOnEscape(onClose)}
      >
        <TextField name="reason" label="Why it does not count" autoComplete="off" autoFocus />
        {problem && Object.keys(problem.fieldErrors).length === 0 && (
          <p role="alert" className="text-danger">
            {problem.message}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button variant="danger" size="sm" type="submit" busy={pending}>
            Withdraw test
          </Button>
          <Button size="sm" onClick={onClose}>
            Keep it
          </Button>
        </div>
      </form>
    </ActionFormContext>
  );
}
