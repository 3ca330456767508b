import type { ReactNode } from 'react';
import { SectionHead } from '@/components/ui/section-head';
import type { DraftView } from '@/lib/attestation/model/view';
import { isComplete } from '@/lib/attestation/rules/parts';
import { AcceptedRiskList } from './accepted-risk-list';
import { FindingsTable } from './findings-table';
import { PartSteps } from './part-steps';
import { ProblemList } from './problem-list';
import { SealFacts } from './sign/seal-facts';
import { DraftSigners } from './sign/signers';
import { Verdict } from './verdict';

type DraftSignOffProps = {
  view: DraftView;
  stops: number;
  mayPrepare: boolean;
  /** The signing box and the way by paper. */
  children: ReactNode;
};

/** Everything between the last answer and the signature, on one page. */
export function DraftSignOff({ view, stops, mayPrepare, children }: DraftSignOffProps) {
  return (
    <div className="grid grid-cols-1 gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid grid-cols-1 content-start gap-6">
        <ProblemList problems={view.problems} head={view.head} mayPrepare={mayPrepare} />
        <Verdict view={view} mayPrepare={mayPrepare} />
        <section aria-labelledby="h-form">
          <SectionHead id="h-form" title="The form" note={formNote(view)} />
          <PartSteps assessmentId={view.head.assessmentId} parts={view.parts} mayPrepare={mayPrepare} />
        </section>
        <AcceptedRiskList assessmentId={view.head.assessmentId} risks={view.acceptedRisks} />
        <FindingsTable summary={view.summary} total={view.total} options={view.responseOptions} />
      </div>
      <div className="grid grid-cols-1 content-start gap-6">
        <DraftSigners view={view} stops={stops} />
        {children}
        <SealFacts view={view} />
      </div>
    </div>
  );
}

function formNote({ parts: shown, lastName }: DraftView): string {
  const parts = shown.filter((part) => part.isAsked);
  const confirmed = parts.filter(isComplete).length;
  const from = lastName ? `, carried over from ${lastName} and the registers` : '';
  return `${confirmed} of ${parts.length} parts confirmed${from}`;
}
