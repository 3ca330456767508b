'use client';

import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import { patiently } from '@/components/ui/patiently';
import { statusSlugs } from '@/components/ui/status-kind';
import type { Finding } from '@/lib/catalogue/model';
import type { AnswerForm, RequirementGuide } from '@/lib/response/model';
import { useChecklist } from '../checklist-context';
import type { RowKey } from '../store/state';
import { resultLabel, withoutStop } from '../words';
import { FixPlan } from './fix-plan';
import { useRowField } from './row-value';
import { TextAnswer } from './text-answer';

// Few answers have one. It comes when somebody is near the answers or presses a key, so that it is there before it is chosen.
const loadWorksheet = patiently(() =>
  import('./worksheet').then(({ Worksheet }) => ({ default: Worksheet })),
);
const Worksheet = lazy(loadWorksheet);

/** Pointer, focus or a key came near: makes ready what an answer opens. */
export function approachAnswers(): void {
  void loadWorksheet();
}

type FollowUpProps = {
  rowKey: RowKey;
  finding: Finding;
  facts: number;
  form: AnswerForm;
  guide: RequirementGuide | undefined;
  /** One of several rows: what is optional stays folded until it is wanted. */
  isShort: boolean;
};

/** What an answer obliges to, directly under it. Texts of the other answers are kept, only out of sight. */
export function FollowUp({ rowKey, finding, facts, form, guide, isShort }: FollowUpProps) {
  const results = form.describesResults && (
    <TextAnswer
      rowKey={rowKey}
      field="resultNote"
      label={resultLabel(form)}
      hint="The form for service providers asks what was tested and what was seen."
      required
    />
  );
  return (
    <div className={`follow tone-${statusSlugs[finding]}`} data-writing={rowKey}>
      {finding === 'IN_PLACE' &&
        (results || <OptionalNote rowKey={rowKey} label={resultLabel(form)} isShort={isShort} />)}
      {finding === 'IN_PLACE_WITH_CCW' && (
        <>
          {results}
          <Suspense fallback={<div className="follow-wait" />}>
            <Worksheet rowKey={rowKey} facts={facts} />
          </Suspense>
        </>
      )}
      {finding === 'NOT_APPLICABLE' && <Reason rowKey={rowKey} guide={guide} />}
      {finding === 'NOT_TESTED' && (
        <>
          <TextAnswer
            rowKey={rowKey}
            field="notTestedReason"
            label="Why it was left out"
            hint="Not Tested says that nobody looked. The whole assessment becomes partial."
            required
          />
          <TextAnswer
            rowKey={rowKey}
            field="notTestedAskedBy"
            label="Who asked to leave it out"
            hint="For example the acquirer, by e-mail of 12 Oct 2026."
            line
            required
          />
        </>
      )}
      {finding === 'NOT_IN_PLACE' && (
        <>
          {results}
          <FixPlan rowKey={rowKey} isAsked={form.asksPlan ?? true} />
        </>
      )}
    </div>
  );
}

function OptionalNote({ rowKey, label, isShort }: { rowKey: RowKey; label: string; isShort: boolean }) {
  const { value, locked } = useRowField(rowKey, 'resultNote');
  const [isWanted, setWanted] = useState(false);
  if (isShort && !value && !isWanted) {
    return locked ? null : (
      <button type="button" className="more" onClick={() => setWanted(true)}>
        Add how you know
      </button>
    );
  }
  return <TextAnswer rowKey={rowKey} field="resultNote" label={label} mark="optional" autoFocus={isWanted} />;
}

function Reason({ rowKey, guide }: { rowKey: RowKey; guide: RequirementGuide | undefined }) {
  const { store } = useChecklist();
  const proposal = guide?.supersededBy
    ? `Superseded by ${guide.supersededBy}${guide.supersededSince ? ` since ${guide.supersededSince}` : ''}.`
    : null;
  const isEmpty = (store.visible(rowKey)?.notApplicableReason ?? '') === '';
  return (
    <>
      <TextAnswer
        rowKey={rowKey}
        field="notApplicableReason"
        label="Why it does not apply"
        hint={
          guide?.notApplicableWhen
            ? `An honest reason: ${lowerFirst(withoutStop(guide.notApplicableWhen))}.`
            : 'Name the condition that is absent, for example: no wireless network touches the card environment.'
        }
        required
      />
      {proposal && isEmpty && (
        <Button size="sm" onClick={() => store.edit(rowKey, { notApplicableReason: proposal }, 'NOW')}>
          Write “{proposal}”
        </Button>
      )}
    </>
  );
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
