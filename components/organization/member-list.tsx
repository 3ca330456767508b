import { ConfirmFields } from '@/components/access/confirm-fields';
import { Avatar } from '@/components/ui/avatar';
import { Tag } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { ArchiveRestore, KeyRound, LogOut, Signature, UserRoundPen, UserRoundX } from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';
import { Instant } from '@/components/ui/time';
import { roleNames } from '@/lib/access/model';
import { type MemberView, type ReachView, secondFactorNames } from '@/lib/organization/model';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import { type ReachChoices, RoleFields } from './role-fields';

type Action = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type MemberListProps = {
  members: readonly MemberView[];
  timeZone: string;
  /** The administrator's own second factor was given too long ago to count. */
  asksCode: boolean;
  /** To choose from for an assessor. */
  integrations: ReachChoices;
  /** Null for those who may only read. */
  actions: {
    rename: Action;
    changeRole: Action;
    resetFactor: Action;
    enable: Action;
    endSessions: Action;
    end: Action;
  } | null;
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
                    <small className="break-all">{member.isService ? 'Service account' : member.email}</small>
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

/** Where there is no pointer to hover with, an icon alone says too little. */
function PhoneText({ children }: { children: string }) {
  return <span className="md:hidden">{children}</span>;
}

function NoFactor({ isService }: { isService: boolean }) {
  return <span className="text-ink-3">{isService ? 'Does not sign in' : 'None yet'}</span>;
}

function MemberActions({
  member,
  asksCode,
  integrations,
  actions,
}: {
  member: MemberView;
  asksCode: boolean;
  integrations: ReachChoices;
  actions: NonNullable<MemberListProps['actions']>;
}) {
  return (
    <div className="row-actions max-md:flex-col max-md:items-start">
      <ConfirmButton
        variant="ghost"
        size="sm"
        icon={<Signature />}
        text={<PhoneText>Name</PhoneText>}
        label={`Change the name of ${member.name}`}
        title={`Change the name of ${member.name}`}
        confirmText="Change name"
        cancelText="Cancel"
        busyText="Changing"
        action={actions.rename}
        fields={{ membershipId: member.membershipId }}
      >
        <TextField
          name="name"
          label="Name"
          hint="Stands beside answers and signatures from now on; earlier ones keep the name of then."
          defaultValue={member.name}
          autoComplete="off"
        />
        <ConfirmFields asksCode={asksCode} />
      </ConfirmButton>
      <ConfirmButton
        variant="ghost"
        size="sm"
        icon={<UserRoundPen />}
        text={<PhoneText>Role</PhoneText>}
        label={`Change the role of ${member.name}`}
        title={`Change the role of ${member.name}`}
        confirmText="Change role"
        cancelText="Cancel"
        busyText="Changing"
        action={actions.changeRole}
        fields={{ membershipId: member.membershipId }}
      >
        <RoleFields role={member.role} reach={member.reach} integrations={integrations} />
        <ConfirmFields asksCode={asksCode} />
      </ConfirmButton>
      {member.secondFactor && !member.isYou && (
        <ConfirmButton
          variant="ghost"
          size="sm"
          icon={<KeyRound />}
          text={<PhoneText>Second factor</PhoneText>}
          label={`Reset the second factor of ${member.name}`}
          title={`Reset the second factor of ${member.name}?`}
          confirmText="Reset"
          cancelText="Cancel"
          busyText="Resetting"
          action={actions.resetFactor}
          fields={{ membershipId: member.membershipId }}
        >
          <p>
            For somebody who lost the app or passkeys and the recovery codes. Make sure that it is{' '}
            {member.name} who asks. Their sessions end; at the next sign-in the password is enough, once, to
            set up a new factor.
          </p>
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
      {!member.isYou && !member.isService && member.lastSeenAt && (
        <ConfirmButton
          variant="ghost"
          size="sm"
          icon={<LogOut />}
          text={<PhoneText>Sessions</PhoneText>}
          label={`End the sessions of ${member.name}`}
          title={`End the sessions of ${member.name}?`}
          confirmText="End sessions"
          cancelText="Cancel"
          busyText="Ending"
          action={actions.endSessions}
          fields={{ membershipId: member.membershipId }}
        >
          <p>For a lost device, or a doubt. {member.name} can sign in again.</p>
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
      {member.idle === 'OFF' && (
        <ConfirmButton
          variant="ghost"
          size="sm"
          icon={<ArchiveRestore />}
          text={<PhoneText>Turn on</PhoneText>}
          label={`Turn on the account of ${member.name} again`}
          title={`Turn on the account of ${member.name} again?`}
          confirmText="Turn on"
          cancelText="Cancel"
          busyText="Turning on"
          action={actions.enable}
          fields={{ membershipId: member.membershipId }}
        >
          <p>
            It is off because nobody used it for 90 days (8.2.6). Make sure that {member.name} still needs it;
            otherwise end the membership.
          </p>
          <ConfirmFields asksCode={asksCode} />
        </ConfirmButton>
      )}
      <ConfirmButton
        variant="ghost"
        size="sm"
        icon={<UserRoundX />}
        text={<PhoneText>End</PhoneText>}
        label={`End the membership of ${member.name}`}
        title={member.isYou ? 'Leave this organization?' : `End the membership of ${member.name}?`}
        confirmText="End membership"
        cancelText="Cancel"
        busyText="Ending"
        danger
        action={actions.end}
        fields={{ membershipId: member.membershipId }}
      >
        <p>
          {member.isYou ? 'You' : member.name} can no longer see anything here, from the next click on. What
          is assigned to {member.isYou ? 'you' : 'them'} is assigned to nobody then. Answers, evidence and
          history stay under {member.isYou ? 'your' : 'their'} name.
        </p>
        <ConfirmFields asksCode={asksCode} />
      </ConfirmButton>
    </div>
  );
}
