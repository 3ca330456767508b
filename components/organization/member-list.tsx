import { Avatar } from '@/components/ui/avatar';
import { Tag } from '@/components/ui/badge';
import { Lock } from '@/components/ui/icons';
import { Instant } from '@/components/ui/time';
import { roleNames } from '@/lib/access/model';
import { type MemberView, type ReachView, secondFactorNames } from '@/lib/organization/model';
import { formatDay } from '@/lib/platform/format';
import { MemberActions, type MemberActionsProps } from './member-actions';

type MemberListProps = {
  members: readonly MemberView[];
  timeZone: string;
} & Pick<MemberActionsProps, 'asksCode' | 'integrations'> & {
    /** Null for those who may only read. */
    actions: MemberActionsProps['actions'] | null;
  };

export function MemberList({ members, timeZone, asksCode, integrations, actions }: MemberListProps) {
  return (
    <div className="scroll-x">
      <table className="table table-two-line">
        <caption className="sr-only">Members</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col" className="max-md:hidden">
              Member since
            </th>
            <th scope="col" className="max-md:hidden">
              Last here
            </th>
            <th scope="col" className="max-md:hidden">
              Second factor
            </th>
            {actions && (
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.membershipId}>
              <th scope="row">
                <div className="flex items-center gap-2.5">
                  <Avatar name={member.name} size="lg" />
                  <div>
                    {member.name} {member.isYou && <Tag>you</Tag>}
                    {member.isService ? <small>Service account</small> : <Address value={member.email} />}
                    {member.lockedUntil && (
                      <small className="tone-late">
                        <Lock className="inline size-3 align-[-1px]" /> locked until{' '}
                        <Instant value={member.lockedUntil} timeZone={timeZone} />
                      </small>
                    )}
                    {!member.isService && (
                      <small className="md:hidden">
                        {member.secondFactor
                          ? secondFactorNames[member.secondFactor]
                          : 'No second factor yet'}
                      </small>
                    )}
                    <small className="md:hidden">
                      {member.lastSeenAt && 'Last here '}
                      <LastHere member={member} timeZone={timeZone} />
                    </small>
                  </div>
                </div>
              </th>
              <td>
                {roleNames[member.role]}
                <ReachWords {...member.reach} />
              </td>
              <td className="max-md:hidden">
                <Instant value={member.since} timeZone={timeZone} />
              </td>
              <td className="max-md:hidden">
                <LastHere member={member} timeZone={timeZone} />
              </td>
              <td className="max-md:hidden">
                {member.secondFactor ? (
                  secondFactorNames[member.secondFactor]
                ) : (
                  <NoFactor isService={member.isService} />
                )}
              </td>
              {actions && (
                <td>
                  <MemberActions {...{ member, asksCode, integrations, actions }} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Breaks where an address has a joint, before it breaks in the middle of a word. */
function Address({ value }: { value: string }) {
  const [name, domain] = [value.slice(0, value.lastIndexOf('@')), value.slice(value.lastIndexOf('@'))];
  return (
    <small className="wrap-anywhere">
      {name}
      <wbr />
      {domain}
    </small>
  );
}

/** What the role alone does not say. */
function ReachWords({ integrations, accessUntil, hasEnded }: ReachView) {
  if (!accessUntil && !integrations) return null;
  const sees = integrations && `sees ${integrations.map(({ name }) => name).join(', ') || 'nothing yet'}`;
  const until = accessUntil && `${hasEnded ? 'ended on' : 'until'} ${formatDay(accessUntil)}`;
  return (
    <small className={hasEnded ? 'tone-late' : undefined}>{[sees, until].filter(Boolean).join(', ')}</small>
  );
}

function LastHere({ member, timeZone }: { member: MemberView; timeZone: string }) {
  return (
    <>
      {member.lastSeenAt ? (
        <Instant value={member.lastSeenAt} timeZone={timeZone} />
      ) : (
        <span className="text-ink-3">Never here</span>
      )}
      {member.idle && (
        <small className="tone-late">
          {member.idle === 'OFF' ? 'off: not used for 90 days' : 'goes off within 14 days'}
        </small>
      )}
    </>
  );
}

function NoFactor({ isService }: { isService: boolean }) {
  return <span className="text-ink-3">{isService ? 'Does not sign in' : 'None yet'}</span>;
}
