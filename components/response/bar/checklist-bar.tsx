'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { PanelRight, RectangleHorizontal, Table2 } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { StatusBar } from '@/components/ui/status-bar';
import { findingNames } from '@/lib/catalogue/model';
import { countFindings, countsInWords } from '@/lib/response/rules/progress';
import { requirementAddress, useChecklist, useChecklistState } from '../checklist-context';
import { SaveLine } from './save-line';

type ChecklistBarProps = {
  mode: 'ONE_BY_ONE' | 'TABLE';
  /** Where "One by one" leads. */
  requirementNumber: string;
  onOpen: (requirementNumber: string) => void;
  onContext?: () => void;
};

/** Right end of the top bar: progress in requirements, save state, the two views, sign-off. */
export function ChecklistBar({ mode, requirementNumber, onOpen, onContext }: ChecklistBarProps) {
  const { view } = useChecklist();
  const items = useChecklistState((state) => state.items);
  const counts = useMemo(() => countFindings(items), [items]);
  const base = `/assessments/${view.assessmentId}`;
  const requirement = requirementAddress(view.assessmentId, requirementNumber);
  return (
    <>
      <span className="meter">
        <span>
          <b>{counts.answered}</b> of {counts.total} answered
        </span>
        <StatusBar counts={counts} label={countsInWords(counts, findingNames)} />
      </span>
      <SaveLine onOpen={onOpen} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and its own box */}
      <span className="btn-group max-md:hidden" role="group" aria-label="View">
        {mode === 'ONE_BY_ONE' ? (
          <>
            <span className="btn btn-sm" aria-current="true">
              <RectangleHorizontal />
              One by one
            </span>
            <LinkButton size="sm" href={`${base}/table` as Route} icon={<Table2 />}>
              Table
            </LinkButton>
          </>
        ) : (
          <>
            <LinkButton size="sm" href={requirement as Route} icon={<RectangleHorizontal />}>
              One by one
            </LinkButton>
            <span className="btn btn-sm" aria-current="true">
              <Table2 />
              Table
            </span>
          </>
        )}
      </span>
      <Link href={`${base}/sign-off` as Route} className="btn btn-sm max-md:hidden" prefetch={false}>
        Review and sign
      </Link>
      <span className="tag phone-count">
        {counts.answered} of {counts.total}
      </span>
      {onContext && (
        <span className="context-button">
          <Button
            size="sm"
            icon={<PanelRight />}
            label="Duties and history"
            title="Duties and history (I)"
            onClick={onContext}
          />
        </span>
      )}
    </>
  );
}
