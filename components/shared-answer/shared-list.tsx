'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useState } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { Instant } from '@/components/ui/time';
import type { ActionResult } from '@/lib/platform/result';
import type { SharedLink, SharedState, ShareOutcome } from '@/lib/shared-answer/model';
import { FieldChanges } from './field-changes';
import { OutcomeWords } from './outcome-words';
import { seenValue } from './seen-value';
import type { ShareAction } from './share-form';

type SharedListProps = {
  assessmentId: string;
  links: readonly SharedLink[];
  timeZone: string;
  /** Null for those who may only read, and where nothing changes any more. */
  actions: {
    confirm: ShareAction;
    detach: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  } | null;
};

/** Answers that come from other assessments; what was changed there waits for a word. */
export function SharedList({ assessmentId, links, timeZone, actions }: SharedListProps) {
  const [done, setDone] = useState<ShareOutcome | null>(null);
  return (
    <>
      {done && <OutcomeWords outcome={done} what="confirmed" />}
      <ul className="grid gap-3">
        {links.map((link) => (
          <li key={link.requirementNumber} className="border-line border-b pb-3">
            <Link
              className="link"
              href={`/assessments/${assessmentId}/requirements/${link.requirementNumber}` as Route}
              prefetch={false}
            >
              {link.requirementNumber} {link.title}
            </Link>
            <p className="text-ink-2">
              Shared from {link.sourceName}, confirmed on{' '}
              <Instant value={link.confirmedAt} timeZone={timeZone} /> by {link.confirmedByName}.
            </p>
            <p className={link.waits ? 'tone-late' : 'text-ink-3'}>{stateWords(link)}</p>
            {link.state === 'CHANGED' && link.changes.length > 0 && (
              <FieldChanges changes={link.changes} before="Here now" after={`In ${link.sourceName}`} />
            )}
            {actions && (
              <div className="mt-2 flex flex-wrap gap-2">
                {link.state === 'CHANGED' && (
                  <ActionForm action={actions.confirm} onSuccess={setDone}>
                    <input type="hidden" name="assessmentId" value={assessmentId} />
                    <input type="hidden" name="entries[]" value={seenValue(link)} />
                    <SubmitButton size="sm" busyText="Confirming">
                      Confirm {link.requirementNumber}
                    </SubmitButton>
                  </ActionForm>
                )}
                <ActionForm action={actions.detach}>
                  <input type="hidden" name="assessmentId" value={assessmentId} />
                  <input type="hidden" name="requirementNumber" value={link.requirementNumber} />
                  <SubmitButton size="sm" variant="default" busyText="Detaching">
                    Detach {link.requirementNumber}
                  </SubmitButton>
                </ActionForm>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function stateWords({ state, waits, sourceName }: SharedLink): string {
  if (waits && state === 'STOPPED') {
    return `Changed in ${sourceName} and not asked there any more: detach it. Until then it counts as open.`;
  }
  const words: Record<SharedState, string> = {
    CHANGED: `Changed in ${sourceName}: confirm or detach. Until then it counts as open.`,
    CURRENT: 'As it is there.',
    OWN: 'Changed here since. Detach it to keep your own answer for good.',
    STOPPED: 'It is not asked there any more, so it stays as it was confirmed.',
  };
  return words[state];
}
