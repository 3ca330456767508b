import type { ReactNode } from 'react';
import { TextField } from '@/components/ui/text-field';
import type { MemberView } from '@/lib/organization/model';
import { type ReachChoices, RoleFields } from './role-fields';

export type MemberAct =
  | 'rename'
  | 'changeRole'
  | 'resetFactor'
  | 'endSessions'
  | 'liftLock'
  | 'enable'
  | 'end';

type Question = { title: string; confirmText: string; busyText: string; danger?: boolean; body: ReactNode };

/** What is asked before something is done about a member. */
export function questionOf(act: MemberAct, member: MemberView, integrations: ReachChoices): Question {
  const { name } = member;
  switch (act) {
    case 'rename':
      return {
        title: `Change the name of ${name}`,
        confirmText: 'Change name',
        busyText: 'Changing',
        body: (
          <TextField
            name="name"
            label="Name"
            hint="Stands beside answers and signatures from now on; earlier ones keep the name of then."
            defaultValue={name}
            autoComplete="off"
          />
        ),
      };
    case 'changeRole':
      return {
        title: `Change the role of ${name}`,
        confirmText: 'Change role',
        busyText: 'Changing',
        body: <RoleFields role={member.role} reach={member.reach} integrations={integrations} />,
      };
    case 'resetFactor':
      return {
        title: `Reset the second factor of ${name}?`,
        confirmText: 'Reset',
        busyText: 'Resetting',
        body: (
          <p>
            For somebody who lost the app or passkeys and the recovery codes. Make sure that it is {name} who
            asks. Their sessions end; at the next sign-in the password is enough, once, to set up a new
            factor.
          </p>
        ),
      };
    case 'endSessions':
      return {
        title: `End the sessions of ${name}?`,
        confirmText: 'End sessions',
        busyText: 'Ending',
        body: <p>For a lost device, or a doubt. {name} can sign in again.</p>,
      };
    case 'liftLock':
      return {
        title: `Lift the lock of ${name}?`,
        confirmText: 'Lift the lock',
        busyText: 'Lifting',
        body: (
          <p>
            Ten sign-ins in a row have failed, so passwords and codes wait for half an hour (8.3.4). Make sure
            that it is {name} who asks: if it was not {name} who tried, leave the lock and let them choose a
            new password.
          </p>
        ),
      };
    case 'enable':
      return {
        title: `Turn on the account of ${name} again?`,
        confirmText: 'Turn on',
        busyText: 'Turning on',
        body: (
          <p>
            It is off because nobody used it for 90 days (8.2.6). Make sure that {name} still needs it;
            otherwise end the membership.
          </p>
        ),
      };
    default:
      return {
        title: member.isYou ? 'Leave this organization?' : `End the membership of ${name}?`,
        confirmText: 'End membership',
        busyText: 'Ending',
        danger: true,
        body: (
          <p>
            {member.isYou ? 'You' : name} can no longer see anything here, from the next click on. What is
            assigned to {member.isYou ? 'you' : 'them'} is assigned to nobody then. Answers, evidence and
            history stay under {member.isYou ? 'your' : 'their'} name.
          </p>
        ),
      };
  }
}
