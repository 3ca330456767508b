import type { ReactNode } from 'react';
import { cx } from './class-names';
import { CircleAlert, CircleCheck, ClockAlert, Info } from './icons';

export type NoticeTone = 'info' | 'soon' | 'late' | 'ok';

const icons = { info: Info, soon: ClockAlert, late: CircleAlert, ok: CircleCheck } as const;

type NoticeProps = {
  tone?: NoticeTone;
  /** The bold fact. */
  title?: ReactNode;
  /** One sentence: what it means or what to do. */
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
  role?: 'alert' | 'status';
  focusable?: boolean;
  className?: string;
};

export function Notice({
  tone = 'info',
  title,
  children,
  action,
  icon,
  role,
  focusable,
  className,
}: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div
      className={cx('notice', `notice-${tone}`, className)}
      role={role}
      tabIndex={focusable ? -1 : undefined}
      data-form-message={focusable || undefined}
    >
      {icon ?? <Icon />}
      <div className="notice-text">
        {title && <b>{title}</b>} {children}
      </div>
      {action}
    </div>
  );
}
