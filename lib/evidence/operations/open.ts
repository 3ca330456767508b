import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import type { FileOfEvidence } from '../queries/files-of';
import { getEvidenceFile, type StoredFile } from '../queries/item';
import { openObject } from '../store/objects';
import { scanWords } from '../words';

/**
 * A whole file on its way out with others, as one export that its caller records. Its row is read once more, because a long
 * download outlives a move to another place or key. What does not match its hash is recorded, and ends the stream with an error.
 * Throws NOT_FOUND and WRONG_STATE when it was deleted or taken back into quarantine meanwhile.
 */
export async function openForExport(
  grant: Grant<'evidence:read'>,
  { evidenceId, fileId }: FileOfEvidence,
): Promise<ReadableStream<Uint8Array>> {
  const file = await getEvidenceFile(grant, evidenceId, fileId);
  assertOpen(file);
  return openObject(file, null, (what) => recordDamage(grant, evidenceId, file, what));
}

/** Nobody opens what waits to be checked, or what was found to hold something. Throws WRONG_STATE with the reason. */
export function assertOpen({ scan }: StoredFile): void {
  if (scan.state !== 'AVAILABLE') throw new AppError('WRONG_STATE', scanWords(scan)?.long);
}

/** Says in the log that a file is not the one that was received. */
export async function recordDamage(
  grant: Grant<'evidence:read'>,
  evidenceId: string,
  file: Pick<StoredFile, 'fileId' | 'fileName' | 'evidenceTitle'>,
  what: string,
): Promise<void> {
  log().error({ evidenceId, fileId: file.fileId, what }, 'an evidence file does not match what was received');
  await commit(grant, async () => ({
    result: undefined,
    events: [
      {
        type: 'evidence.damaged',
        subject: { type: 'evidence', id: evidenceId },
        data: { title: file.evidenceTitle, fileId: file.fileId, fileName: file.fileName, problem: what },
      },
    ],
  }));
}
