import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { RequirementTarget } from '@/lib/response/model';
import { outdateApprovals } from '@/lib/review/operations';
import { type LockedTarget, lockActiveItem, lockItem, lockTarget } from './lock';

/**
 * Uses an item for one or several requirements, also of several assessments. What is linked already stays as it is.
 * Throws NOT_FOUND for a foreign id and WRONG_STATE for a signed or archived assessment; then nothing is linked.
 */
export async function linkEvidence(
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
  targets: readonly RequirementTarget[],
): Promise<{ linked: number }> {
  const { organizationId } = grant;
  // One order for all writers, so that two of them cannot wait for each other.
  const ordered = [...targets].sort((left, right) => (left.assessmentId < right.assessmentId ? -1 : 1));
  return commit(grant, async (tx) => {
    const locked: LockedTarget[] = [];
    for (const target of ordered) locked.push(await lockTarget(tx, organizationId, target));
    const item = await lockActiveItem(tx, organizationId, evidenceId);
    const events: DomainEvent[] = [];
    for (const target of locked) {
      if (await findLink(tx, organizationId, item.id, target)) continue;
      events.push(await insertLink(tx, grant, item, target));
    }
    if (events.length === 0) return unchanged({ linked: 0 });
    return { result: { linked: events.length }, events: eventList(events) };
  });
}

/** Ends one use of an item; the item stays in the library and the row of the link stays as history. */
export async function unlinkEvidence(
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
  target: RequirementTarget,
): Promise<void> {
  await unlinkEvidenceFrom(grant, evidenceId, [target]);
}

/** The same for several requirements of one assessment: all of these uses end, or none does. */
export async function unlinkEvidenceFrom(
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
  targets: readonly RequirementTarget[],
): Promise<{ unlinked: number }> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const locked: LockedTarget[] = [];
    for (const target of targets) locked.push(await lockTarget(tx, organizationId, target));
    const item = await lockItem(tx, organizationId, evidenceId);
    const events: DomainEvent[] = [];
    for (const target of locked) {
      const link = await findLink(tx, organizationId, item.id, target);
      if (!link) continue;
      await tx.evidenceLink.update({
        where: { organizationId_id: { organizationId, id: link.id } },
        data: { removedAt: now() },
      });
      await outdateApprovals(tx, organizationId, [target]);
      events.push(linkEvent('evidence.unlinked', item, target));
    }
    if (events.length === 0) return unchanged({ unlinked: 0 });
    return { result: { unlinked: events.length }, events: eventList(events) };
  });
}

/** Writes a link under the locks of its assessment and item. */
export async function insertLink(
  tx: Transaction,
  grant: Grant<'evidence:attach'>,
  item: { id: string; title: string },
  target: LockedTarget,
): Promise<DomainEvent> {
  if (!grant.actor.userId) throw new Error('a link needs a person who made it');
  await tx.evidenceLink.create({
    data: {
      organizationId: grant.organizationId,
      evidenceId: item.id,
      assessmentId: target.assessmentId,
      catalogueVersionId: target.catalogueVersionId,
      requirementKey: target.requirementKey,
      linkedById: grant.actor.userId,
    },
  });
  return linkEvent('evidence.linked', item, target);
}

/** The use of an item for a requirement that stands now. */
export function findLink(tx: Transaction, organizationId: string, evidenceId: string, target: LockedTarget) {
  return tx.evidenceLink.findFirst({
    where: {
      organizationId,
      evidenceId,
      assessmentId: target.assessmentId,
      requirementKey: target.requirementKey,
      removedAt: null,
    },
    select: { id: true },
  });
}

function linkEvent(
  type: 'evidence.linked' | 'evidence.unlinked',
  item: { id: string; title: string },
  target: { assessmentId: string; assessmentName: string; requirementNumber: string },
): DomainEvent {
  return {
    type,
    subject: { type: 'evidence', id: item.id },
    data: {
      title: item.title,
      assessmentId: target.assessmentId,
      assessmentName: target.assessmentName,
      requirementNumber: target.requirementNumber,
    },
  };
}
