import './audit-trail.css';
import { EmptyState } from '@/components/ui/empty-state';
import { ArrowDown, ArrowUp, SearchX } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { LinkButton } from '@/components/ui/link-button';
import type { EventFilter, EventView } from '@/lib/audit-trail/rules';
import { formatNumber } from '@/lib/platform/format';
import { AuditEntry } from './audit-entry';
import { AuditKeys } from './audit-keys';
import { auditLogHref } from './audit-log-href';

type AuditLogProps = {
  filter: EventFilter;
  events: readonly EventView[];
  /** Number of the oldest entry shown, when there are older ones. */
  older: number | null;
  /** The lowest number that words were looked for in. */
  lookedFrom: number;
  timeZone: string;
};

/** One page of the log, newest first; each entry opens to what was before and after, and to its hashes. */
export function AuditLog({ filter, events, older, lookedFrom, timeZone }: AuditLogProps) {
  const [newest, oldest] = [events[0], events.at(-1)];
  const further = older !== null && older === lookedFrom && older !== oldest?.sequence;
  if (!newest || !oldest) {
    return further ? (
      <EmptyState
        icon={<SearchX />}
        title={`No entry fits from number ${formatNumber(lookedFrom)} on`}
        action={<LinkButton href={auditLogHref({ ...filter, before: older })}>Look further back</LinkButton>}
      >
        Words and addresses are looked for in one part of the log at a time.
      </EmptyState>
    ) : (
      <EmptyState
        icon={<SearchX />}
        title="No entry fits"
        action={<LinkButton href="/audit-log">Show all entries</LinkButton>}
      >
        Try fewer filters or a longer time.
      </EmptyState>
    );
  }
  return (
    <>
      <AuditKeys />
      <div className="ledger-head" aria-hidden="true">
        <span>No.</span>
        <span>Time</span>
        <span>Who</span>
        <span>What</span>
        <span>From</span>
        <span>Hash</span>
      </div>
      <ol className="ledger" aria-label="Entries, newest first">
        {events.map((event) => (
          <AuditEntry key={event.sequence} event={event} timeZone={timeZone} />
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2 px-(--gutter) py-3">
        <span className="text-ink-3">
          Entries {formatNumber(oldest.sequence)} to {formatNumber(newest.sequence)}
          {further && `, looked for from ${formatNumber(lookedFrom)} on`}
        </span>
        <span className="flex items-center gap-1.5 text-ink-3 max-md:hidden" aria-hidden="true">
          <KeyCap>J</KeyCap> <KeyCap>K</KeyCap> entry <KeyCap>Enter</KeyCap> details
        </span>
        <span className="ms-auto flex gap-2">
          {filter.before !== null && (
            <LinkButton href={auditLogHref({ ...filter, before: null })} size="sm" icon={<ArrowUp />}>
              Newest entries
            </LinkButton>
          )}
          {older !== null && (
            <LinkButton href={auditLogHref({ ...filter, before: older })} size="sm" icon={<ArrowDown />}>
              {further ? 'Look further back' : 'Older entries'}
            </LinkButton>
          )}
        </span>
      </div>
    </>
  );
}
