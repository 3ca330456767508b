'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { memo, useDeferredValue, useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { PanelRight, RectangleHorizontal, Table2 } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { StatusBar } from '@/components/ui/status-bar';
import { findingNames } from '@/lib/catalogue/model';
import type { AnswerForm, ChecklistItem } from '@/lib/response/model';
import {
  claimedInWords,
  countFindings,
  countsInWords,
  incompleteInWords,
} from '@/lib/response/rules/progress';
import { requirementAddress, useChecklist, useItemsInTime } from '../checklist-context';
import { useSignOff } from '../use-sign-off';
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
  const items = useItemsInTime();
  const signOff = useSignOff();
  const base = `/assessments/${view.assessmentId}`;
  const requirement = requirementAddress(view.assessmentId, requirementNumber);
  return (
    <>
      <Meter items={items} form={view.form} />
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
      <span className="md:hidden">
        {mode === 'ONE_BY_ONE' ? (
          <LinkButton size="sm" href={`${base}/table` as Route} icon={<Table2 />} label="Table" />
        ) : (
          <LinkButton
            size="sm"
            href={requirement as Route}
            icon={<RectangleHorizontal />}
            label="One by one"
          />
        )}
      </span>
      {mode === 'TABLE' && (
        <Link href={`${base}/offline` as Route} className="btn btn-sm max-md:hidden" prefetch={false}>
          Take it offline
        </Link>
      )}
      {view.person.seesAttestation && (
        <Link href={`${base}/sign-off` as Route} className="btn btn-sm max-md:hidden" prefetch={false}>
          {signOff.words}
        </Link>
      )}
      <PhoneCount items={items} />
      {onContext && (
        <span className="context-button">
          <Button
            size="sm"
            icon={<PanelRight />}
            label="Duties, comments and history"
            title="Duties, comments and history (I)"
            onClick={onContext}
          />
        </span>
      )}
    </>
  );
}

type Items = { items: readonly ChecklistItem[] };

const Meter = memo(function Meter({ items, form }: Items & { form: AnswerForm }) {
  const counts = useMemo(() => countFindings(items), [items]);
  // Every answer's texts are weighed for it: the next answer does not wait for that.
  const weighed = useDeferredValue(items);
  const remarks = useMemo(
    () => [incompleteInWords(weighed, form), claimedInWords(weighed)].filter(Boolean).join(', '),
    [weighed, form],
  );
  return (
    <span className="meter">
      <span>
        <b>{counts.answered}</b> of {counts.total} answered
        {remarks && (
          <small>
            <span className="sr-only">, </span>
            {remarks}
          </small>
        )}
      </span>
      <StatusBar counts={counts} label={countsInWords(counts, findingNames)} />
    </span>
  );
});

const PhoneCount = memo(function PhoneCount({ items }: Items) {
  const { answered, total } = countFindings(items);
  return (
    <span className="tag phone-count">
      {answered} of {total}
    </span>
  );
});
