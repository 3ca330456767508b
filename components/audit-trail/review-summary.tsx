import type { Route } from 'next';
import Link from 'next/link';
import { formatInstant, formatNumber } from '@/lib/platform/format';
import { auditLogHref, signInsHref } from './audit-log-href';

type ReviewSummaryProps = {
  review: {
    since: Date | null;
    refused: number;
    failedSignIns: number;
    locks: number;
    changedRoles: number;
    logExports: number;
    reportExports: number;
    unknownSignIns: number;
  };
  /** The day of the last look in the organization's time zone: where the links begin. */
  sinceDay: string | null;
  /** When the oldest entry was written. */
  beginning: Date | null;
  timeZone: string;
};

/** The daily review (10.4.1) in one line: what deserves a look since this person looked last. */
export function ReviewSummary({ review, sinceDay, beginning, timeZone }: ReviewSummaryProps) {
  const signIns = signInsHref({ outcome: 'refused', from: sinceDay });
  const figures: [string, number, Route][] = [
    ['Refused', review.refused, auditLogHref({ outcome: 'refused', from: sinceDay })],
    ['Failed sign-ins', review.failedSignIns, signIns],
    ['Locked accounts', review.locks, signIns],
    ['Changed members', review.changedRoles, auditLogHref({ type: 'member.', from: sinceDay })],
    ['Log exports', review.logExports, auditLogHref({ type: 'audit-trail.exported', from: sinceDay })],
    ['Report exports', review.reportExports, auditLogHref({ type: 'report.', from: sinceDay })],
  ];
  return (
    <section aria-labelledby="review-head" className="audit-review">
      <h2 id="review-head">
        {review.since ? `Since your last look, ${formatInstant(review.since, timeZone)}` : 'Your first look'}
      </h2>
      <ul>
        {figures.map(([label, count, href]) => (
          <li key={label}>
            {count > 0 ? (
              <Link href={href} className="link">
                {label} <b>{formatNumber(count)}</b>
              </Link>
            ) : (
              <span className="text-ink-3">
                {label} <b>0</b>
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="text-ink-3 text-small">
        {review.unknownSignIns > 0 &&
          `${formatNumber(review.unknownSignIns)} failed ${review.unknownSignIns === 1 ? 'sign-in' : 'sign-ins'} named no account of this site. `}
        {beginning && `The log reaches back to ${formatInstant(beginning, timeZone)}. `}
        Nothing in it is ever deleted. Reading it is an entry too, one per person and quarter of an hour.
      </p>
    </section>
  );
}
