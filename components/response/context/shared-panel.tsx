'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useChecklist, useChecklistState } from '../checklist-context';
import { shortTime } from '../words';

/** Where an organization-wide answer comes from, where it is used, and the way to use it elsewhere. */
export default function SharedPanel({ requirementNumber }: { requirementNumber: string }) {
  const { view } = useChecklist();
  const shared = useChecklistState((state) => state.shared[requirementNumber]);
  const locked = useChecklistState((state) => state.lock !== null);
  if (!shared) return null;
  const base = `/assessments/${view.assessmentId}/shared`;
  const { from, usedIn } = shared;
  return (
    <section>
      <h2>Shared answer</h2>
      {from && (
        <p>
          Shared from {from.name}, confirmed on {shortTime(from.confirmedAt, view.timeZone, new Date())} by{' '}
          {from.confirmedByName}.
        </p>
      )}
      {from?.state === 'CHANGED' && (
        <p className="tone-late">
          Changed in {from.name}:{' '}
          <Link href={base as Route} className="link" prefetch={false}>
            confirm or detach
          </Link>
        </p>
      )}
      {usedIn.length > 0 && <p>Used in {usedIn.map(({ name }) => name).join('; ')}.</p>}
      {!locked && shared.canShare && (
        <Link href={`${base}?requirement=${requirementNumber}` as Route} className="link" prefetch={false}>
          Use this answer in …
        </Link>
      )}
    </section>
  );
}
