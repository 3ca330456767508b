'use client';

import { type ComponentProps, lazy, Suspense, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Handshake } from '@/components/ui/icons';
import { patiently } from '@/components/ui/patiently';
import type { AcceptedRiskFacts } from '@/lib/accepted-risk/model';
import { formatDay } from '@/lib/platform/format';
import { useChecklistState } from '../checklist-context';

const AcceptedRisks = lazy(patiently(() => import('@/components/accepted-risk/accepted-risks')));

type RiskSlotProps = Omit<ComponentProps<typeof AcceptedRisks>, 'opens' | 'start'>;

/** Accepted risks where there are some; else the way to record one, which loads the rest. Mount it with the requirement as its key. */
export function RiskSlot(props: RiskSlotProps) {
  const count = useChecklistState((state) => state.risks[props.requirementNumber]);
  const lastYear = useChecklistState((state) => state.carried[props.requirementNumber]?.risks);
  const [asked, setAsked] = useState<{ start: AcceptedRiskFacts | null } | null>(null);
  const headingId = useId();
  if (count || asked) {
    return (
      <Suspense fallback={<span className="bone my-3 w-56" />}>
        <AcceptedRisks {...props} opens={asked !== null} start={asked?.start ?? null} />
      </Suspense>
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
      {lastYear?.map((risk) => (
        <div key={`${risk.acceptedOn} ${risk.risk}`} className="border-line border-b py-2">
          <p className="whitespace-pre-wrap">{risk.risk}</p>
          <p className="text-ink-2">
            Accepted last year by {risk.acceptedByName}, {risk.acceptedByRole}, on{' '}
            {formatDay(risk.acceptedOn)}. It holds for this year only if it is accepted anew.
          </p>
          {mayRecord && (
            <Button size="sm" className="mt-1.5" onClick={() => setAsked({ start: risk })}>
              Accept it anew
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
