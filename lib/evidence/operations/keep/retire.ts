import 'server-only';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { now } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import { discardObjects } from '../../store/objects';
import { noteGivenUp } from '../../store/upload-note';
import { keepingGrant, stillKept } from './files';

/**
 * Deletes the files of removed evidence whose retention has ended. The rows stay with name, size and hash, so that what was
 * signed can still be read; of the contents nothing stays, neither bytes nor key nor words. What fails is asked for again next
 * time, and holds nothing else up. Answers how many files went.
 */
export async function deleteOutdated(): Promise<number> {
  let files = 0;
  for (const organizationId of await listOrganizationIds()) {
    for (const evidenceId of await outdatedItems(organizationId)) {
      try {
        files += await deleteFiles(organizationId, evidenceId);
      } catch (error) {
        log().error({ evidenceId, err: error }, 'evidence whose retention has ended could not be deleted');
      }
    }
  }
  if (files > 0) log().info({ files }, 'evidence was deleted whose retention had ended');
  return files;
}

function outdatedItems(organizationId: string): Promise<string[]> {
  return commit(keepingGrant(organizationId), async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT e."id" FROM "EvidenceItem" e
       WHERE e."organizationId" = ${organizationId}::uuid AND e."archivedAt" IS NOT NULL
         AND EXISTS (SELECT 1 FROM "EvidenceFile" f WHERE f."organizationId" = e."organizationId" AND f."evidenceId" = e."id" AND f."deletedAt" IS NULL AND f."state" <> 'REMOVED')
         AND evidence_kept_until(e."organizationId", e."id") <= ${now()}
       ORDER BY e."id"`;
    return unchanged(rows.map((row) => row.id));
  });
}

/**
 * Under the lock of the item: whoever restores it now waits, and then finds that it is gone. Rows before objects: what is
 * taken back has lost nothing. Until its object is gone a note knows of it, and the sweep ends what is broken off here.
 */
async function deleteFiles(organizationId: string, evidenceId: string): Promise<number> {
  const keys = await commit(keepingGrant(organizationId), async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${evidenceId}::uuid FOR UPDATE`;
    const item = await tx.evidenceItem.findFirst({
      where: { organizationId, id: evidenceId, archivedAt: { not: null } },
      select: {
        title: true,
        files: { where: stillKept, select: { storageKey: true, fileName: true, sizeBytes: true } },
      },
    });
    if (!item || item.files.length === 0) return unchanged([]);
    for (const file of item.files) await noteGivenUp(organizationId, file);
    await tx.evidenceFile.updateMany({
      where: { organizationId, evidenceId, ...stillKept },
      data: { deletedAt: now(), keyId: null, wrappedKey: null, wordMarks: [] },
    });
    return {
      result: item.files.map((file) => file.storageKey),
      events: [
        {
          type: 'evidence.files-deleted',
          subject: { type: 'evidence', id: evidenceId },
          data: { title: item.title, files: item.files.length },
        },
      ],
    };
  });
  await discardObjects(keys);
  return keys.length;
}
