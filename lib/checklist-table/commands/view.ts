import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { lockSoon } from '@/lib/platform/lock';
import { sameName } from '@/lib/platform/names';
import { maxOwnViews, maxViews } from '../model';
import { mayChangeView } from '../policy';
import type { ViewInput, ViewRemoval, ViewRename } from '../schema';

/**
 * Keeps a table's sort, filters and columns under a name, for everybody who sees the assessment. Throws NOT_FOUND out of
 * reach, INVALID for a name that is taken, WRONG_STATE when there are fifty, or ten of theirs.
 */
export function saveView(
  grant: Grant<'response:record'>,
  assessmentId: string,
  { name, query }: ViewInput,
): Promise<{ viewId: string }> {
  const { organizationId, actor } = grant;
  const { userId } = actor;
  if (!userId) throw new Error('a view needs a person who made it');
  return commit(grant, async (tx) => {
    const { name: assessmentName } = await holdAssessment(tx, organizationId, assessmentId);
    await assertFree(tx, { organizationId, assessmentId, name, viewId: null });
    const standing = await tx.tableView.count({ where: { organizationId, assessmentId, removedAt: null } });
    if (standing >= maxViews) {
      throw new AppError('WRONG_STATE', `There are ${maxViews} views already. Delete one that nobody needs.`);
    }
    const own = await tx.tableView.count({
      where: { organizationId, assessmentId, removedAt: null, createdById: userId },
    });
    if (own >= maxOwnViews) {
      throw new AppError(
        'WRONG_STATE',
        `${maxOwnViews} views of this assessment are yours already. Delete one that you do not need.`,
      );
    }
    const { id } = await tx.tableView.create({
      data: { organizationId, assessmentId, name, query, createdById: userId, createdByName: actor.name },
      select: { id: true },
    });
    return {
      result: { viewId: id },
      events: [{ type: 'table-view.saved', subject: subjectOf(id), data: { name, query, assessmentName } }],
    };
  });
}

/**
 * Gives a view another name while the assessment is open. Throws NOT_FOUND, FORBIDDEN for somebody else's, CONFLICT for a
 * stale version, INVALID, WRONG_STATE once the assessment is signed or archived.
 */
export function renameView(
  grant: Grant<'response:record'>,
  assessmentId: string,
  { viewId, version, name }: ViewRename,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const { isOpen } = await holdAssessment(tx, organizationId, assessmentId);
    const view = await ownView(tx, grant, { assessmentId, viewId, version });
    if (view.name === name) return unchanged(undefined);
    if (!isOpen) {
      throw new AppError(
        'WRONG_STATE',
        'This assessment is signed or archived, so its views keep their names. Save this one under another name.',
      );
    }
    await assertFree(tx, { organizationId, assessmentId, name, viewId });
    await tx.tableView.updateMany({
      where: { organizationId, id: viewId },
      data: { name, version: version + 1 },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'table-view.changed',
          subject: subjectOf(viewId),
          data: { name: { from: view.name, to: name } },
        },
      ],
    };
  });
}

/** Takes a view away from everybody. Throws NOT_FOUND, FORBIDDEN for somebody else's, CONFLICT for a stale version. */
export function removeView(
  grant: Grant<'response:record'>,
  assessmentId: string,
  { viewId, version }: ViewRemoval,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const { name: assessmentName } = await holdAssessment(tx, organizationId, assessmentId);
    const { name, query } = await ownView(tx, grant, { assessmentId, viewId, version });
    await tx.tableView.updateMany({
      where: { organizationId, id: viewId },
      data: { removedAt: now(), version: version + 1 },
    });
    return {
      result: undefined,
      events: [
        { type: 'table-view.removed', subject: subjectOf(viewId), data: { name, query, assessmentName } },
      ],
    };
  });
}

function subjectOf(id: string) {
  return { type: 'table-view', id };
}

/** Its name, and whether it is open. Held until the commit, so that two people do not take the same name at once. */
async function holdAssessment(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<{ name: string; isOpen: boolean }> {
  const [row] = await lockSoon(
    tx,
    () => tx.$queryRaw<{ name: string; isOpen: boolean }[]>`
      SELECT "name", "status" = 'OPEN' AND "archivedAt" IS NULL AS "isOpen" FROM "Assessment" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR UPDATE`,
  );
  if (!row) throw notFound();
  return row;
}

async function ownView(
  tx: Transaction,
  { organizationId, actor }: Grant,
  { assessmentId, viewId, version }: { assessmentId: string; viewId: string; version: number },
) {
  const view = await tx.tableView.findFirst({
    where: { organizationId, assessmentId, id: viewId, removedAt: null },
    select: { name: true, query: true, version: true, createdById: true },
  });
  if (!view) throw notFound('This view was deleted meanwhile.');
  if (!mayChangeView(actor, view.createdById)) {
    throw new AppError('FORBIDDEN', 'Only an officer changes a view that somebody else has saved.');
  }
  if (view.version !== version) throw new AppError('CONFLICT');
  return view;
}

type Name = { organizationId: string; assessmentId: string; name: string; viewId: string | null };

async function assertFree(
  tx: Transaction,
  { organizationId, assessmentId, name, viewId }: Name,
): Promise<void> {
  const taken = await tx.tableView.findFirst({
    where: {
      organizationId,
      assessmentId,
      removedAt: null,
      name: await sameName(tx, organizationId, `view of ${assessmentId}`, name),
      ...(viewId && { id: { not: viewId } }),
    },
    select: { id: true },
  });
  if (taken) {
    throw new AppError('INVALID', undefined, { name: ['A view has this name already. Choose another one.'] });
  }
}
