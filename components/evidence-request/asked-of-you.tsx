import type { Route } from 'next';
import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { Day, EndDistance } from '@/components/ui/time';
import type { RequestView } from '@/lib/evidence-request/model';

/** Evidence that the person who looks is asked for. Nothing where there is none. */
export function AskedOfYou({ requests }: { requests: readonly RequestView[] }) {
  if (requests.length === 0) return null;
  return (
    <section className="mb-7 max-w-3xl">
      <SectionHead title="Asked of you" note={`${requests.length} to answer`} />
      <table className="table">
        <caption className="sr-only">Evidence that you are asked for</caption>
        <tbody>
          {requests.map(({ requestId, title, askerName, requirementNumbers, untilOn, daysLeft }) => (
            <tr key={requestId}>
              <th scope="row" className="wrap-anywhere">
                <Link href={`/evidence/requests/${requestId}` as Route}>{title}</Link>
              </th>
              <td className="max-md:hidden">{requirementNumbers.join(', ')}</td>
              <td className="text-ink-2">{askerName}</td>
              <td className="whitespace-nowrap text-right">
                <Day value={untilOn} /> <EndDistance days={daysLeft} soonWithin={3} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
