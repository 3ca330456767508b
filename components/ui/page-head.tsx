import type { ReactNode } from 'react';

/** The first line of a screen: a sentence that says what is true, and what to do next. */
export function PageHead({
  title,
  children,
  actions,
  marks,
}: {
  title: ReactNode;
  /** The second line. */
  children?: ReactNode;
  actions?: ReactNode;
  /** Badges or tags beside the title. */
  marks?: ReactNode;
}) {
  return (
    <div className="page-head">
      <div>
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 tabIndex={-1}>{title}</h1>
          {marks}
        </div>
        {children && <p>{children}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
