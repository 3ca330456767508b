import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Circle, CircleCheck, CircleDashed } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { Day } from '@/components/ui/time';
import { type Outcome, outcomes } from '@/lib/attestation/model/outcome';
import type { DraftView } from '@/lib/attestation/model/view';

const names: Record<Outcome, string> = {
  COMPLIANT: 'Compliant',
  NON_COMPLIANT: 'Non-Compliant, with a target date',
  COMPLIANT_WITH_LEGAL_EXCEPTION: 'Compliant but with Legal exception',
};

/** The three statuses of part 3, and which of them the answers lead to. Nobody chooses it: it follows. */
export function Verdict({ view, mayPrepare }: { view: DraftView; mayPrepare: boolean }) {
  const { result } = view;
  return (
    <section aria-labelledby="h-result">
      <SectionHead id="h-result" title="Result" note="as it stands today, from the answers" />
      <ul className="rounded-panel border border-line-strong">
        {outcomes.map((outcome) => (
          <VerdictLine
            key={outcome}
            outcome={outcome}
            isChosen={outcome === result.outcome}
            isReachable={outcome !== 'COMPLIANT' || result.outcome === 'COMPLIANT'}
            end={
              outcome === 'NON_COMPLIANT' &&
              result.outcome === outcome && <Target view={view} mayPrepare={mayPrepare} />
            }
          >
            {outcome === result.outcome ? chosenWords(view) : otherWords(outcome, view)}
          </VerdictLine>
        ))}
      </ul>
      {result.extent && result.unanswered.length === 0 && (
        <p className="mt-1.5 text-ink-2">
          {result.extent === 'FULL'
            ? 'Full: every requirement was assessed.'
            : `Partial: ${count(result.notTested.length, 'requirement is', 'requirements are')} Not Tested and not part of what is claimed.`}
        </p>
      )}
    </section>
  );
}

type LineProps = {
  outcome: Outcome;
  isChosen: boolean;
  isReachable: boolean;
  end: ReactNode;
  children: ReactNode;
};

function VerdictLine({ outcome, isChosen, isReachable, end, children }: LineProps) {
  const Icon = isChosen ? CircleCheck : isReachable ? Circle : CircleDashed;
  return (
    <li
      className={cx(
        'grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 border-line border-t px-3 py-2 first:border-0',
        isChosen && 'bg-accent-soft first:rounded-t-panel last:rounded-b-panel',
      )}
    >
      <Icon className={cx('mt-0.5 size-4', isChosen ? 'text-accent' : 'text-ink-3')} aria-hidden />
      <span className={cx('font-medium', !isChosen && 'text-ink-2')}>
        {names[outcome]}
        {isChosen && <span className="sr-only"> (the result as it stands)</span>}
      </span>
      <span className="text-ink-2">{end}</span>
      <span className="col-span-2 col-start-2 text-ink-2">{children}</span>
    </li>
  );
}

function Target({ view, mayPrepare }: { view: DraftView; mayPrepare: boolean }) {
  const { targetOn } = view.result;
  return (
    <>
      {targetOn && <Day value={targetOn} />}{' '}
      {mayPrepare && (
        <Link
          className="link"
          href={`/assessments/${view.head.assessmentId}/sign-off/result` as Route}
          aria-label={targetOn ? 'Change the target date' : undefined}
        >
          {targetOn ? 'change' : 'Set the target date'}
        </Link>
      )}
    </>
  );
}

function chosenWords({ result, form }: DraftView): string {
  if (result.outcome === 'COMPLIANT') {
    return 'Every assessed requirement is In Place, In Place with CCW or Not Applicable.';
  }
  if (result.outcome === 'COMPLIANT_WITH_LEGAL_EXCEPTION') {
    const numbers = result.legalExceptions.map(({ requirementNumber }) => requirementNumber);
    return `A law stands against ${numbers.join(', ')}. The recipient looks at this more closely.`;
  }
  if (result.hasGaps) {
    const plan = result.planRequested
      ? ' The acquirer asks for an action plan, so part 4 goes with it.'
      : ' The fix plans of the answers go into the report.';
    return `${count(result.notInPlace.length, 'requirement is', 'requirements are')} Not in Place.${plan}`;
  }
  return form.result.signIncomplete
    ? 'Signed so, the attestation names each requirement that is still open.'
    : 'Answers are still missing. Answer them, or say in part 3 that you sign with them open.';
}

function otherWords(outcome: Outcome, { result }: DraftView): string {
  if (outcome === 'COMPLIANT') {
    const reasons = [
      result.hasGaps &&
        `${count(result.notInPlace.length, 'requirement is', 'requirements are')} Not in Place`,
      result.unanswered.length > 0 &&
        `${count(result.unanswered.length, 'requirement has', 'requirements have')} no answer`,
      result.incomplete.length > 0 &&
        `${count(result.incomplete.length, 'answer lacks', 'answers lack')} an obligatory text`,
      result.outcome === 'COMPLIANT_WITH_LEGAL_EXCEPTION' && 'a law stands against a requirement',
    ].filter((reason) => typeof reason === 'string');
    return `Not possible yet: ${reasons.join(', ')}.`;
  }
  if (outcome === 'NON_COMPLIANT')
    return 'Not the case: no requirement is Not in Place without a law behind it.';
  return 'Only where a law prevents a requirement. It is named at the answer.';
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
