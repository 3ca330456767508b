'use client';

import { Avatar } from '@/components/ui/avatar';
import { CircleUserRound, LogOut } from '@/components/ui/icons';
import { Menu, MenuButton, MenuLink } from '@/components/ui/menu';
import { signOutForm } from './sign-out-guard';

type PersonMenuProps = { name: string; roleName: string; email: string; signOut: () => Promise<void> };

export function PersonMenu({ name, roleName, email, signOut }: PersonMenuProps) {
  return (
    <Menu
      label={`${name}, ${roleName}`}
      triggerClassName="me"
      align="start"
      trigger={
        <>
          <Avatar name={name} size="lg" />
          <span className="side-words">
            {name}
            <small>{roleName}</small>
          </span>
        </>
      }
    >
      <MenuLink href="/settings/account" icon={<CircleUserRound />}>
        Your account
      </MenuLink>
      <form action={signOut} {...signOutForm}>
        <MenuButton type="submit" icon={<LogOut />}>
          Sign out
        </MenuButton>
      </form>
      <p className="px-2 pt-1 pb-0.5 text-ink-3 text-small">{email}</p>
    </Menu>
  );
}
