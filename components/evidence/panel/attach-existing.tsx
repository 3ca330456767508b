'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { isEscape } from '@/components/ui/escape';
import { Search } from '@/components/ui/icons';
import type { EvidenceHitView, PanelView } from '@/lib/evidence/model';
import { KindIcon } from '../kind-icon';
import { askPanel, findItems } from './panel-api';

type AttachExistingProps = {
  address: string;
  assessmentId: string;
  requirementNumber: string;
  /** Items that stand on the requirement already. */
  attached: ReadonlySet<string>;
  onAttached: (panel: PanelView) => void;
  onClose: () => void;
};

/** Finds an item of the library and uses it here too. Loaded when it is asked for. */
export default function AttachExisting({
  address,
  assessmentId,
  requirementNumber,
  attached,
  onAttached,
  onClose,
}: AttachExistingProps) {
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<readonly EvidenceHitView[] | null>(null);
  const [problem, setProblem] = useState('');
  const [busyId, setBusyId] = useState<string | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    async function find() {
      const answer = await findItems(query, { assessmentId, requirementNumber }, stop.signal);
      if (stop.signal.aborted) return;
      setProblem(answer.ok ? '' : answer.message);
      if (answer.ok) setHits(answer.value.hits);
    }
    const timer = setTimeout(() => void find(), 200);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, assessmentId, requirementNumber]);

  async function attach(evidenceId: string) {
    setBusyId(evidenceId);
    const answer = await askPanel(address, 'POST', { kind: 'EXISTING', evidenceId });
    setBusyId(null);
    if (answer.ok) onAttached(answer.value);
    else setProblem(answer.message);
  }

  return (
    <search
      className="well mt-2 block"
      aria-label="Evidence of the library"
      onKeyDown={(event) => {
        if (isEscape(event)) onClose();
      }}
    >
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
        <Button size="sm" onClick={onClose}>
          Close
        </Button>
      </div>
      <p className={problem ? 'mt-2 text-danger' : 'sr-only'} role="status">
        {problem || (hits ? `${hits.length} found` : '')}
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
            {attached.has(hit.evidenceId) ? (
              <span className="text-ink-3">attached</span>
            ) : (
              <Button size="sm" busy={busyId === hit.evidenceId} onClick={() => attach(hit.evidenceId)}>
                Attach<span className="sr-only"> {hit.title}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hits?.length === 0 && (
        <p className="mt-2 text-ink-2">
          {query.trim()
            ? `Nothing in the library matches “${query.trim()}”.`
            : 'The library is empty so far.'}
        </p>
      )}
    </search>
  );
}
