'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { EmptyState } from './empty-state';

type ErrorStateProps = {
  title: string;
  children: ReactNode;
  retryText: string;
  onRetry: () => void;
  /** Finds the log entry; not the error's own words, which may hold what nobody should read. */
  reference?: string | undefined;
};

/** A defect in place of a page: what is safe, what to do, and the number to quote. */
export function ErrorState({ title, children, retryText, onRetry, reference }: ErrorStateProps) {
  return (
    <EmptyState
      as="h1"
      icon={<TriangleAlert />}
      title={title}
      action={
        <>
          <Button icon={<RotateCw />} onClick={onRetry}>
            {retryText}
          </Button>
          {reference && <p className="mt-3 text-ink-3 text-small">{reference}</p>}
        </>
      }
    >
      {children}
    </EmptyState>
  );
}
