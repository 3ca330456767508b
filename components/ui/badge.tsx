import type { ReactNode } from 'react';
import { cx } from './class-names';

export type BadgeTone = 'ok' | 'soon' | 'late' | 'info' | 'neutral';

/** A short state on a soft background; give it an icon so that colour is not the only cue. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: BadgeTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={cx('badge', `badge-${tone}`, !icon && 'pl-[0.4375rem]')}>
      {icon}
      {children}
    </span>
  );
}

/** An outlined fact, for example a version of the standard. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>;
}

/** The short name of a questionnaire in its box. `label` says it in full for screen readers. */
export function SaqMark({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <span className="saq" title={label}>
      {children}
    </span>
  );
}
