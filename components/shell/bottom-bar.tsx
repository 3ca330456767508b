'use client';

import { Ellipsis, LogOut } from 'lucide-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Menu, MenuButton, MenuLink } from '@/components/ui/menu';
import { NavLink } from './nav-link';

export type BarItem = { href: Route; label: string; icon: ReactNode };

type BottomBarProps = {
  items: readonly BarItem[];
  more: readonly BarItem[];
  signOut: () => Promise<void>;
};

/** Main navigation of phones and upright tablets. */
export function BottomBar({ items, more, signOut }: BottomBarProps) {
  return (
    <nav className="bottom-bar" aria-label="Main, short">
      {items.map((item) => (
        <NavLink key={item.href} href={item.href} className="bottom-item">
          {item.icon}
          {item.label}
        </NavLink>
      ))}
      <Menu
        label="More"
        triggerClassName="bottom-item"
        trigger={
          <>
            <Ellipsis />
            More
          </>
        }
      >
        {more.map((item) => (
          <MenuLink key={item.href} href={item.href} icon={item.icon}>
            {item.label}
          </MenuLink>
        ))}
        <form action={signOut}>
          <MenuButton type="submit" icon={<LogOut />}>
            Sign out
          </MenuButton>
        </form>
      </Menu>
    </nav>
  );
}
