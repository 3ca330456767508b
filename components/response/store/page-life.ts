import { randomId } from '@/components/ui/random-id';

/** A store as others, in this tab or another, know it. Its lock is held while it lives; the browser lets go of it after a crash. */
export type PageLife = { tabId: string; end: () => void };

const lockOf = (tabId: string) => `inplace.page.${tabId}`;

export function beginLife(): PageLife {
  const tabId = randomId();
  let end = () => {};
  const life = new Promise<void>((resolve) => {
    end = resolve;
  });
  // Absent over plain http, where nothing is kept either.
  void navigator.locks?.request(lockOf(tabId), () => life);
  return { tabId, end };
}

/** Runs the work once the named page is gone; several tabs that wait for it do so one after the other. */
export function whenGone(tabId: string, work: () => Promise<void>): void {
  void navigator.locks.request(lockOf(tabId), work);
}
