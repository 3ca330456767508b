'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { patiently } from '@/components/ui/patiently';
import { SignInBeside } from '@/components/ui/sign-in-beside';
import { useChecklist, useChecklistState } from '../checklist-context';

// For one tab in a thousand: the others do not wait for it. Both come from an answer of the server, which is there then.
const ElsewhereStrips = lazy(patiently(() => import('./elsewhere-strips')));

/** What stops or endangers the work, above it: a lock, an ended session, changes that could not be saved. */
export function ChecklistStrips() {
  const { store, view } = useChecklist();
  const lock = useChecklistState((state) => state.lock);
  const save = useChecklistState((state) => state.save);
  const changed = useChecklistState((state) => state.changed);
  const isStuck = save.kind === 'KEPT';
  const endsWithTab = 'isKept' in save && !save.isKept;
  const isOffline = useIsOffline() && !endsWithTab;
  if (
    !isOffline &&
    !lock &&
    !changed &&
    save.kind !== 'ELSEWHERE' &&
    save.kind !== 'SIGNED_OUT' &&
    !isStuck &&
    !endsWithTab
  )
    return null;
  return (
    <div className="strips">
      {endsWithTab && (
        <Notice tone="late" role="alert" title="Keep this tab open.">
          This browser gives no place to keep what is not saved
          {window.isSecureContext ? '' : ' on an http address'}: it is in this tab only until it can be saved.
        </Notice>
      )}
      {isOffline && (
        <Notice tone="soon" title="You are offline. Go on, and do not close or reload this page.">
          It cannot be opened again without the network. What you change is kept{' '}
          {window.isSecureContext ? 'on this device' : 'in this tab'} and sent when the network is back.
        </Notice>
      )}
      {save.kind === 'SIGNED_OUT' && (
        <Notice
          tone="late"
          role="alert"
          title="Your sign-in has ended."
          action={
            <span className="flex flex-wrap gap-2">
              <SignInBeside />
              <Button size="sm" onClick={() => store.resume()}>
                Save now
              </Button>
            </span>
          }
        >
          {save.changes === 1 ? 'One change is' : `${save.changes} changes are`} kept{' '}
          {save.isKept ? 'on this device' : 'in this tab'} and saved when you are back.
        </Notice>
      )}
      {(changed || save.kind === 'ELSEWHERE') && (
        <Suspense>
          <ElsewhereStrips />
        </Suspense>
      )}
      {lock && (
        <Notice
          tone="info"
          title={lock.words}
          action={
            <Link className="btn btn-sm" href={`/assessments/${view.assessmentId}` as Route} prefetch={false}>
              Open the overview
            </Link>
          }
        />
      )}
      {isStuck && (
        <Notice
          tone="soon"
          title={`${save.changes === 1 ? 'One change' : `${save.changes} changes`} could not be saved.`}
          action={
            <Button size="sm" onClick={() => store.discard()}>
              Discard
            </Button>
          }
        >
          The text stays in its field {save.isKept ? 'on this device' : 'in this tab'}, so that you can copy
          it.
        </Notice>
      )}
    </div>
  );
}

/** As far as the browser knows. */
function useIsOffline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => !navigator.onLine,
    () => false,
  );
}
