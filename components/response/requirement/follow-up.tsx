'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { statusSlugs } from '@/components/ui/status-kind';
import type { Finding } from '@/lib/catalogue/model';
import type { AnswerForm, RequirementGuide } from '@/lib/response/model';
import { useChecklist } from '../checklist-context';
import type { RowKey } from '../store/state';
import { FixPlan } from './fix-plan';
import { useRowField } from './row-value';
import { TextAnswer } from './text-answer';
import { Worksheet } from './worksheet';

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
      label="Results of the testing"
      hint="The form for service providers asks what was tested and what was seen."
      required
    />
  );
  return (
    <div className={`follow tone-${statusSlugs[finding]}`} data-writing>
      {finding === 'IN_PLACE' && (results || <OptionalNote rowKey={rowKey} isShort={isShort} />)}
      {finding === 'IN_PLACE_WITH_CCW' && (
        <>
          {results}
          <Worksheet rowKey={rowKey} facts={facts} />
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
          <FixPlan rowKey={rowKey} />
        </>
      )}
    </div>
  );
}

function OptionalNote({ rowKey, isShort }: { rowKey: RowKey; isShort: boolean }) {
  const { value, locked } = useRowField(rowKey, 'resultNote');
  const [isWanted, setWanted] = useState(false);
  if (isShort && !value && !isWanted) {
    return locked ? null : (
      <button type="button" className="more" onClick={() => setWanted(true)}>
        Add how you know
      </button>
    );
  }
  return (
    <TextAnswer
      rowKey={rowKey}
      field="resultNote"
      label="How you know"
      mark="optional"
      autoFocus={isWanted}
    />
  );
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
            ? `An honest reason: ${lowerFirst(guide.notApplicableWhen)}.`
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
