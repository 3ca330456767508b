import type { ReactNode } from 'react';

type ErrorStateProps = {
  title: string;
  children: ReactNode;
  retryText: string;
  onRetry: () => void;
  /** Finds the log entry; not the error's own words, which may hold what nobody should read. */
  reference?: string | undefined;
};

/**
 * A defect in place of a page: what is safe, what to do, and the number to quote. Every page carries it, so it is plain
 * markup: no icon set, no router.
 */
export function ErrorState({ title, children, retryText, onRetry, reference }: ErrorStateProps) {
  return (
    <div className="empty">
      <h1 className="font-semibold">{title}</h1>
      <p>{children}</p>
      <button type="button" className="btn" onClick={onRetry}>
        {retryText}
      </button>
      {reference && <p className="mt-3 text-ink-3 text-small">{reference}</p>}
    </div>
  );
}
