import type { ReactNode } from 'react';
import { RemoveSample } from '@/components/sample/sample-forms';
import { Toaster } from '@/components/ui/toaster';
import { BottomBar } from './bottom-bar';
import { bottomBarLabels, sectionsFor } from './navigation';
import { ShellKeys } from './shell-keys';
import { type Frame, type FrameActions, Sidebar } from './sidebar';

/** Everything around a page of the workspace. */
export function AppFrame({
  frame,
  actions,
  children,
}: {
  frame: Frame;
  actions: FrameActions;
  children: ReactNode;
}) {
  const sections = sectionsFor(frame.role);
  const bar = sections.map(({ href, label, icon: Icon }) => ({
    href,
    label: bottomBarLabels[href] ?? label,
    icon: <Icon />,
    inBar: href in bottomBarLabels,
  }));
  return (
    <div className="app">
      <a className="skip-link" href="#main">
        Skip to the main content
      </a>
      <Sidebar frame={frame} actions={actions} />
      <div className="main">
        {frame.organization.isSample && (
          <aside className="sample-strip" aria-label="Sample data">
            <span>
              <b>Sample data.</b> All names, answers and files of {frame.organization.name} are invented.
            </span>
            {frame.role === 'ADMINISTRATOR' && (
              <RemoveSample action={actions.removeSample} organizationId={frame.organization.id} />
            )}
          </aside>
        )}
        {children}
      </div>
      <BottomBar
        items={Object.keys(bottomBarLabels).flatMap((href) => bar.filter((item) => item.href === href))}
        more={bar.filter((item) => !item.inBar)}
        signOut={actions.signOut}
      />
      <ShellKeys jumps={sections.map(({ letter, label, href }) => ({ letter, label, href }))} />
      <Toaster closeLabel="Close" />
    </div>
  );
}
