'use client';

import './test-record.css';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ActionFormContext } from '@/components/ui/action-form-context';
import type { Refusal } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { isEscape } from '@/components/ui/escape';
import { Notice } from '@/components/ui/notice';
import { showToast } from '@/components/ui/toast-store';
import type { TestsView, TestView } from '@/lib/test-record/model';
import { clearDraft, draftOf, inputOf, keepDraft, type TestDraft } from './test-drafts';
import { TestFields } from './test-fields';
import { askTests } from './tests-api';

type TestFormProps = {
  address: string;
  requirementNumber: string;
  person: { userId: string; name: string };
  view: TestsView;
  /** The test that is corrected; null: a new one. */
  test: TestView | null;
  rowNames: readonly string[];
  steps: readonly string[];
  takesFocus: boolean;
  /** How the tests stand now, when somebody else has changed them. */
  onFresh: (view: TestsView) => void;
  onSaved: (view: TestsView) => void;
  onClose: () => void;
};

/** Records or corrects a test, in place. Loaded when it is asked for; what is written stays until it is cancelled. */
export default function TestForm(props: TestFormProps) {
  const { address, requirementNumber, view, test, rowNames, takesFocus, onFresh, onSaved, onClose } = props;
  const [draft, setDraft] = useState(() => draftOf(address, test?.testId ?? null) ?? newDraft(props));
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const change = (part: Partial<Pick<TestDraft, 'methods' | 'fields'>>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(address, next);
  };

  useEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [takesFocus]);
  useEffect(() => {
    const wrong = refusal && form.current?.querySelector<HTMLElement>('[aria-invalid], [role="alert"]');
    wrong?.focus();
  }, [refusal]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const { testId, version } = draft;
    const answer = await askTests(address, testId ? 'PATCH' : 'POST', {
      ...(testId && { testId, version }),
      ...inputOf(draft),
    });
    if (!answer.ok && answer.code === 'CONFLICT') await takeTheirs(answer.message);
    setPending(false);
    if (!answer.ok) {
      setRefusal(answer);
      return;
    }
    clearDraft(address, testId);
    onSaved(answer.value);
    showToast({ message: `${testId ? 'Changed' : 'Recorded'} a test of ${requirementNumber}.` });
  }

  /** Their version goes into the list; saving once more writes mine over it, or anew where theirs is gone. */
  async function takeTheirs(words: string) {
    const fresh = await askTests(address, 'GET');
    if (!fresh.ok) return;
    const theirs = fresh.value.tests.find(({ testId }) => testId === draft.testId);
    const next = { ...draft, testId: theirs?.testId ?? null, version: theirs?.version ?? 0 };
    if (!theirs) {
      // The form moves below the list, with the text and without what it said here.
      clearDraft(address, draft.testId);
      showToast({ message: words, tone: 'late' });
    }
    setDraft(next);
    keepDraft(address, next);
    onFresh(fresh.value);
  }

  function cancel() {
    clearDraft(address, draft.testId);
    onClose();
  }

  const isOver = refusal?.code === 'CONFLICT';
  return (
    <ActionFormContext value={{ pending, fieldErrors: refusal?.fieldErrors ?? {} }}>
      <form
        ref={form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (isEscape(event)) onClose();
        }}
        noValidate
        data-writing
        className="well test-form"
        aria-label={test ? 'Change a test' : 'Record a test'}
      >
        {refusal && Object.keys(refusal.fieldErrors).length === 0 && (
          <Notice tone="late" role="alert" title={refusal.message} focusable />
        )}
        <TestFields
          draft={draft}
          onChange={change}
          person={props.person}
          named={test}
          days={view}
          rowNames={rowNames}
          steps={props.steps}
        />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="sm" type="submit" busy={pending}>
            {wordOf(draft.testId !== null, pending, isOver)}
          </Button>
          <Button size="sm" onClick={cancel}>
            Cancel
          </Button>
        </div>
      </form>
    </ActionFormContext>
  );
}

function wordOf(isChange: boolean, pending: boolean, isOver: boolean): string {
  if (pending) return isChange ? 'Saving' : 'Recording';
  if (isChange) return isOver ? 'Save mine over it' : 'Save changes';
  return isOver ? 'Record as a new test' : 'Record test';
}

function newDraft({ test, person, view }: TestFormProps): TestDraft {
  const isNamed = test !== null && test.performedById === null;
  return {
    testId: test?.testId ?? null,
    version: test?.version ?? 0,
    methods: test?.methods ?? [],
    fields: {
      row: test?.row?.toString() ?? '',
      examined: test?.examined ?? '',
      asked: test?.asked ?? '',
      askedOf: test?.askedOf ?? '',
      performedById: test ? (test.performedById ?? '') : person.userId,
      performedByName: isNamed ? test.performedByName : '',
      performedOn: test?.performedOn ?? view.today,
      population: test?.population ?? '',
      sample: test?.sample ?? '',
      result: test?.result ?? '',
      note: test?.note ?? '',
    },
  };
}
