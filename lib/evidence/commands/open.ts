import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { RangeRequest } from '@/lib/platform/download';
import { assertOpen, recordDamage } from '../operations/open';
import { getEvidenceFile, type StoredFile } from '../queries/item';
import { openObject } from '../store/objects';

export type OpenedFile = {
  file: StoredFile;
  range: RangeRequest;
  stream: ReadableStream<Uint8Array> | null;
};

/**
 * A person who opens the same file again within this time, in the same way, opens it once: a viewer fetches a PDF in
 * dozens of parts, in any order.
 */
const SAME_OPENING_MS = 10 * 60 * 1000;

/**
 * Opens a file for a person and records that they took or looked at it, before the first byte leaves. What does not
 * match its hash any more is recorded too, and never sent whole.
 */
export async function openEvidenceFile(
  grant: Grant<'evidence:read'>,
  ids: { evidenceId: string; fileId: string },
  how: { rangeOf: (file: StoredFile) => RangeRequest; isView: boolean },
): Promise<OpenedFile> {
  const file = await getEvidenceFile(grant, ids.evidenceId, ids.fileId);
  assertOpen(file);
  const range = how.rangeOf(file);
  if (range.kind === 'UNSATISFIABLE') return { file, range, stream: null };
  const part = range.kind === 'PART' ? range : null;
  await recordOpening(grant, ids.evidenceId, file, how.isView);
  const stream = await openObject(file, part, (what) => recordDamage(grant, ids.evidenceId, file, what));
  return { file, range, stream };
}

async function recordOpening(
  grant: Grant<'evidence:read'>,
  evidenceId: string,
  file: StoredFile,
  isView: boolean,
): Promise<void> {
  const subject = { type: 'evidence', id: evidenceId };
  const { organizationId, actor } = grant;
  await commit(grant, async (tx) => {
    // Parts that are asked for at the same time: the later ones wait here and then find the event of the first.
    const opening = `opening ${organizationId} ${actor.userId} ${file.fileId}`;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${opening}, 0))`;
    const before = await tx.auditEvent.findFirst({
      where: {
        organizationId,
        subjectType: subject.type,
        subjectId: subject.id,
        type: 'evidence.downloaded',
        actorId: actor.userId,
        at: { gt: new Date(now().getTime() - SAME_OPENING_MS) },
        // In canonical JSON a quotation mark of a title is escaped: only the fields themselves look like this.
        AND: [
          { text: { contains: `"fileId":"${file.fileId}"` } },
          { text: { contains: `"viewed":${isView}` } },
        ],
      },
      select: { sequence: true },
    });
    if (before) return unchanged(undefined);
    return {
      result: undefined,
      events: [
        {
          type: 'evidence.downloaded',
          subject,
          data: {
            title: file.evidenceTitle,
            fileId: file.fileId,
            fileName: file.fileName,
            sha256: file.sha256,
            viewed: isView,
          },
        },
      ],
    };
  });
}
