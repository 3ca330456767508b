import 'server-only';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { whyNotRestorable } from '../policy';
import { findOpenRevision, lockedAssessment, type Manage } from './parts';

/** Takes an assessment out of the lists. Answers, evidence and signature stay as they are; it can come back. */
export function archiveAssessment(grant: Manage, assessmentId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await lockedAssessment(tx, grant, assessmentId);
    if (row.archivedAt) return unchanged(undefined);
    await tx.assessment.update({
      where: { organizationId_id: { organizationId, id: assessmentId } },
      data: { archivedAt: now(), version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'assessment.archived',
          subject: { type: 'assessment', id: assessmentId },
          data: { name: row.name, status: row.status },
        },
      ],
    };
  });
}

/** Brings an archived assessment back. Throws WRONG_STATE where another correction has taken its place. */
export function restoreAssessment(grant: Manage, assessmentId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await lockedAssessment(tx, grant, assessmentId);
    if (!row.archivedAt) return unchanged(undefined);
    if (row.revisionOfId) await lockedAssessment(tx, grant, row.revisionOfId);
    const sibling =
      row.status === 'OPEN' && row.revisionOfId
        ? await findOpenRevision(tx, organizationId, row.revisionOfId)
        : null;
    const reason = whyNotRestorable({ isArchived: true, hasOpenSibling: sibling !== null });
    if (reason) throw new AppError('WRONG_STATE', reason);
    await tx.assessment.update({
      where: { organizationId_id: { organizationId, id: assessmentId } },
      data: { archivedAt: null, version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'assessment.restored',
          subject: { type: 'assessment', id: assessmentId },
          data: { name: row.name, status: row.status },
        },
      ],
    };
  });
}
