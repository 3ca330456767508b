'use client';

import type { Route } from 'next';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import type { ImportOutcome } from '@/lib/exchange/model';
import { plural } from '@/lib/platform/format';
import { requirementList } from './words';

type ImportResultProps = { assessmentId: string; outcome: ImportOutcome; onAgain: () => void };

/** What was done with a file, and what was not. */
export function ImportResult({ assessmentId, outcome, onAgain }: ImportResultProps) {
  const { changed, overtaken, leftOut, notChosen } = outcome;
  const fitless = leftOut - notChosen;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="grid max-w-176 gap-4" role="status">
      <h2 ref={title} tabIndex={-1} className="font-semibold text-lead outline-none">
        {changed === 0 ? 'No answer was changed' : `${plural(changed, 'answer was', 'answers were')} changed`}
      </h2>
      {overtaken.length > 0 && (
        <Notice
          tone="soon"
          title={`${plural(overtaken.length, 'answer was', 'answers were')} saved by somebody since the preview.`}
        >
          {requirementList(overtaken)}: what they wrote is kept. Choose the file again to compare.
        </Notice>
      )}
      {leftOut > 0 && (
        <p className="text-ink-2">
          Left out, as the preview said:{' '}
          {[
            fitless > 0 &&
              `${plural(fitless, 'place', 'places')} that ${fitless === 1 ? 'does' : 'do'} not fit`,
            notChosen > 0 && `${plural(notChosen, 'row', 'rows')} that you did not choose`,
          ]
            .filter(Boolean)
            .join(' and ')}
          .
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <LinkButton variant="primary" href={`/assessments/${assessmentId}` as Route}>
          To the assessment
        </LinkButton>
        <Button onClick={onAgain}>Bring another file</Button>
      </div>
    </div>
  );
}
