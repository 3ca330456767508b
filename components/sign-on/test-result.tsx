'use client';

import { useEffect, useRef, useState } from 'react';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { roleNames } from '@/lib/access/model';
import type { ActionResult } from '@/lib/platform/result';
import type { SignOnTestView } from '@/lib/sign-on/model';

type Finish = (given: { query: string }) => Promise<ActionResult<{ view: SignOnTestView }>>;

/** Ends the test with what the provider sent along in the address, once, and shows what it said. */
export function TestResult({ finish }: { finish: Finish }) {
  const [result, setResult] = useState<ActionResult<{ view: SignOnTestView }> | null>(null);
  const begun = useRef(false);

  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const query = window.location.search.slice(1);
    // The code in the address is used up in a moment; it need not stay in the history.
    window.history.replaceState(null, '', window.location.pathname);
    void finish({ query })
      .catch(() => ({ ok: false as const, code: 'UNAVAILABLE' as const, message: 'Inplace did not answer.' }))
      .then(setResult);
  }, [finish]);

  if (!result) return <p role="status">Asking the provider for its answer …</p>;
  return (
    <div className="grid gap-4">
      {result.ok ? (
        <Outcome view={result.view} />
      ) : (
        <Notice tone="late" role="alert" title={result.message} />
      )}
      <div>
        <LinkButton href="/settings/sign-in">Back to the settings</LinkButton>
      </div>
    </div>
  );
}

function Outcome({ view }: { view: SignOnTestView }) {
  return (
    <>
      <Notice
        tone={view.isFit ? 'ok' : 'late'}
        role="status"
        title={view.isFit ? 'The sign-on works.' : 'This person would be refused.'}
      >
        {view.isFit ? 'You can turn it on now.' : `Because ${view.problems.join(', and because ')}.`}
      </Notice>
      <p>
        {view.role
          ? `The claims give the role ${roleNames[view.role]}.`
          : 'The claims give no role; it stays as it is given here.'}
      </p>
      {view.claims.length > 0 && (
        <section aria-labelledby="claims-title">
          <h2 id="claims-title">What the provider says about you</h2>
          <p className="mt-1 mb-2 text-ink-2">Shown this once and kept nowhere.</p>
          <DescriptionList
            facts={view.claims.map(({ name, value }) => ({
              term: <code>{name}</code>,
              detail: <code className="break-all">{value}</code>,
              key: name,
            }))}
          />
        </section>
      )}
    </>
  );
}
