import type { Route } from 'next';
import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import type { AnalysisItem } from '@/lib/risk-analysis/model';
import type { ActivityDetailView } from '@/lib/schedule/model';
import { AnalysisMark } from './analysis-mark';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
type Offered = AnalysisItem & { interval: { every: number; unit: string } | null };

/** What the analyses for an activity's requirements say about how often; one click takes it over. */
export function FrequencyOffer({
  activity,
  analyses,
  requirementNumber,
  change,
}: {
  activity: ActivityDetailView;
  analyses: readonly Offered[];
  requirementNumber: string;
  /** Changes the activity; null for those who only read. */
  change: FormAction | null;
}) {
  return (
    <section aria-labelledby="frequency-offer" className="mt-6">
      <SectionHead id="frequency-offer" title="Risk analysis" note="12.3.1" />
      <ul>
        {analyses.map((analysis) => (
          <li key={analysis.analysisId} className="grid gap-1 border-line border-t py-2">
            <Link className="link" href={`/risk-analyses/${analysis.analysisId}` as Route}>
              {analysis.title}
            </Link>
            <span>
              {analysis.frequency || 'No frequency yet'},{' '}
              <AnalysisMark state={analysis.state} nextReviewOn={analysis.nextReviewOn} />
            </span>
            {change && <TakeOver analysis={analysis} activity={activity} change={change} />}
          </li>
        ))}
      </ul>
      {analyses.length === 0 && (
        <p className="text-ink-2">
          None for this activity.{' '}
          {change && (
            <Link className="link" href={`/risk-analyses/new?requirement=${requirementNumber}` as Route}>
              Start one
            </Link>
          )}
        </p>
      )}
    </section>
  );
}

/** The activity with the analysis' rhythm, and the analysis named in the note: what the form beside it would send. */
function TakeOver({
  analysis: { title, state, interval, frequency },
  activity,
  change,
}: {
  analysis: Offered;
  activity: ActivityDetailView;
  change: FormAction;
}) {
  if (state !== 'VALID' || interval === null) return null;
  const { every, unit } = interval;
  if (activity.interval?.every === every && activity.interval.unit === unit)
    return <small className="text-ink-3">The schedule follows it.</small>;
  const basis = `As often as the risk analysis “${title}” sets.`;
  const note = activity.note.includes(basis) ? activity.note : `${activity.note}\n${basis}`.trim();
  const fields = {
    activityId: activity.activityId,
    version: activity.version,
    every,
    unit,
    ownerId: activity.ownerId ?? '',
    ownerName: activity.ownerName,
    note: note.slice(0, 2_000),
  };
  return (
    <ActionForm action={change} className="grid justify-items-start gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant="default" size="sm" busyText="Taking it over">
        Plan it so: {frequency.toLowerCase()}
      </SubmitButton>
    </ActionForm>
  );
}

/** On the yearly activity of 12.3.1: how many there are, and which is due next. */
export function ReviewedAnalyses({ analyses }: { analyses: readonly AnalysisItem[] }) {
  const inUse = analyses.filter(({ state }) => state === 'VALID' || state === 'OVERDUE');
  const [next] = inUse;
  return (
    <section aria-labelledby="reviewed-analyses" className="mt-6">
      <SectionHead id="reviewed-analyses" title="Risk analyses" />
      <p className="text-ink-2">
        {next?.nextReviewOn
          ? `${inUse.length === 1 ? 'One is' : `${inUse.length} are`} in force; the next review is due on ${formatDay(next.nextReviewOn)}. Each has a day of its own.`
          : 'None is approved yet. Each gets a day of its own for its review.'}{' '}
        <Link className="link" href="/risk-analyses">
          Open the list
        </Link>
      </p>
    </section>
  );
}
