import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import { type Crumb, TopBar } from './top-bar';

type PageProps = {
  crumbs: readonly Crumb[];
  /** Right end of the top bar. */
  actions?: ReactNode;
  /** document: padded text; list: full-bleed tables; fill: own panes in what the window has. */
  layout?: 'document' | 'list' | 'fill';
  children: ReactNode;
};

/** Top bar and main landmark of one screen. Each page of the workspace starts with it. */
export function Page({ crumbs, actions, layout = 'document', children }: PageProps) {
  return (
    <>
      <TopBar crumbs={crumbs}>{actions}</TopBar>
      <main
        id="main"
        tabIndex={-1}
        className={cx('page outline-none', layout !== 'document' && `page-${layout}`)}
      >
        {children}
      </main>
    </>
  );
}
