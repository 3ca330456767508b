import type { ReactNode } from 'react';

/** Heading of a section with a short remark and actions at the end of the line. */
export function SectionHead({
  title,
  id,
  note,
  actions,
  level: Level = 'h2',
}: {
  title: ReactNode;
  id?: string;
  note?: ReactNode;
  actions?: ReactNode;
  level?: 'h2' | 'h3';
}) {
  return (
    <div className="section-head">
      <Level id={id}>{title}</Level>
      {note && <small>{note}</small>}
      {actions && <div className="section-actions flex items-center gap-2">{actions}</div>}
    </div>
  );
}
