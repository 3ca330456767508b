'use client';

import type { Route } from 'next';
import Form from 'next/form';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ChangeEvent, type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { ArrowLeft, ChevronRight } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { SubmitButton } from '@/components/ui/submit-button';
import type { PickerContext } from '@/lib/questionnaire/model/facts';
import { considering } from '@/lib/questionnaire/rules/pane';
import { walk } from '@/lib/questionnaire/rules/walk';
import { AskColleague } from './ask-colleague';
import { OptionList } from './option-list';
import { PaneView } from './pane-view';
import { type PickerRun, questionAddress, runFields, startAddress } from './run-address';
import { StepLine } from './step-line';
import { usePickerKeys } from './use-picker-keys';

type PickerQuestionProps = {
  context: PickerContext;
  run: PickerRun;
  /** An answered question that is looked at again; otherwise the next one. */
  viewing: string | null;
  leaveHref: Route;
};

/**
 * One question. The rules run here for the pane beside it, while an answer is only being considered; the server runs
 * them again for each step and before anything is recorded. Answers live in the address, so reload and Back keep them.
 */
export function PickerQuestion({ context, run, viewing, leaveHref }: PickerQuestionProps) {
  const router = useRouter();
  const walked = useMemo(() => walk(context, run.answers), [context, run]);
  const step = walked.steps.find((one) => one.question.id === viewing);
  const question = step?.question ?? walked.next;
  const [values, setValues] = useState<readonly string[]>(step?.values ?? question?.suggested ?? []);
  const [isMissing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const back = useRef<HTMLAnchorElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const onLeave = useMemo(() => () => router.push(leaveHref), [router, leaveHref]);
  usePickerKeys({ form, back, onLeave });
  useEffect(() => heading.current?.focus(), []);
  const pane = useMemo(
    () => question && considering(context, run.answers, question.ref, values),
    [context, run, question, values],
  );
  if (!question || !pane) return null;

  const number = step?.number ?? walked.steps.length + 1;
  // The question itself is still among the open ones until something is chosen.
  const moreCount = values.length > 0 ? pane.openCount : Math.max(0, pane.openCount - 1);
  const previous = walked.steps[number - 2];
  const backHref = previous ? questionAddress(run, previous.question.id) : startAddress(run);

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const { value, checked, type } = event.currentTarget;
    setMissing(false);
    if (type === 'radio') setValues([value]);
    else setValues(toggled(values, value, checked));
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    if (values.length > 0) return;
    event.preventDefault();
    setMissing(true);
    form.current?.querySelector<HTMLInputElement>('.check')?.focus();
  }

  return (
    <div className="wizard">
      <Form ref={form} action={'/assessments/new' as Route} className="ask" onSubmit={submit} scroll={false}>
        {runFields(run, question.id).map(({ key, name, value }) => (
          <input key={key} type="hidden" name={name} value={value} />
        ))}
        <div className="ask-body">
          <StepLine number={number} moreCount={moreCount} isEdit={step !== undefined} />
          {question.about && context.chosen.length + context.others.length > 1 && (
            <p className="ask-about">{question.about}</p>
          )}
          <h1 ref={heading} tabIndex={-1} id="question">
            {question.title}
          </h1>
          {question.intro && <p className="ask-intro">{question.intro}</p>}
          {question.registerNote && <p className="ask-intro">In the register: {question.registerNote}</p>}
          <OptionList
            question={question}
            values={values}
            isFromRegister={step ? step.source === 'REGISTER' : question.suggested.length > 0}
            isMissing={isMissing}
            onChange={choose}
          />
          {question.help && (
            <details className="group mt-4">
              <summary className="inline-flex items-center gap-1.5 text-accent">
                <ChevronRight className="group-open:rotate-90" />
                How to find out
              </summary>
              <p className="mt-1 pl-5.5 text-ink-2 text-read">{question.help}</p>
            </details>
          )}
        </div>
        <footer className="ask-foot">
          <Link ref={back} className="btn" href={backHref} scroll={false}>
            <ArrowLeft />
            Back
            <KeyCap>K</KeyCap>
          </Link>
          <div className="hints" aria-hidden="true">
            <span>a letter {question.isMultiple ? 'ticks' : 'chooses'}</span>
            <span>
              <kbd>?</kbd> all keys
            </span>
          </div>
          <AskColleague question={question} />
          <SubmitButton busyText="Continue">
            Continue
            <KeyCap>Enter</KeyCap>
          </SubmitButton>
        </footer>
      </Form>
      <PaneView
        pane={pane}
        now={values.length > 0 ? question.id : null}
        addressOf={(id) => questionAddress(run, id)}
      />
    </div>
  );
}

/** Ticks and unticks; "none of these" and anything else exclude each other. */
function toggled(values: readonly string[], value: string, isTicked: boolean): readonly string[] {
  if (!isTicked) return values.filter((one) => one !== value);
  if (value === 'NONE') return ['NONE'];
  return [...values.filter((one) => one !== 'NONE'), value];
}
