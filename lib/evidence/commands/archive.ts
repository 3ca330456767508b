import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';
import { outdateApprovals } from '@/lib/review/operations';
import type { ArchiveEvidenceInput } from '../schema';
import { assertRetentionEnded, assertVersion, lockActiveItem, lockItem } from './lock';

/**
 * Takes an item out of the library, with a reason. Its uses in open assessments end; files and history stay. Throws
 * WRONG_STATE while it is to be kept for a signed assessment.
 */
export async function archiveEvidence(
  grant: Grant<'evidence:manage'>,
  input: ArchiveEvidenceInput,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const item = await lockActiveItem(tx, organizationId, input.evidenceId);
    assertVersion(item, input.version);
    await assertRetentionEnded(tx, organizationId, item.id, grant.timeZone);
    const removedAt = now();
    // Also where a change of the questionnaire has put a requirement out of sight: it comes back without the item.
    const links = await unsafeWithSetAside(tx, async () => {
      const used = await tx.evidenceLink.findMany({
        where: { organizationId, evidenceId: item.id, removedAt: null, assessment: { status: 'OPEN' } },
        select: {
          id: true,
          assessmentId: true,
          requirementKey: true,
          assessment: { select: { name: true } },
        },
        orderBy: { id: 'asc' },
      });
      await tx.evidenceLink.updateMany({
        where: { organizationId, id: { in: used.map((link) => link.id) } },
        data: { removedAt },
      });
      await outdateApprovals(tx, organizationId, used);
      return used;
    });
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: item.id } },
      data: { archivedAt: removedAt, archiveReason: input.reason, version: { increment: 1 } },
    });
    const subject = { type: 'evidence', id: item.id };
    const events: DomainEvent[] = links.map((link) => ({
      type: 'evidence.unlinked',
      subject,
      data: {
        title: item.title,
        assessmentId: link.assessmentId,
        assessmentName: link.assessment.name,
        requirementNumber: link.requirementKey.replace(/^pci-dss:/, ''),
      },
    }));
    events.push({ type: 'evidence.archived', subject, data: { title: item.title, reason: input.reason } });
    return { result: undefined, events: eventList(events) };
  });
}

/** Brings a removed item back into the library; its former uses are not restored. */
export async function restoreEvidence(
  grant: Grant<'evidence:manage'>,
  input: { evidenceId: string; version: number },
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const item = await lockItem(tx, organizationId, input.evidenceId);
    if (!item.archivedAt) throw new AppError('WRONG_STATE', 'This evidence is in the library already.');
    assertVersion(item, input.version);
    const gone = await tx.evidenceFile.count({
      where: { organizationId, evidenceId: item.id, deletedAt: { not: null } },
    });
    if (gone > 0) {
      throw new AppError('WRONG_STATE', 'Its retention had ended and its files were deleted. Add it anew.');
    }
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: item.id } },
      data: { archivedAt: null, archiveReason: '', version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'evidence.restored',
          subject: { type: 'evidence', id: item.id },
          data: { title: item.title },
        },
      ],
    };
  });
}
