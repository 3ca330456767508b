'use client';

import { type ReactNode, useState } from 'react';
import { ConfirmFields } from '@/components/access/confirm-fields';
import { ConfirmDialog } from '@/components/ui/confirm-button';
import {
  ArchiveRestore,
  ChevronDown,
  KeyRound,
  LockOpen,
  LogOut,
  Signature,
  UserRoundPen,
  UserRoundX,
} from '@/components/ui/icons';
import { Menu, MenuButton } from '@/components/ui/menu';
import type { MemberView } from '@/lib/organization/model';
import type { ActionResult } from '@/lib/platform/result';
import { type MemberAct, questionOf } from './member-questions';
import type { ReachChoices } from './role-fields';

type Action = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

export type MemberActionsProps = {
  member: MemberView;
  /** The administrator's own second factor was given too long ago to count. */
  asksCode: boolean;
  /** To choose from for an assessor. */
  integrations: ReachChoices;
  actions: Record<MemberAct, Action>;
};

type Item = { act: MemberAct; icon: ReactNode; words: string; after?: string };

/** What an administrator does about one member, in one menu; each asks who does it. */
export function MemberActions({ member, asksCode, integrations, actions }: MemberActionsProps) {
  const [act, setAct] = useState<MemberAct>('rename');
  const [isOpen, setOpen] = useState(false);
  const { body, ...question } = questionOf(act, member, integrations);
  const choose = (chosen: MemberAct) => {
    setAct(chosen);
    setOpen(true);
  };
  return (
    <div className="row-actions">
      <Menu
        label={`Actions for ${member.name}`}
        triggerClassName="btn btn-sm"
        trigger={
          <>
            <span className="max-md:hidden">Actions</span>
            <ChevronDown />
          </>
        }
      >
        {itemsOf(member).map(({ act: one, icon, words, after = '' }) => (
          <MenuButton key={one} icon={icon} danger={one === 'end'} onSelect={() => choose(one)}>
            <span>
              {words}
              <span className="sr-only">
                {' '}
                of {member.name}
                {after}
              </span>
            </span>
          </MenuButton>
        ))}
      </Menu>
      <ConfirmDialog
        {...question}
        open={isOpen}
        onClose={() => setOpen(false)}
        cancelText="Cancel"
        action={actions[act]}
        fields={{ membershipId: member.membershipId }}
      >
        {body}
        <ConfirmFields asksCode={asksCode} />
      </ConfirmDialog>
    </div>
  );
}

function itemsOf(member: MemberView): Item[] {
  const other = !member.isYou;
  const items: (Item | false | null)[] = [
    { act: 'rename', icon: <Signature />, words: 'Change the name' },
    { act: 'changeRole', icon: <UserRoundPen />, words: 'Change the role' },
    other &&
      member.secondFactor && {
        act: 'resetFactor',
        icon: <KeyRound />,
        words: 'Reset the second factor',
      },
    other &&
      !member.isService &&
      member.lastSeenAt !== null && { act: 'endSessions', icon: <LogOut />, words: 'End the sessions' },
    other && member.lockedUntil !== null && { act: 'liftLock', icon: <LockOpen />, words: 'Lift the lock' },
    member.idle === 'OFF' && {
      act: 'enable',
      icon: <ArchiveRestore />,
      words: 'Turn on the account',
      after: ' again',
    },
    { act: 'end', icon: <UserRoundX />, words: 'End the membership' },
  ];
  return items.filter((item): item is Item => !!item);
}
