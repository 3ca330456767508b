'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { commentDrafts } from '@/components/comment/drafts';
import { forgetPlaces } from '@/components/palette/places';
import { countUnsentOf, letGoOfUnsent } from '@/components/response/store/unsent';
import { hearSignedOut, leavingMs, othersLeaveMs, tellSignedOut } from './sign-out-news';

const SignOutQuestion = lazy(() => import('./sign-out-question'));

export type Unsent = { kept: number; inTab: number; comments: number };

const patience = () => new Promise((resolve) => setTimeout(resolve, leavingMs));

/** Marks a form that signs out. */
export const signOutForm = { 'data-sign-out': '' };

let leaving: ReturnType<typeof setTimeout> | undefined;
let asking: ((go: () => void) => void) | null = null;

/** Signs out, after the question where answers are not saved: for what is no form. */
export function signOutBy(go: () => void): void {
  if (asking) asking(go);
  else go();
}

/**
 * Asks before somebody signs out while what they wrote is not saved, lets go of answers once the workspace is left, and
 * leaves nothing else of the person in the browser: other tabs drop theirs and leave for the sign-in.
 */
export function SignOutGuard({ personId }: { personId: string }) {
  const [question, setQuestion] = useState<(Unsent & { go: () => void }) | null>(null);

  useEffect(() => {
    const answered = new WeakSet<HTMLFormElement>();
    const ask = async (go: () => void) => {
      const [unsent, comments] = await Promise.all([countUnsentOf(personId), commentDrafts.count(personId)]);
      const leave = () => {
        forgetPlaces();
        tellSignedOut(personId);
        // A browser that does not answer keeps nobody signed in.
        void Promise.race([commentDrafts.forget(personId), patience()]).then(go);
      };
      if (unsent.kept + unsent.inTab + comments > 0) setQuestion({ ...unsent, comments, go: leave });
      else leave();
    };
    const submit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !('signOut' in form.dataset) || answered.has(form)) return;
      event.preventDefault();
      event.stopPropagation();
      void ask(() => {
        answered.add(form);
        form.requestSubmit();
      });
    };
    asking = (go) => void ask(go);
    document.addEventListener('submit', submit, true);
    return () => {
      asking = null;
      document.removeEventListener('submit', submit, true);
    };
  }, [personId]);

  useEffect(() => {
    commentDrafts.begin(personId);
    return hearSignedOut(personId, () => {
      void commentDrafts.forget(personId);
      setTimeout(() => window.location.replace('/sign-in'), othersLeaveMs);
    });
  }, [personId]);

  useEffect(() => {
    clearTimeout(leaving);
    return () => {
      // Unless the frame is only set up anew.
      leaving = setTimeout(() => {
        letGoOfUnsent();
        commentDrafts.letGo();
      });
    };
  }, []);

  return (
    question && (
      <Suspense>
        <SignOutQuestion
          unsent={question}
          onStay={() => setQuestion(null)}
          onSignOut={() => {
            setQuestion(null);
            question.go();
          }}
        />
      </Suspense>
    )
  );
}
