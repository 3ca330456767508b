import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { Circle, CircleCheck, CircleDashed } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { Day } from '@/components/ui/time';
import { type Outcome, outcomes } from '@/lib/attestation/model/outcome';
import type { DraftView } from '@/lib/attestation/model/view';
import { claimsInWords } from '@/lib/attestation/rules/claims';
import { plural } from '@/lib/platform/format';
import { chosenWords, otherWords } from './verdict-words';

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
            {outcome === result.outcome ? chosenWords(result, view.form.result) : otherWords(outcome, result)}
            {outcome === result.outcome && result.claimed && (
              <span className="tone-soon block">{claimsInWords(result)}</span>
            )}
          </VerdictLine>
        ))}
      </ul>
      {result.extent && result.unanswered.length === 0 && (
        <p className="mt-1.5 text-ink-2">
          {result.extent === 'FULL'
            ? 'Full: every requirement was assessed.'
            : `Partial: ${plural(result.notTested.length, 'requirement is', 'requirements are')} Not Tested and not part of what is claimed.`}
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
