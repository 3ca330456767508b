'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import { useChecklist, useChecklistState } from '../checklist-context';

/** Beside an answer that was taken from another assessment and said something else there since: it counts as open. */
export function UnconfirmedNotice({ requirementNumber }: { requirementNumber: string }) {
  const { view } = useChecklist();
  const from = useChecklistState((state) => state.shared[requirementNumber]?.from);
  const locked = useChecklistState((state) => state.lock !== null);
  return (
    <Notice
      tone="soon"
      className="my-3"
      title="This answer waits to be confirmed."
      action={
        !locked && (
          <Link
            className="btn btn-sm"
            href={`/assessments/${view.assessmentId}/shared` as Route}
            prefetch={false}
          >
            Confirm or detach
          </Link>
        )
      }
    >
      {from ? `It changed in ${from.name}, where it comes from.` : 'It changed where it comes from.'} Until
      then it counts as unanswered.
    </Notice>
  );
}
