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
  const { changed, overtaken, leftOut } = outcome;
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
          {plural(leftOut, 'place of the file was', 'places of the file were')} left out, as the preview said.
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
