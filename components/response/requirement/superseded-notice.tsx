'use client';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatDay } from '@/lib/platform/format';
import type { ChecklistItem, RequirementGuide } from '@/lib/response/model';
import { useChecklistState } from '../checklist-context';
import { rowKeyOf } from '../store/state';
import { useAnswers } from '../use-answers';

/** A requirement that the standard has replaced and the form still prints: a proposal, the decision is the person's. */
export function SupersededNotice({ item, guide }: { item: ChecklistItem; guide: RequirementGuide }) {
  const { apply } = useAnswers();
  const locked = useChecklistState((state) => state.lock !== null);
  const since = guide.supersededSince ? ` since ${formatDay(guide.supersededSince)}` : '';
  const isOpen = item.rows.every((row) => row.finding === null);
  const takeProposal = () =>
    apply(
      [
        [
          rowKeyOf(item.requirementNumber, 0),
          { finding: 'NOT_APPLICABLE', notApplicableReason: `Superseded by ${guide.supersededBy}${since}.` },
        ],
      ],
      `the proposed answer to ${item.requirementNumber}`,
    );
  return (
    <Notice
      className="my-3"
      title={`${guide.supersededBy} has replaced this requirement${since}.`}
      action={
        isOpen &&
        !locked && (
          <Button size="sm" onClick={takeProposal}>
            Answer Not Applicable
          </Button>
        )
      }
    >
      The form still prints it. Proposal: Not Applicable, with this as the reason. You decide.
    </Notice>
  );
}
