import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { currentCatalogueVersionId, findRequirement } from '@/lib/catalogue/queries';
import { dayIn, fromDay } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { firstWindow, intervalFrom } from '../rules';
import type { AddActivityInput } from '../schema';
import { findOwner } from './owner';

/** Adds an activity of one's own: what the acquirer, a contract or the own policy asks for beside the standard. */
export async function addActivity(
  grant: Grant<'schedule:manage'>,
  input: AddActivityInput,
): Promise<{ activityId: string }> {
  const { organizationId } = grant;
  const unknown = input.requirementNumbers.filter(
    (number) => findRequirement(currentCatalogueVersionId, number) === null,
  );
  if (unknown.length > 0)
    throw new AppError('INVALID', undefined, {
      requirementNumbers: [`The standard has no ${unknown.join(', ')}.`],
    });
  return commit(grant, async (tx) => {
    if (input.integrationId !== null) {
      const integration = await tx.integration.findFirst({
        where: { organizationId, id: input.integrationId, archivedAt: null },
        select: { id: true },
      });
      if (!integration)
        throw new AppError('INVALID', undefined, { integrationId: ['Choose one of your integrations.'] });
    }
    const owner = await findOwner(tx, grant, input);
    const interval = intervalFrom(input.every, input.every === null ? null : input.unit);
    const activity = await tx.activity.create({
      data: {
        organizationId,
        integrationId: input.integrationId,
        title: input.title,
        requirementNumbers: input.requirementNumbers,
        timeframe: interval ? 'periodically' : 'on_event',
        cadenceEvery: interval?.every ?? null,
        cadenceUnit: interval?.unit ?? null,
        ...owner,
        note: input.note,
      },
      select: { id: true },
    });
    if (interval) {
      const window = firstWindow(interval, dayIn(grant.timeZone));
      await tx.activityOccurrence.create({
        data: {
          organizationId,
          activityId: activity.id,
          opensOn: fromDay(window.opensOn),
          dueOn: fromDay(window.dueOn),
        },
      });
    }
    return {
      result: { activityId: activity.id },
      events: [
        {
          type: 'activity.planned',
          subject: { type: 'activity', id: activity.id },
          data: {
            title: input.title,
            integrationId: input.integrationId,
            requirementNumbers: input.requirementNumbers,
            cadenceEvery: interval?.every ?? null,
            cadenceUnit: interval?.unit ?? null,
            ownerName: owner.ownerName,
          },
        },
      ],
    };
  });
}
