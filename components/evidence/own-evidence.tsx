import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { Day, EndDistance } from '@/components/ui/time';
import type { RejectedView, ToRenewView } from '@/lib/evidence/model/renewal';

type OwnEvidenceProps = { rejected: readonly RejectedView[]; toRenew: readonly ToRenewView[] };

/** Evidence that waits for one person: what was rejected, and what ends. Nothing where nothing waits. */
export function OwnEvidence({ rejected, toRenew }: OwnEvidenceProps) {
  if (rejected.length === 0 && toRenew.length === 0) return null;
  return (
    <div className="my-5 grid max-w-3xl gap-7">
      {rejected.length > 0 && (
        <section aria-labelledby="rejected-head">
          <SectionHead
            id="rejected-head"
            title="Rejected evidence"
            note="bring a new version, or other evidence"
          />
          <table className="table">
            <caption className="sr-only">Rejected evidence</caption>
            <tbody>
              {rejected.map(({ evidenceId, title, reason, byName }) => (
                <tr key={evidenceId}>
                  <th scope="row">
                    <Link href={`/evidence/${evidenceId}`} className="wrap-anywhere">
                      {title}
                    </Link>
                    <small className="line-clamp-4 block whitespace-pre-wrap wrap-anywhere font-normal text-ink-2">
                      <span className="tone-late">Rejected by {byName}:</span> {reason}
                    </small>
                  </th>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {toRenew.length > 0 && (
        <section aria-labelledby="renew-head">
          <SectionHead
            id="renew-head"
            title="Evidence to renew"
            note="in use, and ends within 30 days or has ended"
          />
          <table className="table">
            <caption className="sr-only">Evidence to renew</caption>
            <tbody>
              {toRenew.map(({ evidenceId, title, validUntil, days }) => (
                <tr key={evidenceId}>
                  <th scope="row">
                    <Link href={`/evidence/${evidenceId}`} className="wrap-anywhere">
                      {title}
                    </Link>
                  </th>
                  <td className="text-right">
                    <Day value={validUntil} /> <EndDistance days={days} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
