import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { FileInStore } from '../store/sealed-reader';
import { inStore } from './in-store';

export type FileOfEvidence = FileInStore & {
  fileId: string;
  evidenceId: string;
  evidenceTitle: string;
  fileName: string;
  /** DELETED when its retention had ended; HELD in quarantine; MISSING when what lies in the store is not what was received. */
  state: 'OPEN' | 'HELD' | 'DELETED' | 'MISSING';
};

/** Every file, of every version, of some items, as far as the person may see them. */
export async function listFilesOf(
  grant: Grant<'evidence:read'>,
  evidenceIds: readonly string[],
): Promise<FileOfEvidence[]> {
  const rows = await read(grant, (tx) =>
    tx.evidenceFile.findMany({
      where: { organizationId: grant.organizationId, evidenceId: { in: [...evidenceIds] } },
      select: {
        id: true,
        evidenceId: true,
        storageKey: true,
        fileName: true,
        sizeBytes: true,
        sha256: true,
        keyId: true,
        wrappedKey: true,
        deletedAt: true,
        state: true,
        heldFor: true,
        evidence: { select: { title: true } },
      },
      orderBy: { id: 'asc' },
    }),
  );
  return rows.map((row) => ({
    ...inStore(row),
    fileId: row.id,
    evidenceId: row.evidenceId,
    evidenceTitle: row.evidence.title,
    fileName: row.fileName,
    state: row.deletedAt ? 'DELETED' : stateOf(row),
  }));
}

function stateOf({ state, heldFor }: { state: string; heldFor: string }): FileOfEvidence['state'] {
  if (state === 'AVAILABLE') return 'OPEN';
  return heldFor === 'DAMAGED' ? 'MISSING' : 'HELD';
}
