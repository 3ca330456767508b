import './audit-trail.css';
import { Avatar } from '@/components/ui/avatar';
import { EmptyState } from '@/components/ui/empty-state';
import { ArrowDown, ArrowUp, SearchX } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import type { PlaceFilter } from '@/lib/audit-trail/rules';
import type { SignInView } from '@/lib/audit-trail/words';
import { signInsHref } from './audit-log-href';
import { OutcomeMark } from './outcome-mark';
import { withSeconds } from './with-seconds';

type SignInLogProps = {
  filter: PlaceFilter;
  signIns: readonly SignInView[];
  older: number | null;
  timeZone: string;
};

/** What happened to the accounts of the members, newest first. */
export function SignInLog({ filter, signIns, older, timeZone }: SignInLogProps) {
  if (signIns.length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No sign-in fits"
        action={<LinkButton href="/audit-log/sign-ins">Show all sign-ins</LinkButton>}
      >
        Try fewer filters or a longer time.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className="sign-ins" aria-label="Sign-ins, newest first">
        {signIns.map((entry) => (
          <li key={entry.sequence}>
            <time dateTime={entry.at.toISOString()} className="ledger-time">
              {withSeconds(entry.at, timeZone)}
            </time>
            <span className="person min-w-0">
              <Avatar name={entry.personName} />
              <span className="truncate">{entry.personName}</span>
            </span>
            <span className="wrap-anywhere">
              {entry.what}
              {entry.byName && `, by ${entry.byName}`}
              {entry.details && <span className="text-ink-3"> {entry.details}</span>}
            </span>
            <OutcomeMark isRefused={entry.isRefused} />
            <span className="ledger-from">{entry.from ?? 'unknown address'}</span>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center justify-end gap-2 px-(--gutter) py-3">
        {filter.before !== null && (
          <LinkButton href={signInsHref({ ...filter, before: null })} size="sm" icon={<ArrowUp />}>
            Newest sign-ins
          </LinkButton>
        )}
        {older !== null && (
          <LinkButton href={signInsHref({ ...filter, before: older })} size="sm" icon={<ArrowDown />}>
            Older sign-ins
          </LinkButton>
        )}
      </div>
    </>
  );
}
