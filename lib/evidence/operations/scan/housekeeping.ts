import 'server-only';
import { systemGrant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { outdateApprovalsOn } from '@/lib/review/operations';
import { discardObjects } from '../../store/objects';
import { isSignedDocument } from '../signed-document';
import { listUndecided } from './queue';

/** What holds card numbers is not kept for longer than somebody needs to look at it. */
const DAYS_TO_DECIDE = 7;

/**
 * Removes blocked files of which nobody has decided for a week; that they were here, and their hash, stay. The signed document
 * of an attestation is kept, closed.
 */
export async function removeUndecided(at: Date = now()): Promise<void> {
  const before = new Date(at.getTime() - DAYS_TO_DECIDE * 24 * 60 * 60 * 1000);
  for (const { organizationId, fileId } of await listUndecided(before)) {
    const storageKey = await commit(systemGrant('scan', 'evidence:attach', organizationId), async (tx) => {
      if (await isSignedDocument(tx, organizationId, fileId)) return unchanged(null);
      const { count } = await tx.evidenceFile.updateMany({
        where: { organizationId, id: fileId, state: 'QUARANTINED', heldFor: 'CARD_NUMBER' },
        data: { state: 'REMOVED', decidedAt: now(), keyId: null, wrappedKey: null, wordMarks: [] },
      });
      if (count === 0) return unchanged(null);
      const file = await tx.evidenceFile.findUniqueOrThrow({
        where: { organizationId_id: { organizationId, id: fileId } },
        select: {
          evidenceId: true,
          storageKey: true,
          fileName: true,
          sha256: true,
          evidence: { select: { title: true } },
        },
      });
      await outdateApprovalsOn(tx, organizationId, file.evidenceId);
      return {
        result: file.storageKey,
        events: [
          {
            type: 'evidence.file-removed',
            subject: { type: 'evidence', id: file.evidenceId },
            data: {
              title: file.evidence.title,
              fileId,
              fileName: file.fileName,
              sha256: file.sha256,
              reason: `nobody decided within ${DAYS_TO_DECIDE} days`,
            },
          },
        ],
      };
    });
    if (storageKey) await discardObjects([storageKey]);
  }
}
