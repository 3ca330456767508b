import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from './logo';

export type Crumb = { label: string; href?: Route };

/** Where we are, and what can be done here. On phones only the last crumb shows. */
export function TopBar({ crumbs, children }: { crumbs: readonly Crumb[]; children?: ReactNode }) {
  return (
    <header className="topbar">
      <Link className="topbar-logo" href="/dashboard" aria-label="Inplace, overview">
        <Logo />
      </Link>
      <nav className="crumbs" aria-label="Breadcrumb">
        <ol>
          {crumbs.map((crumb, index) => (
            <li key={`${crumb.label}-${crumb.href}`}>
              {crumb.href && index < crumbs.length - 1 ? (
                <Link href={crumb.href}>{crumb.label}</Link>
              ) : (
                <span aria-current={index === crumbs.length - 1 ? 'page' : undefined}>{crumb.label}</span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {children && <div className="topbar-end">{children}</div>}
    </header>
  );
}
