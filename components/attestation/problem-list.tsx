import Link from 'next/link';
import { cx } from '@/components/ui/class-names';
import { OctagonX, TriangleAlert } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { SectionHead } from '@/components/ui/section-head';
import type { SignOffProblem } from '@/lib/attestation/model/problem';
import type { AttestationHead } from '@/lib/attestation/model/view';
import { placeHref } from './place-href';

const MAX_PLACES = 8;

const severityWords = {
  STOPS: 'Stops the signature:',
  STOPS_COMPLIANT: 'Makes the result Non-Compliant:',
  ADVICE: 'Warning:',
} as const;

/** What stands between the assessment and a signature, each with the place to mend it. */
export function ProblemList({
  problems,
  head,
  mayPrepare,
}: {
  problems: readonly SignOffProblem[];
  head: AttestationHead;
  /** Without it the problems are named, and the ways to mend them are left out. */
  mayPrepare: boolean;
}) {
  if (problems.length === 0) return null;
  const stops = problems.some(({ severity }) => severity === 'STOPS');
  return (
    <section aria-labelledby="h-stop">
      <SectionHead
        id="h-stop"
        title={stops ? 'Solve first' : 'Worth a look'}
        note={stops ? 'checked again after every change' : 'nothing here stops the signature'}
      />
      <ul className="border-line border-y">
        {problems.map((problem) => (
          <ProblemLine key={problem.code} {...{ problem, head, mayPrepare }} />
        ))}
      </ul>
    </section>
  );
}

function ProblemLine({
  problem,
  head,
  mayPrepare,
}: {
  problem: SignOffProblem;
  head: AttestationHead;
  mayPrepare: boolean;
}) {
  const isStop = problem.severity === 'STOPS';
  const Icon = isStop ? OctagonX : TriangleAlert;
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 border-line border-t py-1.5 first:border-0 sm:grid-cols-[1rem_minmax(0,1fr)_auto_minmax(7.5rem,auto)]">
      <Icon className={cx('size-4 self-start mt-1', isStop ? 'tone-late' : 'tone-soon')} aria-hidden />
      <span className="py-0.5">
        <span className="sr-only">{severityWords[problem.severity]} </span>
        {problem.words}
        {problem.severity === 'STOPS_COMPLIANT' && (
          <span className="text-ink-3"> (named in the attestation)</span>
        )}
      </span>
      {mayPrepare && <Places problem={problem} head={head} />}
      {mayPrepare && (
        <span className="col-start-2 sm:col-start-4 sm:justify-self-end">
          <LinkButton
            size="sm"
            href={placeHref(problem.place, head)}
            label={`${problem.action}: ${problem.words}`}
          >
            {problem.action}
          </LinkButton>
        </span>
      )}
    </li>
  );
}

function Places({ problem, head }: { problem: SignOffProblem; head: AttestationHead }) {
  const shown = problem.places.slice(0, MAX_PLACES);
  const more = problem.places.length - shown.length;
  if (shown.length === 0) return null;
  return (
    <span className="col-start-2 flex flex-wrap gap-1 sm:col-start-3 sm:max-w-80 sm:justify-end">
      {shown.map(({ label, place }) => (
        <Link
          key={label}
          href={placeHref(place, head)}
          className="inline-flex min-h-6 min-w-6 items-center justify-center rounded-mark bg-press px-1.5 text-ink-2 text-small hover:text-ink hover:underline"
        >
          {label}
        </Link>
      ))}
      {more > 0 && <span className="self-center text-ink-3 text-small">and {more} more</span>}
    </span>
  );
}
