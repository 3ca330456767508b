import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import type { ActivityDetailView, CompletionView } from '@/lib/schedule/model';
import { allowsSeries } from '@/lib/schedule/rules';
import { DoneForm } from './done-form';
import type { PickableEvidence } from './evidence-picker';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
export type DoneActions = { complete: FormAction; record: FormAction; correct: FormAction };

/** The one form of the page: marks what is open as done, records an event, or corrects a chosen record. */
export function DoneSection({
  activity,
  corrected,
  evidence,
  mayUpload,
  actions,
}: {
  activity: ActivityDetailView;
  corrected: CompletionView | null;
  evidence: readonly PickableEvidence[];
  mayUpload: boolean;
  actions: DoneActions;
}) {
  const { activityId, open, interval, today } = activity;
  const shared = { today, evidence, mayUpload };
  if (corrected)
    return (
      <section aria-labelledby="done-head">
        <SectionHead
          id="done-head"
          title={`Correct the record of ${formatDay(corrected.completedOn)}`}
          actions={
            <Link href={`/schedule/activities/${activityId}`} className="link">
              Leave it as it is
            </Link>
          }
        />
        <DoneForm
          {...shared}
          key={`${corrected.occurrenceId}-${corrected.version}`}
          action={actions.correct}
          fields={{ occurrenceId: corrected.occurrenceId, version: corrected.version }}
          dueOn={interval ? corrected.dueOn : null}
          values={corrected}
          chosenEvidenceIds={corrected.evidence.map(({ evidenceId }) => evidenceId)}
          verb="Save correction"
        />
      </section>
    );
  return (
    <section aria-labelledby="done-head">
      <SectionHead id="done-head" title={open ? 'Mark as done' : 'Record that it was done'} />
      <DoneForm
        {...shared}
        key={open ? `${open.occurrenceId}-${open.version}` : activity.completions.length}
        action={open ? actions.complete : actions.record}
        fields={open ? { occurrenceId: open.occurrenceId, version: open.version } : { activityId }}
        dueOn={open?.dueOn ?? null}
        seriesWords={seriesWords(activity)}
        verb={open ? 'Mark as done' : 'Record'}
      />
    </section>
  );
}

/** "every day since 20 Nov 2026", where several intervals have passed; null where one record stands for one. */
function seriesWords({ open, interval, today }: ActivityDetailView): string | null {
  if (!open || !interval || !allowsSeries(interval) || open.dueOn >= today) return null;
  const unit = interval.every === 1 ? interval.unit : `${interval.every} ${interval.unit}s`;
  return `every ${unit} since the one due on ${formatDay(open.dueOn)}`;
}
