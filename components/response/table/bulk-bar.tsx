'use client';

import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Paperclip } from '@/components/ui/icons';
import { KeyCap } from '@/components/ui/key-cap';
import { StatusGlyph } from '@/components/ui/status';
import { showToast } from '@/components/ui/toast-store';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { ChecklistItem } from '@/lib/response/model';
import { weighBulk } from './matrix-model';
import { noWishes, useBulk } from './use-bulk';

const BulkDialog = lazy(() => import('./bulk-dialog'));
const BulkEvidence = lazy(() => import('./bulk-evidence'));

type BulkBarProps = {
  items: readonly ChecklistItem[];
  options: readonly Finding[];
  /** The lines that were changed stay in sight, and are not selected any more. */
  onDone: (items: readonly ChecklistItem[]) => void;
  onClear: () => void;
};

/** What can be done with the selected lines. Large or overwriting answers, and everything else, are asked about once. */
export function BulkBar({ items, options, onDone, onClear }: BulkBarProps) {
  const [asked, setAsked] = useState<Finding | 'MORE' | 'EVIDENCE' | null>(null);
  const [busy, setBusy] = useState(false);
  const { change } = useBulk();

  async function choose(finding: Finding) {
    if (weighBulk(items, finding).needsConfirmation) return setAsked(finding);
    setBusy(true);
    const done = await change(items, { ...noWishes, finding });
    setBusy(false);
    if (done.ok) onDone(items);
    else showToast({ message: done.message, tone: 'late' });
  }

  return (
    <>
      <div className="m-bulk" role="toolbar" aria-label="Selected requirements">
        <b>{items.length} selected</b>
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear
          <KeyCap>Esc</KeyCap>
        </Button>
        <span className="m-bulk-words">Answer all</span>
        {options.map((option) => (
          <Button
            key={option}
            size="sm"
            busy={busy}
            icon={<StatusGlyph kind={option} />}
            onClick={() => void choose(option)}
          >
            {findingNames[option]}
          </Button>
        ))}
        <Button size="sm" icon={<Paperclip />} aria-haspopup="dialog" onClick={() => setAsked('EVIDENCE')}>
          Attach
        </Button>
        <Button size="sm" variant="primary" aria-haspopup="dialog" onClick={() => setAsked('MORE')}>
          Change
        </Button>
      </div>
      <Suspense>
        {asked === 'EVIDENCE' && (
          <BulkEvidence items={items} onClose={() => setAsked(null)} onDone={() => setAsked(null)} />
        )}
        {asked && asked !== 'EVIDENCE' && (
          <BulkDialog
            items={items}
            options={options}
            asked={asked}
            onClose={() => setAsked(null)}
            onDone={() => {
              setAsked(null);
              onDone(items);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
