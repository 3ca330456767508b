import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmButton } from '@/components/ui/confirm-button';
import {
  ArchiveRestore,
  KeyRound,
  LockOpen,
  LogOut,
  Signature,
  UserRoundPen,
  UserRoundX,
} from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';
import type { MemberView } from '@/lib/organization/model';
import type { ActionResult } from '@/lib/platform/result';
import { type ReachChoices, RoleFields } from './role-fields';

type Action = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

export type MemberActionsProps = {
  member: MemberView;
  /** The administrator's own second factor was given too long ago to count. */
  asksCode: boolean;
  /** To choose from for an assessor. */
  integrations: ReachChoices;
  actions: {
    rename: Action;
    changeRole: Action;
    resetFactor: Action;
    enable: Action;
    liftLock: Action;
    endSessions: Action;
    end: Action;
  };
};

/** Where there is no pointer to hover with, an icon alone says too little. */
function PhoneText({ children }: { children: string }) {
  return <span className="md:hidden">{children}</span>;
}

/** What an administrator does about one member; each asks who does it. */
export function MemberActions({ member, asksCode, integrations, actions }: MemberActionsProps) {
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
      {member.lockedUntil && !member.isYou && (
        <ConfirmButton
          variant="ghost"
          size="sm"
          icon={<LockOpen />}
          text={<PhoneText>Lift the lock</PhoneText>}
          label={`Lift the lock of ${member.name}`}
          title={`Lift the lock of ${member.name}?`}
          confirmText="Lift the lock"
          cancelText="Cancel"
          busyText="Lifting"
          action={actions.liftLock}
          fields={{ membershipId: member.membershipId }}
        >
          <p>
            Ten sign-ins in a row have failed, so passwords and codes wait for half an hour (8.3.4). Make sure
            that it is {member.name} who asks: if it was not {member.name} who tried, leave the lock and let
            them choose a new password.
          </p>
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
