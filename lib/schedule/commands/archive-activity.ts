import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import type { ArchiveActivityInput } from '../schema';
import { assertNotArchived, assertVersion, lockActivity } from './lock';

/** Takes an activity out of the schedule, with a reason. What was done stays; a later assessment does not plan it again. */
export async function archiveActivity(
  grant: Grant<'schedule:manage'>,
  input: ArchiveActivityInput,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const activity = await lockActivity(tx, grant, input.activityId);
    assertNotArchived(activity);
    assertVersion(activity, input.version);
    await tx.activity.update({
      where: { organizationId_id: { organizationId, id: activity.id } },
      data: { archivedAt: now(), archiveReason: input.reason, version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'activity.archived',
          subject: { type: 'activity', id: activity.id },
          data: { title: activity.title, reason: input.reason },
        },
      ],
    };
  });
}

/** Brings an activity back. Its due date is where it was: what was missed meanwhile shows as late. */
export async function restoreActivity(
  grant: Grant<'schedule:manage'>,
  input: { activityId: string; version: number },
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const activity = await lockActivity(tx, grant, input.activityId);
    if (!activity.archivedAt) throw new AppError('WRONG_STATE', 'This activity is in the schedule already.');
    assertVersion(activity, input.version);
    await tx.activity.update({
      where: { organizationId_id: { organizationId, id: activity.id } },
      data: { archivedAt: null, archiveReason: '', version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'activity.restored',
          subject: { type: 'activity', id: activity.id },
          data: { title: activity.title },
        },
      ],
    };
  });
}
