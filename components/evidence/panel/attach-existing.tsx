'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { isEscape } from '@/components/ui/escape';
import type { PanelView } from '@/lib/evidence/model';
import { LibrarySearch } from './library-search';
import { askPanel } from './panel-api';

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
export default function AttachExisting(props: AttachExistingProps) {
  const { address, assessmentId, requirementNumber, attached, onAttached, onClose } = props;
  const [problem, setProblem] = useState('');
  const [busyId, setBusyId] = useState<string | null>(null);

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
      <LibrarySearch
        {...{ assessmentId, requirementNumber, problem }}
        emptyWords="The library is empty so far."
        act={({ evidenceId, title }) =>
          attached.has(evidenceId) ? (
            <span className="text-ink-3">attached</span>
          ) : (
            <Button size="sm" busy={busyId === evidenceId} onClick={() => attach(evidenceId)}>
              Attach<span className="sr-only"> {title}</span>
            </Button>
          )
        }
      >
        <Button size="sm" onClick={onClose}>
          Close
        </Button>
      </LibrarySearch>
    </search>
  );
}
