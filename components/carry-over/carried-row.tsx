import type { Route } from 'next';
import Link from 'next/link';
import { CircleCheck } from '@/components/ui/icons';
import { Status } from '@/components/ui/status';
import { Day } from '@/components/ui/time';
import { type CarriedLine, carryReasonWords } from '@/lib/carry-over/model';
import { findingNames } from '@/lib/catalogue/model';
import { dayIn } from '@/lib/platform/clock';

type CarriedRowProps = {
  assessmentId: string;
  line: CarriedLine;
  timeZone: string;
  /** The box that ticks it; null where nobody ticks, false where it is answered by itself. */
  tick: { checked: boolean; onChange: (on: boolean) => void } | false | null;
  /** Among those that can be confirmed together: a missing test is then no reason against it, and said in a word. */
  isTogether: boolean;
};

/** One answer of last year: what it said, in which words, and what speaks against giving it again unseen. */
export function CarriedRow({ assessmentId, line, timeZone, tick, isTogether }: CarriedRowProps) {
  const status = (
    <Status kind={line.finding ?? 'UNANSWERED'}>
      {line.finding ? findingNames[line.finding] : 'Answered in part'}
    </Status>
  );
  const thisYear = isTogether ? (
    line.reasons.length === 0 ? (
      'Tested'
    ) : (
      'No test yet'
    )
  ) : (
    <ThisYear line={line} />
  );
  return (
    <tr>
      {tick !== null && (
        <td>
          {tick && (
            <input
              type="checkbox"
              className="check"
              aria-label={`${line.requirementNumber} ${line.title}`}
              checked={tick.checked}
              onChange={(event) => tick.onChange(event.target.checked)}
            />
          )}
        </td>
      )}
      <th scope="row" className="min-w-0 py-2">
        <Link
          href={`/assessments/${assessmentId}/requirements/${line.requirementNumber}` as Route}
          prefetch={false}
        >
          {line.requirementNumber} {line.title}
        </Link>
        {line.note && (
          <span className="block whitespace-pre-line font-normal text-ink-2 text-small wrap-anywhere">
            {line.note}
          </span>
        )}
        <span className="mt-1 grid gap-1 font-normal md:hidden">
          {status}
          {thisYear}
        </span>
      </th>
      <td className="max-md:hidden">{status}</td>
      <td className="max-md:hidden">
        {line.byName}
        {line.at && (
          <small className="block text-ink-3">
            <Day value={dayIn(timeZone, new Date(line.at))} />
          </small>
        )}
      </td>
      <td className="max-md:hidden">{thisYear}</td>
    </tr>
  );
}

function ThisYear({ line }: { line: CarriedLine }) {
  if (line.isAnswered) {
    return (
      <span className="flex items-center gap-1.5">
        <CircleCheck className="tone-ok" />
        Answered
      </span>
    );
  }
  if (line.reasons.length === 0) return <>Nothing changed</>;
  return (
    <ul className="text-ink-2">
      {line.reasons.map((reason) => (
        <li key={reason}>
          {carryReasonWords[reason]}
          {reason === 'EVIDENCE' && (
            <small className="block text-ink-3">{line.expiredEvidence.join(', ')}</small>
          )}
        </li>
      ))}
    </ul>
  );
}
