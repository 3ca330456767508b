'use client';

import { useState } from 'react';
import { LibrarySearch } from '@/components/evidence/panel/library-search';
import { unreached } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { showToast } from '@/components/ui/toast-store';
import type { EvidenceHitView } from '@/lib/evidence/model';
import type { ChecklistItem } from '@/lib/response/model';
import { useChecklist } from '../checklist-context';
import { useTableFacts } from './table-context';

type BulkEvidenceProps = { items: readonly ChecklistItem[]; onClose: () => void; onDone: () => void };

/** One piece of evidence for many requirements: what of the library is used is chosen here. Loaded when it is asked for. */
export default function BulkEvidence({ items, onClose, onDone }: BulkEvidenceProps) {
  const { assessmentId } = useChecklist().view;
  const { actions } = useTableFacts();
  const [problem, setProblem] = useState('');
  const [busyId, setBusyId] = useState<string | null>(null);
  const numbers = items.map(({ requirementNumber }) => requirementNumber);
  const many = `${numbers.length} ${numbers.length === 1 ? 'requirement' : 'requirements'}`;

  async function attach({ evidenceId, title }: EvidenceHitView) {
    if (busyId !== null) return;
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
      <p className="mt-2 mb-3 text-ink-2 wrap-anywhere">
        {numbers.join(', ')}. Where it is used already, it stays.
      </p>
      <LibrarySearch
        {...{ assessmentId, problem }}
        requirementNumber={numbers[0] ?? ''}
        emptyWords="Nothing in the library fits by itself. Search for a title, or add the evidence to the library first."
        act={(hit) => (
          <Button size="sm" busy={busyId === hit.evidenceId} onClick={() => void attach(hit)}>
            Attach<span className="sr-only"> {hit.title}</span>
          </Button>
        )}
      />
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}
