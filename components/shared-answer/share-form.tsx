'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { findingNames } from '@/lib/catalogue/model';
import type { ActionResult } from '@/lib/platform/result';
import type { ShareEffect, ShareLine, ShareOutcome } from '@/lib/shared-answer/model';
import { FieldChanges } from './field-changes';
import { OutcomeWords } from './outcome-words';
import { seenValue } from './seen-value';

export type ShareAction = (
  previous: ActionResult<ShareOutcome> | null,
  form: FormData,
) => Promise<ActionResult<ShareOutcome>>;

const effectWords: Record<ShareEffect, string> = {
  NEW: 'Not answered there yet',
  SAME: 'Says the same there: it is only linked',
  REPLACES: 'Answered differently there: ticking it replaces that answer',
  LINKED: 'Used there already',
  NOT_OFFERED: 'The questionnaire there does not offer this answer',
};

type ShareFormProps = {
  assessmentId: string;
  lines: readonly ShareLine[];
  /** Name each line by its assessment, or by its requirement. */
  by: 'ASSESSMENT' | 'REQUIREMENT';
  action: ShareAction;
};

/** What would be used where. What differs there is not ticked by itself: both texts are shown first. */
export function ShareForm({ assessmentId, lines, by, action }: ShareFormProps) {
  const [done, setDone] = useState<ShareOutcome | null>(null);
  const open = lines.filter(({ effect }) => effect !== 'LINKED' && effect !== 'NOT_OFFERED');
  return (
    <ActionForm action={action} onSuccess={setDone} className="grid gap-4">
      <input type="hidden" name="assessmentId" value={assessmentId} />
      <ul className="grid gap-3">
        {lines.map((line) => (
          <li key={seenValue(line)} className="border-line border-b pb-3">
            <Line line={line} by={by} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        {open.length > 0 && <SubmitButton busyText="Using them">Use the ticked answers</SubmitButton>}
        {done && <OutcomeWords outcome={done} what="used" />}
      </div>
    </ActionForm>
  );
}

function Line({ line, by }: { line: ShareLine; by: ShareFormProps['by'] }) {
  const name = by === 'ASSESSMENT' ? line.assessmentName : `${line.requirementNumber} ${line.title}`;
  const isOpen = line.effect !== 'LINKED' && line.effect !== 'NOT_OFFERED';
  const detail = (
    <span className="min-w-0">
      <b>{name}</b>
      <span className="flex flex-wrap items-center gap-x-3 text-ink-2">
        {line.finding && <Status kind={line.finding}>{findingNames[line.finding]}</Status>}
        <span>
          {effectWords[line.effect]}
          {isOpen && line.evidence > 0 && `, with ${line.evidence} of evidence`}
        </span>
      </span>
    </span>
  );
  return (
    <>
      {isOpen ? (
        <label className="grid grid-cols-[auto_minmax(0,1fr)] gap-2">
          <input
            type="checkbox"
            className="check"
            name="entries[]"
            value={seenValue(line)}
            defaultChecked={line.effect !== 'REPLACES'}
          />
          {detail}
        </label>
      ) : (
        detail
      )}
      {line.effect === 'REPLACES' && (
        <div className="mt-1 pl-6">
          <FieldChanges changes={line.changes} before="There now" after="From here" />
        </div>
      )}
    </>
  );
}
