import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { insertEvidence } from '@/lib/evidence/operations/insert';
import { readMembers } from '@/lib/organization/queries';
import { dayIn, fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import { accessReview } from '../model';
import { reviewBasis, reviewLine } from '../queries/access-review';
import { firstWindow } from '../rules';
import type { AccessReviewInput } from '../schema';
import { completeWithin } from './complete';

/** Puts the review into the schedule, once; taken out by somebody it stays out. */
export async function planAccessReview(tx: Transaction, grant: Grant): Promise<DomainEvent[]> {
  const { organizationId } = grant;
  const { activityId: catalogueActivityId, title, timeframe, interval } = accessReview;
  const known = await tx.activity.count({ where: { organizationId, catalogueActivityId } });
  if (known > 0) return [];
  const { every: cadenceEvery, unit: cadenceUnit } = interval;
  const activity = await tx.activity.create({
    data: {
      organizationId,
      catalogueActivityId,
      title,
      requirementNumbers: [],
      timeframe,
      cadenceEvery,
      cadenceUnit,
    },
    select: { id: true },
  });
  const window = firstWindow(interval, dayIn(grant.timeZone));
  await tx.activityOccurrence.create({
    data: {
      organizationId,
      activityId: activity.id,
      opensOn: fromDay(window.opensOn),
      dueOn: fromDay(window.dueOn),
    },
  });
  return [
    {
      type: 'activity.planned',
      subject: { type: 'activity', id: activity.id },
      data: { title, cadenceEvery, cadenceUnit },
    },
  ];
}

/**
 * Confirms every member's access (7.2.4): keeps the list that was looked at as evidence and marks the review as done.
 * Throws INVALID while a member is not confirmed, CONFLICT when the list changed since the page was opened.
 */
export async function completeAccessReview(
  grants: {
    complete: Grant<'activity:complete'>;
    attach: Grant<'evidence:attach'>;
    members: Grant<'member:read'>;
  },
  input: AccessReviewInput,
): Promise<{ activityId: string }> {
  const { complete, attach, members } = grants;
  return commit(complete, async (tx) => {
    const list = await readMembers(tx, members);
    if (reviewBasis(list) !== input.basis) {
      throw new AppError(
        'CONFLICT',
        'The members changed since this page was opened. Look at the list again.',
      );
    }
    const open = list.filter(({ membershipId }) => !input.membershipIds.includes(membershipId));
    if (open.length > 0) {
      const names = open.map(({ name }) => name).join(', ');
      throw new AppError('INVALID', undefined, {
        membershipIds: [`Not confirmed yet: ${names}. Change or end what is not needed under Members first.`],
      });
    }
    const today = dayIn(complete.timeZone);
    const evidence = await insertEvidence(
      tx,
      attach,
      {
        kind: 'NOTE',
        title: `Access review of ${formatDay(today)}`,
        evidenceType: '',
        url: '',
        note: [
          `Confirmed by ${complete.actor.name}: these accesses are needed.`,
          '',
          ...list.map(reviewLine),
        ].join('\n'),
        collectedOn: today,
        validUntil: null,
      },
      [],
    );
    const { result, events } = await completeWithin(tx, complete, {
      occurrenceId: input.occurrenceId,
      version: input.version,
      completedOn: today,
      result: `${list.length} ${list.length === 1 ? 'member' : 'members'} confirmed.${input.result ? ` ${input.result}` : ''}`,
      lateCause: input.lateCause,
      evidenceIds: [evidence.evidenceId],
      wholeSeries: false,
    });
    return { result: { activityId: result.activityId }, events: [...events, ...evidence.events] };
  });
}
