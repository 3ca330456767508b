'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { PaletteDoor } from '@/components/palette/palette-door';
import { Toaster } from '@/components/ui/toaster';
import { BottomBar } from './bottom-bar';
import { sections } from './navigation';
import { PageOwner } from './page-owner';
import { isRailed } from './rail';
import { ShellKeys } from './shell-keys';
import { type Frame, type FrameActions, Sidebar } from './sidebar';
import { SignOutGuard } from './sign-out-guard';

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
    <FrameBox>
      <a className="skip-link" href="#main">
        Skip to the main content
      </a>
      <PageOwner
        personId={frame.person.id}
        organizationId={frame.organization.id}
        organizationName={frame.organization.name}
      />
      <Sidebar frame={frame} actions={actions} sections={shown} />
      <div className="main">
        {strip}
        {children}
      </div>
      <BottomBar sections={shown} signOut={actions.signOut} />
      <SignOutGuard personId={frame.person.id} />
      <ShellKeys jumps={shown} />
      <PaletteDoor frame={frame} actions={actions} sections={shown} />
      <Toaster closeLabel="Close" />
    </FrameBox>
  );
}

/** Alone in following the address, so that another requirement draws no sidebar anew. */
function FrameBox({ children }: { children: ReactNode }) {
  const isRail = isRailed(usePathname());
  return (
    <div className="app" data-rail={isRail || undefined}>
      {children}
    </div>
  );
}
