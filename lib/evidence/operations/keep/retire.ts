import 'server-only';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { now } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import { evidenceStore } from '../../store/store';
import { keepingGrant } from './files';

/**
 * Deletes the files of removed evidence whose retention has ended. The rows stay with name, size and hash, so that what was
 * signed can still be read; of the contents nothing stays, neither bytes nor key. Answers how many files went.
 */
export async function deleteOutdated(): Promise<number> {
  let files = 0;
  for (const organizationId of await listOrganizationIds()) {
    for (const evidenceId of await outdatedItems(organizationId))
      files += await deleteFiles(organizationId, evidenceId);
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

/** What was removed from quarantine is gone already. */
const kept = { deletedAt: null, state: { not: 'REMOVED' } };

/** Under the lock of the item: whoever restores it now waits, and then finds that it is gone. */
async function deleteFiles(organizationId: string, evidenceId: string): Promise<number> {
  const keys = await commit(keepingGrant(organizationId), async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${evidenceId}::uuid FOR UPDATE`;
    const item = await tx.evidenceItem.findFirst({
      where: { organizationId, id: evidenceId, archivedAt: { not: null } },
      select: { title: true, files: { where: kept, select: { id: true, storageKey: true } } },
    });
    if (!item || item.files.length === 0) return unchanged([]);
    // Objects before rows: a failure leaves a row that is asked for again, never a file that nobody knows of.
    for (const file of item.files) await evidenceStore().delete(file.storageKey);
    await tx.evidenceFile.updateMany({
      where: { organizationId, evidenceId, ...kept },
      data: { deletedAt: now(), keyId: null, wrappedKey: null },
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
  return keys.length;
}
