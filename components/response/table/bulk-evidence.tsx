'use client';

import { useEffect, useState } from 'react';
import { KindIcon } from '@/components/evidence/kind-icon';
import { findItems } from '@/components/evidence/panel/panel-api';
import { unreached } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Search } from '@/components/ui/icons';
import { showToast } from '@/components/ui/toast-store';
import type { EvidenceHitView } from '@/lib/evidence/model';
import type { ChecklistItem } from '@/lib/response/model';
import { useChecklist } from '../checklist-context';
import { useTableFacts } from './table-context';

type BulkEvidenceProps = { items: readonly ChecklistItem[]; onClose: () => void; onDone: () => void };

/** One piece of evidence for many requirements: what of the library is used is chosen here. Loaded when it is asked for. */
export default function BulkEvidence({ items, onClose, onDone }: BulkEvidenceProps) {
  const { view } = useChecklist();
  const { actions } = useTableFacts();
  const { assessmentId } = view;
  const numbers = items.map(({ requirementNumber }) => requirementNumber);
  const [first = ''] = numbers;
  const many = `${numbers.length} ${numbers.length === 1 ? 'requirement' : 'requirements'}`;
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<readonly EvidenceHitView[] | null>(null);
  const [problem, setProblem] = useState('');
  const [busyId, setBusyId] = useState<string | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    async function find() {
      const answer = await findItems(query, { assessmentId, requirementNumber: first }, stop.signal);
      if (stop.signal.aborted) return;
      setProblem(answer.ok ? '' : answer.message);
      if (answer.ok) setHits(answer.value.hits);
    }
    const timer = setTimeout(() => void find(), 200);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, assessmentId, first]);

  async function attach({ evidenceId, title }: EvidenceHitView) {
    setBusyId(evidenceId);
    const form = new FormData();
    form.set('evidenceId', evidenceId);
    form.set('assessmentId', assessmentId);
    form.set('requirementNumbers', numbers.join(','));
    const done = await actions.attach(null, form).catch(() => unreached);
    setBusyId(null);
    if (!done.ok) return setProblem(Object.values(done.fieldErrors ?? {}).flat()[0] ?? done.message);
    showToast({ message: `${title} is used for ${many}.` });
    onDone();
  }

  return (
    <Dialog open wide onClose={onClose} title={`Attach evidence to ${many}`}>
      <p className="mt-2 text-ink-2 wrap-anywhere">
        {numbers.join(', ')}. Where it is used already, it stays.
      </p>
      <label className="inline-input mt-3">
        <Search className="size-3.5" />
        <span className="sr-only">Search the library</span>
        <input
          type="search"
          placeholder="Title, words inside, requirement or hash"
          value={query}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
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
            </span>
            <Button size="sm" busy={busyId === hit.evidenceId} onClick={() => void attach(hit)}>
              Attach<span className="sr-only"> {hit.title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {hits?.length === 0 && (
        <p className="mt-2 text-ink-2">
          {query.trim()
            ? `Nothing in the library matches “${query.trim()}”.`
            : 'Nothing in the library fits by itself. Search for a title, or add the evidence to the library first.'}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}
