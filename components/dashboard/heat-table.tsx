import Link from 'next/link';
import { questionnaireMark } from '@/components/assessment/assessment-stage';
import { SaqMark } from '@/components/ui/badge';
import { HeatCell } from '@/components/ui/heat-cell';
import { Day } from '@/components/ui/time';
import type { AssessmentLineView, HeatView } from '@/lib/dashboard/model';
import { heatColumns } from '@/lib/dashboard/rules';

/** One row per assessment, one column per principal requirement; each cell leads to what waits there. */
export function HeatTable({ assessments }: { assessments: readonly AssessmentLineView[] }) {
  const columns = heatColumns(assessments);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="overflow-x-auto" aria-label="Assessments by principal requirement" tabIndex={0}>
      <table className="table">
        <caption className="sr-only">
          For each assessment, what is open and Not in Place per principal requirement
        </caption>
        <thead>
          <tr>
            <th scope="col">Assessment</th>
            <th scope="col">SAQ</th>
            {columns.map((number) => (
              <th key={number} scope="col" className="px-px text-center">
                {number}
              </th>
            ))}
            <th scope="col" className="num">
              Answered
            </th>
            <th scope="col">Attest by</th>
          </tr>
        </thead>
        <tbody>
          {assessments.map((assessment) => (
            <tr key={assessment.assessmentId}>
              <th scope="row" className="min-w-36 font-normal">
                <Link href={`/assessments/${assessment.assessmentId}`} className="font-medium">
                  {assessment.name}
                </Link>
              </th>
              <td>
                <SaqMark>{questionnaireMark(assessment.questionnaireId)}</SaqMark>
              </td>
              {columns.map((number) => (
                <td key={number} className="px-px">
                  <Cell
                    assessment={assessment}
                    number={number}
                    heat={assessment.heat.find((cell) => cell.principalNumber === number)}
                  />
                </td>
              ))}
              <td className="num whitespace-nowrap">
                {assessment.counts.answered} of {assessment.counts.total}
              </td>
              <td>{deadline(assessment)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function deadline(assessment: AssessmentLineView) {
  if (assessment.isSigned && assessment.signedOn) {
    return (
      <span className="text-ink-2">
        Signed <Day value={assessment.signedOn} />
      </span>
    );
  }
  return assessment.dueOn ? <Day value={assessment.dueOn} /> : <span className="text-ink-3">No date</span>;
}

function Cell({
  assessment,
  number,
  heat,
}: {
  assessment: AssessmentLineView;
  number: string;
  heat: HeatView | undefined;
}) {
  if (!heat) return <HeatCell state="none" label={`PCI DSS ${number}, ${assessment.name}: not asked`} />;
  const href = `/assessments/${assessment.assessmentId}/requirements/${heat.firstNumber}` as const;
  const start = `PCI DSS ${number}, ${assessment.name}:`;
  if (heat.notInPlace > 0) {
    return (
      <HeatCell
        state="bad"
        count={heat.notInPlace}
        rest={heat.open}
        href={href}
        label={`${start} ${heat.notInPlace} Not in Place, ${heat.open} to answer, of ${heat.total}`}
      />
    );
  }
  if (heat.open > 0) {
    return (
      <HeatCell
        state="open"
        count={heat.open}
        share={1 - heat.open / heat.total}
        href={href}
        label={`${start} ${heat.open} of ${heat.total} to answer`}
      />
    );
  }
  return (
    <HeatCell state="met" href={href} label={`${start} all ${heat.total} answered, none Not in Place`} />
  );
}
