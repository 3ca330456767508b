'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Search } from '@/components/ui/icons';
import type { EvidenceHitView } from '@/lib/evidence/model';
import { KindIcon } from '../kind-icon';
import { findItems } from './panel-api';

type LibrarySearchProps = {
  assessmentId: string;
  /** Without words, what fits this requirement is offered. */
  requirementNumber: string;
  /** What went wrong with what was done to a hit; empty where nothing did. */
  problem: string;
  /** What is said without words where nothing is offered. */
  emptyWords: string;
  /** What can be done with a hit. */
  act: (hit: EvidenceHitView) => ReactNode;
  /** Beside the field. */
  children?: ReactNode;
};

/** Finds items of the library while somebody types. */
export function LibrarySearch({
  assessmentId,
  requirementNumber,
  problem,
  emptyWords,
  act,
  children,
}: LibrarySearchProps) {
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<readonly EvidenceHitView[] | null>(null);
  const [failure, setFailure] = useState('');
  const said = problem || failure;

  useEffect(() => {
    const stop = new AbortController();
    async function find() {
      const answer = await findItems(query, { assessmentId, requirementNumber }, stop.signal);
      if (stop.signal.aborted) return;
      setFailure(answer.ok ? '' : answer.message);
      if (answer.ok) setHits(answer.value.hits);
    }
    const timer = setTimeout(() => void find(), 200);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, assessmentId, requirementNumber]);

  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <label className="inline-input min-w-0 flex-1 basis-48">
          <Search className="size-3.5" />
          <span className="sr-only">Search the library</span>
          <input
            type="search"
            placeholder="Title, words inside, requirement or hash"
            value={query}
            maxLength={200}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: the field opens because the person asked for it
            autoFocus
            onChange={(event) => setQuery(event.target.value)}
          />
        </label>
        {children}
      </div>
      <p className={said ? 'mt-2 text-danger' : 'sr-only'} role="status">
        {said || (hits ? `${hits.length} found` : '')}
      </p>
      <ul className="mt-1">
        {hits?.map((hit) => (
          <li key={hit.evidenceId} className="evidence-row">
            <KindIcon kind={hit.kind} />
            <span className="min-w-0 wrap-anywhere">
              {hit.title}
              <small>{hit.facts}</small>
              {hit.reason && <small className="block text-ink-2">{hit.reason}</small>}
            </span>
            {act(hit)}
          </li>
        ))}
      </ul>
      {hits?.length === 0 && (
        <p className="mt-2 text-ink-2">
          {query.trim() ? `Nothing in the library matches “${query.trim()}”.` : emptyWords}
        </p>
      )}
    </>
  );
}
