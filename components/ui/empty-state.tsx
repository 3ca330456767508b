import type { ReactNode } from 'react';

/** Icon, what is missing, what to do, one button. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  as: Title = 'h2',
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  as?: 'h1' | 'h2' | 'h3' | 'p';
}) {
  return (
    <div className="empty">
      {icon}
      <Title className="font-semibold">{title}</Title>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
