import type { Route } from 'next';
import Link from 'next/link';
import { Status } from '@/components/ui/status';
import { StatusBar } from '@/components/ui/status-bar';
import { type Finding, findingNames, findings } from '@/lib/catalogue/model';
import type { Checklist } from '@/lib/response/model';
import {
  claimedInWords,
  countFindings,
  countsInWords,
  incompleteInWords,
} from '@/lib/response/rules/progress';
import { type Figure, OverviewFigures } from './overview-figures';
import { PrincipalProgress } from './principal-progress';

type AssessmentProgressProps = {
  assessmentId: string;
  checklist: Pick<Checklist, 'items' | 'groups' | 'form'>;
  cover: { evidenced: number; fresh: number };
};

/** Where the answers stand: one bar, the figures apart, and each principal requirement. */
export function AssessmentProgress({ assessmentId, checklist, cover }: AssessmentProgressProps) {
  const { items, groups, form } = checklist;
  const counts = countFindings(items);
  const returned = items.filter(({ review }) => review === 'RETURNED').length;
  const kinds: (Finding | 'UNANSWERED')[] = [
    ...findings.filter((one) => form.options.includes(one)),
    'UNANSWERED',
  ];
  const figures: Figure[] = [
    {
      name: 'Answered',
      value: counts.answered,
      of: counts.total,
      remark:
        [incompleteInWords(items, form), claimedInWords(items)].filter(Boolean).join(', ') ||
        (counts.answered > 0 ? 'with every obligatory text' : ''),
    },
    { name: 'Evidenced', value: cover.evidenced, of: counts.total, remark: 'with a file, link or note' },
    {
      name: 'Reviewed',
      value: items.filter(({ review }) => review === 'APPROVED').length,
      of: counts.total,
      remark: returned > 0 ? `${returned} returned` : 'as they stand now',
    },
    {
      name: 'Fresh',
      value: cover.fresh,
      of: cover.evidenced,
      remark: 'of those with evidence: still valid',
    },
  ];
  return (
    <>
      <section aria-label="Answers" className="grid gap-3">
        <StatusBar counts={counts} label={countsInWords(counts, findingNames)} size="lg" />
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-ink-2">
          {kinds.map((kind) => (
            <li key={kind}>
              <Status kind={kind}>
                {counts[kind]} {kind === 'UNANSWERED' ? 'Unanswered' : findingNames[kind]}
              </Status>
            </li>
          ))}
        </ul>
        <OverviewFigures figures={figures} />
      </section>
      <section aria-labelledby="progress-head">
        <div className="section-head">
          <h2 id="progress-head">Requirements</h2>
          <div className="section-actions">
            <Link
              className="link max-md:hidden"
              href={`/assessments/${assessmentId}/table` as Route}
              prefetch={false}
            >
              All in one table
            </Link>
            {/* On wider screens it stands in the top bar. */}
            <Link
              className="link md:hidden"
              href={`/assessments/${assessmentId}/offline` as Route}
              prefetch={false}
            >
              Take it offline
            </Link>
          </div>
        </div>
        <PrincipalProgress assessmentId={assessmentId} items={items} groups={groups} form={form} />
      </section>
    </>
  );
}
