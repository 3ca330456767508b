import type { Route } from 'next';
import Link from 'next/link';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { SectionHead } from '@/components/ui/section-head';
import { Day, Distance } from '@/components/ui/time';
import { daysBetween } from '@/lib/platform/clock';
import type { AnalysisUse, AnalysisView } from '@/lib/risk-analysis/model';

/** For what, by whom, until when, and which answers rest on it. */
export function AnalysisFacts({ analysis }: { analysis: AnalysisView }) {
  const { nextReviewOn, approvedOn, madeOn } = analysis;
  const facts: (Fact | false)[] = [
    {
      term: 'Requirements',
      detail: analysis.requirementNumbers.map((number, index) => (
        <span key={number}>
          {index > 0 && ', '}
          <Link href={`/catalogue/${number}`} className="link">
            {number}
          </Link>
        </span>
      )),
    },
    { term: 'How often', detail: analysis.frequency || 'Not set' },
    {
      term: 'Made',
      detail: analysis.madeByName ? (
        <>
          {analysis.madeByName}
          {madeOn && (
            <>
              , <Day value={madeOn} />
            </>
          )}
        </>
      ) : (
        'Nobody is named'
      ),
    },
    {
      term: 'Approved',
      detail: approvedOn ? (
        <>
          {analysis.approvedByName}, <Day value={approvedOn} />
        </>
      ) : (
        'Not yet'
      ),
    },
    nextReviewOn !== null && {
      term: 'Next review',
      detail: (
        <>
          <Day value={nextReviewOn} />, <Distance days={daysBetween(analysis.today, nextReviewOn)} />
        </>
      ),
    },
  ];
  return (
    <>
      <section aria-labelledby="analysis-facts">
        <SectionHead title="Facts" id="analysis-facts" />
        <DescriptionList facts={facts.filter((fact) => fact !== false)} />
      </section>
      <Uses uses={analysis.uses} />
    </>
  );
}

function Uses({ uses }: { uses: readonly AnalysisUse[] }) {
  return (
    <section aria-labelledby="analysis-uses" className="mt-6">
      <SectionHead title="Answers that rest on it" id="analysis-uses" />
      {uses.length === 0 ? (
        <p className="text-ink-2">None yet. Link it on the requirement’s screen of an assessment.</p>
      ) : (
        <ul className="border-line border-b">
          {uses.map(({ assessmentId, assessmentName, requirementNumber, isOpen }) => (
            <li key={`${assessmentId}/${requirementNumber}`} className="border-line border-t py-1.5">
              <Link
                className="link"
                href={`/assessments/${assessmentId}/requirements/${requirementNumber}` as Route}
              >
                {requirementNumber} of {assessmentName}
              </Link>
              {!isOpen && <small className="block text-ink-3">signed or archived</small>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
