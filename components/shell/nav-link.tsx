'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

type NavLinkProps = {
  href: Route;
  also?: readonly string[] | undefined;
  className?: string;
  title?: string;
  children: ReactNode;
};

/** A link of the main navigation; knows whether its section is open. */
export function NavLink({ href, also = [], children, ...rest }: NavLinkProps) {
  const path = usePathname();
  const within = [href, ...also].some((start) => path === start || path.startsWith(`${start}/`));
  return (
    <Link {...rest} href={href} aria-current={path === href ? 'page' : within ? 'true' : undefined}>
      {children}
    </Link>
  );
}
