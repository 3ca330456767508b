'use client';

import { type ComponentProps, lazy, Suspense, useId, useState } from 'react';
import { LastYearRisks } from '@/components/accepted-risk/last-year-risks';
import { Button } from '@/components/ui/button';
import { Handshake } from '@/components/ui/icons';
import { patiently } from '@/components/ui/patiently';
import type { AcceptedRiskFacts } from '@/lib/accepted-risk/model';
import { useChecklistState } from '../checklist-context';
import { useReading } from '../use-details';

const AcceptedRisks = lazy(patiently(() => import('@/components/accepted-risk/accepted-risks')));

type Risks = ComponentProps<typeof AcceptedRisks>;
type RiskSlotProps = Omit<Risks, 'opens' | 'start' | 'lastYear' | 'reading'>;

/** Accepted risks where there are some; else the way to record one, which loads the rest. Mount it with the requirement as its key. */
export function RiskSlot(props: RiskSlotProps) {
  const count = useChecklistState((state) => state.risks[props.requirementNumber]);
  const lastYear = useChecklistState((state) => state.carried[props.requirementNumber]?.risks);
  const [asked, setAsked] = useState<{ start: AcceptedRiskFacts | null } | null>(null);
  const headingId = useId();
  if (count || asked) {
    return (
      <ReadRisks {...props} opens={asked !== null} start={asked?.start ?? null} lastYear={lastYear ?? none} />
    );
  }
  const isAnswered = props.findings.some((finding) => finding !== null);
  // Beside nothing, nothing is accepted; what was accepted last year is said all the same.
  if (count === undefined || (!lastYear?.length && (props.locked || !isAnswered))) return null;
  const mayRecord = !props.locked && isAnswered;
  return (
    <section aria-labelledby={headingId} className="mt-5">
      <div className="section-head">
        <h2 id={headingId}>Accepted risk</h2>
        <small>does not change the answer</small>
        {mayRecord && (
          <div className="section-actions">
            <Button variant="ghost" size="sm" icon={<Handshake />} onClick={() => setAsked({ start: null })}>
              Record an accepted risk
            </Button>
          </div>
        )}
      </div>
      <LastYearRisks risks={lastYear ?? none} onAccept={mayRecord ? (start) => setAsked({ start }) : null} />
    </section>
  );
}

const none: readonly AcceptedRiskFacts[] = [];

function ReadRisks(props: Omit<Risks, 'reading'>) {
  const reading = useReading(props.requirementNumber);
  return (
    <Suspense fallback={<span className="bone my-3 w-56" />}>
      <AcceptedRisks {...props} reading={reading} />
    </Suspense>
  );
}
