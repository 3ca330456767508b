'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { KeyCap } from '@/components/ui/key-cap';
import { StatusGlyph } from '@/components/ui/status';
import { type Finding, findingNames } from '@/lib/catalogue/model';
import type { ChecklistItem } from '@/lib/response/model';
import { weighBulk } from './matrix-model';

type BulkBarProps = {
  items: readonly ChecklistItem[];
  options: readonly Finding[];
  onAnswer: (items: readonly ChecklistItem[], finding: Finding) => void;
  onClear: () => void;
};

/** What can be done with the selected lines. Large or overwriting answers are asked about once, with both numbers. */
export function BulkBar({ items, options, onAnswer, onClear }: BulkBarProps) {
  const [asked, setAsked] = useState<Finding | null>(null);
  const weighed = asked && weighBulk(items, asked);
  const choose = (finding: Finding) => {
    if (weighBulk(items, finding).needsConfirmation) setAsked(finding);
    else onAnswer(items, finding);
  };
  const confirm = (chosen: readonly ChecklistItem[]) => {
    if (asked) onAnswer(chosen, asked);
    setAsked(null);
  };
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
          <Button key={option} size="sm" icon={<StatusGlyph kind={option} />} onClick={() => choose(option)}>
            {findingNames[option]}
          </Button>
        ))}
      </div>
      <Dialog
        open={weighed !== null}
        onClose={() => setAsked(null)}
        title={asked && `Answer ${items.length} ${plural(items.length)} ${findingNames[asked]}?`}
      >
        {weighed && (
          <>
            <p className="mt-1 text-ink-2 text-read">
              {weighed.replaced > 0
                ? `${weighed.replaced} of ${weighed.total} ${weighed.replaced === 1 ? 'has' : 'have'} another answer now, which this replaces. Their texts and their history are kept.`
                : 'None of them has another answer.'}{' '}
              Each answer is a statement about your systems: answer together only what you have checked
              together.
            </p>
            <div className="dialog-actions">
              <Button onClick={() => setAsked(null)}>Cancel</Button>
              {weighed.replaced > 0 && weighed.untouched.length > 0 && (
                <Button onClick={() => confirm(weighed.untouched)}>
                  Only the {weighed.untouched.length} unanswered
                </Button>
              )}
              <Button variant="primary" onClick={() => confirm(items)}>
                Answer {items.length} {plural(items.length)}
              </Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  );
}

function plural(count: number): string {
  return count === 1 ? 'requirement' : 'requirements';
}
