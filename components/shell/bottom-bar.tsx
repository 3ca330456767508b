'use client';

import { openPalette } from '@/components/palette/search-button';
import { Ellipsis, LogOut, Search } from '@/components/ui/icons';
import { Menu, MenuButton, MenuLink } from '@/components/ui/menu';
import { NavLink } from './nav-link';
import { bottomBarLabels, type Section } from './navigation';
import { signOutForm } from './sign-out-guard';

type BottomBarProps = { sections: readonly Section[]; signOut: () => Promise<void> };

/** Main navigation of phones and upright tablets. */
export function BottomBar({ sections, signOut }: BottomBarProps) {
  const inBar = Object.entries(bottomBarLabels).flatMap(([href, label]) =>
    sections.filter((section) => section.href === href).map((section) => ({ ...section, label })),
  );
  const more = sections.filter((section) => !(section.href in bottomBarLabels));
  return (
    <nav className="bottom-bar" aria-label="Main, short">
      {inBar.map(({ href, label, icon: Icon }) => (
        <NavLink key={href} href={href} className="bottom-item">
          <Icon />
          {label}
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
        <MenuButton icon={<Search />} onSelect={openPalette}>
          Search
        </MenuButton>
        {more.map(({ href, label, icon: Icon }) => (
          <MenuLink key={href} href={href} icon={<Icon />}>
            {label}
          </MenuLink>
        ))}
        <form action={signOut} {...signOutForm}>
          <MenuButton type="submit" icon={<LogOut />}>
            Sign out
          </MenuButton>
        </form>
      </Menu>
    </nav>
  );
}
