'use client';

import type { ReactNode } from 'react';
import { Toaster } from '@/components/ui/toaster';
import { BottomBar } from './bottom-bar';
import { sections } from './navigation';
import { ShellKeys } from './shell-keys';
import { type Frame, type FrameActions, Sidebar } from './sidebar';

type AppFrameProps = {
  frame: Frame;
  actions: FrameActions;
  /** The addresses of the sections that the person's role opens. */
  open: readonly string[];
  /** What stands above every page of this organization. */
  strip?: ReactNode;
  children: ReactNode;
};

/**
 * Everything around a page of the workspace. Drawn from its few props in one go: as server components, each element of it
 * would cost every page twice, as markup and as data for the router.
 */
export function AppFrame({ frame, actions, open, strip, children }: AppFrameProps) {
  const shown = sections.filter((section) => open.includes(section.href));
  return (
    <div className="app">
      <a className="skip-link" href="#main">
        Skip to the main content
      </a>
      <Sidebar frame={frame} actions={actions} sections={shown} />
      <div className="main">
        {strip}
        {children}
      </div>
      <BottomBar sections={shown} signOut={actions.signOut} />
      <ShellKeys jumps={shown} />
      <Toaster closeLabel="Close" />
    </div>
  );
}
