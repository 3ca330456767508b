import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { isLate, nextWindow } from '../rules';
import type { CorrectCompletionInput } from '../schema';
import { assertProof, linkEvidence } from './evidence';
import {
  assertNoReview,
  assertNotArchived,
  assertNotInFuture,
  assertVersion,
  type LockedActivity,
  lockActivity,
  readProgress,
} from './lock';

const fields = ['completedOn', 'result', 'lateCause', 'evidenceIds'] as const;

/**
 * Corrects a record that was typed wrongly. The audit log keeps what stood there before; the open occurrence is counted
 * anew when the latest day changed.
 */
export async function correctCompletion(
  grant: Grant<'activity:complete'>,
  input: CorrectCompletionInput,
): Promise<{ activityId: string }> {
  const { organizationId } = grant;
  assertNotInFuture(grant, input.completedOn);
  assertProof(input);
  return commit(grant, async (tx) => {
    const key = { organizationId_id: { organizationId, id: input.occurrenceId } };
    const found = await tx.activityOccurrence.findUnique({ where: key, select: { activityId: true } });
    if (!found) throw notFound();
    const activity = await lockActivity(tx, grant, found.activityId);
    assertNoReview(activity);
    assertNotArchived(activity);
    const row = await tx.activityOccurrence.findUniqueOrThrow({ where: key, include: { evidence: true } });
    if (row.completedOn === null) throw new AppError('WRONG_STATE', 'This is not marked as done yet.');
    assertVersion(row, input.version);

    const window = { opensOn: toDay(row.opensOn), dueOn: toDay(row.dueOn) };
    // An event has no due day of its own: it moves with the day on which it was done.
    const isEvent =
      window.opensOn === window.dueOn &&
      window.dueOn === toDay(row.completedOn) &&
      activity.interval === null;
    const late = !isEvent && isLate(window, input.completedOn);
    if (late && input.lateCause.trim() === '')
      throw new AppError('INVALID', undefined, {
        lateCause: ['Say why it was late and what brings it back on schedule.'],
      });
    const after = {
      completedOn: input.completedOn,
      result: input.result,
      lateCause: late ? input.lateCause : '',
      evidenceIds: [...new Set(input.evidenceIds)].sort(),
    };
    const before = {
      completedOn: toDay(row.completedOn),
      result: row.result,
      lateCause: row.lateCause,
      evidenceIds: row.evidence.map((link) => link.evidenceId).sort(),
    };
    const changes = changesBetween(before, after, fields);
    if (Object.keys(changes).length === 0) return unchanged({ activityId: activity.id });

    await tx.activityOccurrence.update({
      where: key,
      data: {
        completedOn: fromDay(after.completedOn),
        ...(isEvent && { opensOn: fromDay(after.completedOn), dueOn: fromDay(after.completedOn) }),
        result: after.result,
        lateCause: after.lateCause,
        version: { increment: 1 },
      },
    });
    if ('evidenceIds' in changes) {
      // What is linked already may stay even if it left the library since.
      const kept = before.evidenceIds.filter((id) => after.evidenceIds.includes(id));
      await tx.activityOccurrenceEvidence.deleteMany({
        where: { organizationId, occurrenceId: row.id, evidenceId: { notIn: kept } },
      });
      await linkEvidence(
        tx,
        grant,
        after.evidenceIds.filter((id) => !kept.includes(id)),
        [row.id],
      );
    }
    if ('completedOn' in changes) await recountOpen(tx, grant, activity);
    return {
      result: { activityId: activity.id },
      events: [
        {
          type: 'activity.completion-corrected',
          subject: { type: 'activity', id: activity.id },
          data: changes,
        },
      ],
    };
  });
}

async function recountOpen(tx: Transaction, grant: Grant, activity: LockedActivity): Promise<void> {
  const { open, lastDoneOn } = await readProgress(tx, grant, activity.id);
  if (!open || lastDoneOn === null || activity.interval === null) return;
  const window = nextWindow(activity.interval, lastDoneOn);
  await tx.activityOccurrence.update({
    where: { organizationId_id: { organizationId: grant.organizationId, id: open.id } },
    data: { opensOn: fromDay(window.opensOn), dueOn: fromDay(window.dueOn), version: { increment: 1 } },
  });
}
