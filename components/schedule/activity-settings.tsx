import { ActionForm } from '@/components/ui/action-form';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { Archive, ArchiveRestore, ChevronRight } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { ActionResult } from '@/lib/platform/result';
import type { ActivityDetailView, PossibleOwner } from '@/lib/schedule/model';
import { ChangeActivityForm } from './activity-form';

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

/** Changes how often and who; takes the activity out of the schedule. */
export function ActivitySettings({
  activity,
  owners,
  actions,
}: {
  activity: ActivityDetailView;
  owners: readonly PossibleOwner[];
  actions: { change: FormAction; archive: FormAction };
}) {
  const { activityId, version } = activity;
  return (
    <section aria-label="Change this activity" className="mt-6 grid justify-items-start gap-4">
      <details className="group w-full">
        <summary className="flex items-center gap-2 font-semibold">
          <ChevronRight className="text-ink-3 group-open:rotate-90" />
          Change how often, owner or note
        </summary>
        <div className="mt-3">
          <ChangeActivityForm
            key={version}
            action={actions.change}
            owners={owners}
            activity={{ ...activity, usualOwner: activity.standard?.usualOwner ?? null }}
            cadenceHint={cadenceHint(activity)}
          />
        </div>
      </details>
      <ConfirmButton
        text="Take out of the schedule"
        icon={<Archive />}
        title={`Take “${activity.title}” out of the schedule?`}
        confirmText="Take it out"
        cancelText="Leave it in"
        busyText="Taking it out"
        action={actions.archive}
        fields={{ activityId, version }}
      >
        <p>What was recorded stays. A later assessment does not plan it again; you can restore it here.</p>
        <TextField
          name="reason"
          label="Why it is not needed"
          maxLength={500}
          required
          autoComplete="off"
          hint="For example: no wireless anywhere in scope."
        />
      </ConfirmButton>
    </section>
  );
}

/** Why an activity is not in the schedule, and the way back. */
export function ArchivedActivityNotice({
  activity,
  restore,
}: {
  activity: ActivityDetailView;
  restore: FormAction | undefined;
}) {
  return (
    <div className="mb-5 grid gap-3">
      <Notice title="This activity is not in the schedule.">{activity.archiveReason}</Notice>
      {restore && (
        <ActionForm action={restore} className="grid justify-items-start gap-3">
          <input type="hidden" name="activityId" value={activity.activityId} />
          <input type="hidden" name="version" value={activity.version} />
          <SubmitButton variant="default" icon={<ArchiveRestore />} busyText="Restoring">
            Put it back
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}

function cadenceHint({ standard }: ActivityDetailView): string {
  if (standard === null) return 'Leave the number empty when it follows an event and has no due days.';
  if (standard.interval === null)
    return 'Set how often your targeted risk analysis or your ranking says; empty means no due days.';
  if (standard.allowsRiskAnalysis)
    return 'As often as the standard or more often; less often only with a targeted risk analysis named in the note.';
  return 'As often as the standard or more often.';
}
