'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { SignOnActions } from './action';

/** Leaves for the provider and comes back with what it says about the administrator. */
export function TestButton({ start }: { start: SignOnActions['startTest'] }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function leave() {
    setBusy(true);
    const started = await start().catch(() => null);
    if (started?.ok) return window.location.assign(started.url);
    setBusy(false);
    setProblem(
      Object.values(started?.fieldErrors ?? {})
        .flat()
        .join(' ') ||
        started?.message ||
        'Inplace did not answer. Try again.',
    );
  }

  return (
    <>
      <Button busy={busy} onClick={() => void leave()}>
        Test the sign-on
      </Button>
      {problem && (
        <Notice tone="late" role="alert" title="The test could not start.">
          {problem}
        </Notice>
      )}
    </>
  );
}
