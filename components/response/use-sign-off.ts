'use client';

import { useChecklist, useChecklistState } from './checklist-context';

/** What the way to the sign-off is called: to whom may sign, and as long as there is something to sign, more than a place to read. */
export function useSignOff(): { words: string; mayAct: boolean } {
  const { view } = useChecklist();
  const isSealed = useChecklistState(({ lock }) => lock?.kind === 'SIGNED' || lock?.kind === 'SUPERSEDED');
  const mayAct = view.person.maySign && !isSealed;
  return { words: mayAct ? 'Review and sign' : 'Sign-off', mayAct };
}
