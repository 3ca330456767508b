'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useChecklist, useChecklistState } from '../checklist-context';

/** What stops or endangers the work, above it: a lock, an ended session, changes that could not be saved. */
export function ChecklistStrips() {
  const { store, view } = useChecklist();
  const lock = useChecklistState((state) => state.lock);
  const save = useChecklistState((state) => state.save);
  const isKept = save.kind === 'KEPT';
  if (!lock && save.kind !== 'SIGNED_OUT' && !isKept) return null;
  return (
    <div className="strips">
      {save.kind === 'SIGNED_OUT' && (
        <Notice
          tone="late"
          role="alert"
          title="Your sign-in has ended."
          action={
            <span className="flex flex-wrap gap-2">
              <a className="btn btn-sm" href="/sign-in" target="_blank" rel="noreferrer">
                Sign in in a new tab
              </a>
              <Button size="sm" onClick={() => store.resume()}>
                Save now
              </Button>
            </span>
          }
        >
          {save.changes === 1 ? 'One change is' : `${save.changes} changes are`} kept on this device and saved
          when you are back.
        </Notice>
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
      {isKept && (
        <Notice
          tone="soon"
          title={`${save.changes === 1 ? 'One change' : `${save.changes} changes`} could not be saved.`}
          action={
            <Button size="sm" onClick={() => store.discard()}>
              Discard
            </Button>
          }
        >
          The text stays in its field on this device, so that you can copy it.
        </Notice>
      )}
    </div>
  );
}
