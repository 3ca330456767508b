import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

export type TabLink = { href: Route; label: ReactNode; count?: ReactNode; current: boolean };

/** Views of one thing, each with its own address. */
export function TabLinks({
  tabs,
  label,
  className,
}: {
  tabs: readonly TabLink[];
  label: string;
  className?: string;
}) {
  return (
    <nav aria-label={label} className={className}>
      <div className="tabs">
        {tabs.map((tab) => (
          <Link key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
            {tab.label}
            {tab.count !== undefined && <small>{tab.count}</small>}
          </Link>
        ))}
      </div>
    </nav>
  );
}
