'use client';

import { useEffect, useRef, useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { DialogButton, DialogCancel } from '@/components/ui/dialog-button';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { type ImportOutcome, type ImportPreview, placeKey } from '@/lib/exchange/model';
import { plural } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import { DifferenceTable } from './difference-table';
import { ProblemTable } from './problem-table';
import { sendConfirmation } from './send';
import { previewTitle, requirementList } from './words';

type ImportPreviewProps = {
  assessmentId: string;
  timeZone: string;
  preview: ImportPreview;
  onAgain: () => void;
  onDone: (outcome: ImportOutcome) => void;
};

/** Every difference between a file and what stands here. Nothing has changed yet. */
export function ImportPreviewView({ assessmentId, timeZone, preview, onAgain, onDone }: ImportPreviewProps) {
  const { willChange, wouldClear, changedMeanwhile, problems, notes, newerHere, unchanged } = preview;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [cleared, setCleared] = useState<ReadonlySet<string>>(new Set());
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const stopped = preview.stopsOnProblems && problems.length > 0;
  const rows = [
    ...willChange,
    ...wouldClear.filter((row) => cleared.has(placeKey(row))),
    ...changedMeanwhile.filter((row) => chosen.has(placeKey(row))),
  ];
  const amount = plural(rows.length, 'answer', 'answers');

  return (
    <div className="grid gap-6">
      <div className="sticky top-0 z-10 grid gap-2 border-line border-b bg-surface py-3">
        <h2 ref={title} tabIndex={-1} className="font-semibold text-lead outline-none">
          {previewTitle(preview)}
        </h2>
        <p className="text-ink-3 text-small wrap-anywhere">
          {preview.fileName}. Nothing has changed yet.
          {unchanged > 0 && ` ${plural(unchanged, 'row says', 'rows say')} what stands here already.`}
        </p>
        <div className="flex flex-wrap gap-2">
          {rows.length > 0 && !stopped && (
            <DialogButton variant="primary" text={`Change ${amount}`} title={`Change ${amount}?`} wide>
              <ActionForm
                action={() => sendConfirmation(assessmentId, preview.sealed, [...cleared, ...chosen])}
                onSuccess={({ outcome }: { ok: true } & Confirmed) => onDone(outcome)}
                className="grid gap-3"
              >
                <div className="grid gap-2 text-ink-2 text-read">
                  <p>
                    All at once, and each is recorded in the history like any other answer. Rows that somebody
                    saves in this moment are not overwritten.
                  </p>
                  <RequirementList words={requirementList(rows)} />
                </div>
                <div className="dialog-actions">
                  <DialogCancel>Look again</DialogCancel>
                  <SubmitButton busyText="Changing">Change {amount}</SubmitButton>
                </div>
              </ActionForm>
            </DialogButton>
          )}
          <Button onClick={onAgain}>Choose another file</Button>
        </div>
      </div>
      {stopped && (
        <Notice tone="late" title="You asked to stop if anything does not fit.">
          Mend what is listed below in the file, then choose it again.
        </Notice>
      )}
      <ProblemTable
        title="Does not fit"
        explanation="These rows are left out whole. The place is the one that your spreadsheet program shows."
        problems={problems}
      />
      {newerHere.length > 0 && (
        <p className="text-ink-2">
          {plural(newerHere.length, 'answer was', 'answers were')} saved here after the file was made, and the
          file leaves {newerHere.length === 1 ? 'it' : 'them'} alone: what stands here stays.{' '}
          {requirementList(newerHere)}
        </p>
      )}
      <DifferenceTable title="Will change" rows={willChange} timeZone={timeZone} />
      <DifferenceTable
        title="Would be cleared"
        explanation="The cell of the answer is empty in the file. What stands here is kept unless you tick it."
        rows={wouldClear}
        timeZone={timeZone}
        choice={{ chosen: cleared, onChange: setCleared }}
      />
      <DifferenceTable
        title="Changed by somebody meanwhile"
        explanation="Somebody saved these after the file was made. What stands here is kept unless you tick yours."
        rows={changedMeanwhile}
        timeZone={timeZone}
        choice={{ chosen, onChange: setChosen }}
      />
      {notes.length > 0 && (
        <details>
          <summary className="link">
            {plural(notes.length, 'cell', 'cells')} of columns that are only read{' '}
            {notes.length === 1 ? 'differs' : 'differ'} from here
          </summary>
          <ProblemTable title="Only read" problems={notes} />
        </details>
      )}
    </div>
  );
}

type Confirmed = Extract<ActionResult<{ outcome: ImportOutcome }>, { ok: true }>;

function RequirementList({ words }: { words: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="max-h-60 overflow-y-auto wrap-anywhere" aria-label="Requirements" tabIndex={0}>
      {words}
    </section>
  );
}
