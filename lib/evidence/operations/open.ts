import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { log } from '@/lib/platform/log';
import type { FileOfEvidence } from '../queries/files-of';
import type { StoredFile } from '../queries/item';
import { openObject } from '../store/objects';

/**
 * A whole file on its way out with others, as one export that its caller records. What does not match its hash is recorded, and
 * ends the stream with an error.
 */
export function openForExport(
  grant: Grant<'evidence:read'>,
  file: FileOfEvidence,
): Promise<ReadableStream<Uint8Array>> {
  return openObject(file, null, (what) => recordDamage(grant, file.evidenceId, file, what));
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
