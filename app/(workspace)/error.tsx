'use client';

import { ErrorState } from '@/components/ui/error-state';

export default function WorkspaceError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="page">
      <ErrorState
        title="This page did not load"
        retryText="Try again"
        onRetry={reset}
        reference={error.digest && `Reference for your administrator: ${error.digest}`}
      >
        Nothing that you saved is lost. Try again in a moment.
      </ErrorState>
    </main>
  );
}
