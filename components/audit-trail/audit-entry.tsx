import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar';
import { Check, ChevronDown, CircleAlert, Server } from '@/components/ui/icons';
import type { EventDetail, EventView } from '@/lib/audit-trail/rules';
import { formatNumber, groupedHash, shortHash } from '@/lib/platform/format';
import { EventSentence } from './event-sentence';
import { OutcomeMark } from './outcome-mark';
import { subjectHref } from './subject-href';
import { withSeconds } from './with-seconds';

/** One link of the chain. Opens without script. */
export function AuditEntry({ event, timeZone }: { event: EventView; timeZone: string }) {
  return (
    <li className={event.isIntact ? 'ledger-entry' : 'ledger-entry ledger-broken'}>
      <details>
        <summary>
          <span className="ledger-number">{formatNumber(event.sequence)}</span>
          <time dateTime={event.at.toISOString()} className="ledger-time">
            {withSeconds(event.at, timeZone)}
          </time>
          <span className="ledger-who person">
            {event.isSystem ? <Server className="size-3.5 text-ink-3" /> : <Avatar name={event.actorName} />}
            <span className="truncate">{event.actorName}</span>
          </span>
          <span className="ledger-what">
            <b className="md:hidden">{event.actorName} </b>
            <EventSentence event={event} />
            {event.isRefused && (
              <>
                {' '}
                <OutcomeMark isRefused />
              </>
            )}
          </span>
          <span className="ledger-from">{event.from ?? ''}</span>
          <code className="ledger-hash">{shortHash(event.hash)}</code>
          <ChevronDown className="ledger-chevron" />
        </summary>
        <div className="ledger-proof">
          <dl className="props">
            {event.details.map((detail) => (
              <DetailLine key={detail.label} detail={detail} />
            ))}
            {event.from && <DetailLine detail={{ label: 'Came from', from: null, to: event.from }} />}
            {event.keyName && (
              <DetailLine detail={{ label: 'With the API key', from: null, to: event.keyName }} />
            )}
            <SubjectLine subject={event.subject} />
            <div className="contents">
              <dt>Outcome</dt>
              <dd>
                <OutcomeMark isRefused={event.isRefused} />
              </dd>
            </div>
          </dl>
          <dl className="props">
            <HashLine term="Previous" hash={event.previousHash} />
            <HashLine term="Contents" hash={event.contentHash} />
            <HashLine term="This entry" hash={event.hash} />
            <div className="contents">
              <dt>Checked</dt>
              <dd>
                {event.isIntact ? (
                  <span className="status whitespace-normal! tone-ok">
                    <Check className="size-3.5" />
                    previous and contents give this hash
                  </span>
                ) : (
                  <span className="status whitespace-normal! tone-late">
                    <CircleAlert className="size-3.5" />
                    previous and contents give another hash
                  </span>
                )}
              </dd>
            </div>
          </dl>
        </div>
      </details>
    </li>
  );
}

/** The thing itself, while it exists. */
function SubjectLine({ subject }: { subject: EventView['subject'] }) {
  const href = subject && subjectHref(subject);
  if (!href) return null;
  return (
    <div className="contents">
      <dt>Object</dt>
      <dd>
        <Link href={href} className="link" prefetch={false}>
          {subject.name}
        </Link>
      </dd>
    </div>
  );
}

function DetailLine({ detail }: { detail: EventDetail }) {
  return (
    <div className="contents">
      <dt>{detail.label}</dt>
      <dd className="whitespace-pre-wrap">
        {detail.from !== null && (
          <>
            {detail.from} <span className="text-ink-3">to</span>{' '}
          </>
        )}
        {detail.to}
      </dd>
    </div>
  );
}

function HashLine({ term, hash }: { term: string; hash: string }) {
  return (
    <div className="contents">
      <dt>{term}</dt>
      <dd>
        <code>{groupedHash(hash)}</code>
      </dd>
    </div>
  );
}
