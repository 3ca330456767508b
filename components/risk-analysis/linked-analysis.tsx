'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { SelectField } from '@/components/ui/select-field';
import { type AnalysisItem, analysisStateNames } from '@/lib/risk-analysis/model';
import { AnalysisMark } from './analysis-mark';

/** The analysis on which an answer rests. `onTakeOff`: null for those who only read. */
export function LinkedAnalysis({
  analysis,
  onTakeOff,
}: {
  analysis: AnalysisItem;
  onTakeOff: (() => void) | null;
}) {
  const { title, frequency, revision, state, missing } = analysis;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-1.5">
      <span className="min-w-0 grow basis-56">
        <Link className="link" href={`/risk-analyses/${analysis.analysisId}` as Route} prefetch={false}>
          {title}
        </Link>
        <small className="block text-ink-3">
          {frequency || 'No frequency yet'}, revision {revision}
          {state === 'DRAFT' && `, lacks ${missing.join(', ')}`}
        </small>
      </span>
      <AnalysisMark state={state} nextReviewOn={analysis.nextReviewOn} />
      {onTakeOff && (
        <Button size="sm" variant="ghost" onClick={onTakeOff}>
          Take off
        </Button>
      )}
    </div>
  );
}

/** Links an analysis that is there, or starts one that is linked at once. */
export function LinkForm({
  choices,
  isReplacement,
  newHref,
  busy,
  onLink,
}: {
  choices: readonly AnalysisItem[];
  isReplacement: boolean;
  newHref: string;
  busy: boolean;
  onLink: (analysisId: string) => void;
}) {
  const [chosen, setChosen] = useState('');
  const [wantsOther, setWantsOther] = useState(false);
  if (isReplacement && choices.length === 0) return null;
  if (isReplacement && !wantsOther)
    return (
      <button type="button" className="more" onClick={() => setWantsOther(true)}>
        Use another one
      </button>
    );
  const first = choices[0]?.analysisId ?? '';
  const value = choices.some(({ analysisId }) => analysisId === chosen) ? chosen : first;
  return (
    <div className="mt-2 flex flex-wrap items-end gap-2">
      {choices.length > 0 && (
        <>
          <SelectField
            name="analysisId"
            label={isReplacement ? 'Another analysis' : 'An analysis for this requirement'}
            className="max-w-96"
            value={value}
            onChange={(event) => setChosen(event.target.value)}
            options={choices.map(({ analysisId, title, frequency, state }) => ({
              value: analysisId,
              label: [title, frequency, analysisStateNames[state].toLowerCase()].filter(Boolean).join(', '),
            }))}
          />
          <Button busy={busy} onClick={() => onLink(value)}>
            {isReplacement ? 'Use this one' : 'Link it'}
          </Button>
        </>
      )}
      {!isReplacement && (
        <LinkButton href={newHref as Route} variant={choices.length > 0 ? 'ghost' : 'default'}>
          Start a new one
        </LinkButton>
      )}
    </div>
  );
}
