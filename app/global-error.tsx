'use client';

import './globals.css';
import { ErrorState } from '@/components/ui/error-state';
import { fontVariables } from './fonts';

/** Stands in for the whole document when even the root layout fails, for example without a database. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en" className={fontVariables}>
      <head>
        <title>Not loaded · Inplace</title>
      </head>
      <body>
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
      </body>
    </html>
  );
}
