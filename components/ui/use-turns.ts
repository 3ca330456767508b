import { useEffect } from 'react';
import type { Reading } from './reading';

/** Reads a part of a page when it is drawn first and whenever it is asked anew, and tells with what each view was read. */
export function useTurns(
  { turn, tell }: Reading,
  view: { grounds: string } | null,
  load: (init: RequestInit) => Promise<void>,
): void {
  useEffect(() => {
    const stop = new AbortController();
    // Nobody clicked for another turn: the session does not live on through it.
    void load({ signal: stop.signal, ...(turn > 0 && { headers: { 'x-inplace-background': '1' } }) });
    return () => stop.abort();
  }, [load, turn]);
  useEffect(() => {
    if (view) tell(view.grounds);
  }, [view, tell]);
}
