import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import type { EventView } from '@/lib/audit-trail/rules';
import { auditLogHref } from './audit-log-href';
import { EventSentence } from './event-sentence';

type EventHistoryProps = {
  events: readonly EventView[];
  timeZone: string;
  /** Where all of it stands; null for people who may not read the audit log. */
  subject: string | null;
};

/** What happened to one thing, newest first. */
export function EventHistory({ events, timeZone, subject }: EventHistoryProps) {
  return (
    <section aria-labelledby="history-head">
      <SectionHead
        id="history-head"
        title="History"
        actions={
          subject && (
            <Link href={auditLogHref({ subject })} className="link">
              In the audit log
            </Link>
          )
        }
      />
      <ol className="grid">
        {events.map((event) => (
          <li
            key={event.sequence}
            className="grid grid-cols-[9rem_minmax(0,1fr)] gap-x-4 border-line border-t py-1.5 max-sm:grid-cols-1"
          >
            <span className="text-ink-3">
              <Instant value={event.at} timeZone={timeZone} />
            </span>
            <span className="wrap-anywhere">
              {event.actorName} <EventSentence event={event} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
