'use client';

import { ErrorState } from '@/components/ui/error-state';

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="grid min-h-dvh place-content-center bg-surface p-4">
      <ErrorState
        title="Inplace could not show this page"
        retryText="Try again"
        onRetry={reset}
        reference={error.digest && `Reference for your administrator: ${error.digest}`}
      >
        Try again in a moment. If it goes on, look at the terminal or service that runs Inplace.
      </ErrorState>
    </main>
  );
}
