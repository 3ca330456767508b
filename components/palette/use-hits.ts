import { useEffect, useState } from 'react';
import { ask } from '@/components/ui/ask';
import type { PaletteHits } from '@/lib/palette/model';

/** As long as somebody types, nothing is asked. */
const PAUSE_MS = 150;

const nothing: PaletteHits = { requirements: [], evidence: [], integrations: [] };

type Hits = {
  hits: PaletteHits;
  /** Why there are none. */
  failure: string | null;
  /** They belong to what stands in the field now. */
  isSettled: boolean;
};

/** What the server finds for the words. Until a new answer is here the one before stays. */
export function useHits(query: string, assessmentId: string | null, owner: string): Hits {
  const [answer, setAnswer] = useState({ query: '', hits: nothing, failure: null as string | null });
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === '') return;
    const stop = new AbortController();
    const params = { query: wanted, ...(assessmentId && { assessment: assessmentId }) };
    const address = `/api/palette?${new URLSearchParams(params)}`;
    // Somebody else, or another organization, may have come to this browser in another tab.
    const init = { signal: stop.signal, headers: { 'x-inplace-page-of': owner } };
    const timer = setTimeout(() => {
      void ask<PaletteHits>(address, init).then((found) => {
        if (stop.signal.aborted) return;
        const [hits, failure] = found.ok ? [found.value, null] : [nothing, found.message];
        setAnswer({ query: wanted, hits, failure });
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, assessmentId, owner]);
  if (wanted === '') return { hits: nothing, failure: null, isSettled: true };
  return { hits: answer.hits, failure: answer.failure, isSettled: answer.query === wanted };
}
