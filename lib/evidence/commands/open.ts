import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import type { RangeRequest } from '@/lib/platform/download';
import { log } from '@/lib/platform/log';
import { openObject } from '@/lib/platform/storage';
import { getEvidenceFile, type StoredFile } from '../queries/item';

export type OpenedFile = {
  file: StoredFile;
  range: RangeRequest;
  stream: ReadableStream<Uint8Array> | null;
};

/** Looking at the same file again within this time is one look. Downloads are recorded one by one. */
const SAME_LOOK_MS = 15 * 60 * 1000;

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
  const range = how.rangeOf(file);
  if (range.kind === 'UNSATISFIABLE') return { file, range, stream: null };
  const part = range.kind === 'PART' ? range : null;
  // A download in parts starts with its first part; the later parts are the same download.
  if (!part || part.start === 0) await recordOpening(grant, ids.evidenceId, file, how.isView);
  const stream = await openObject(file.storageKey, file, part, (what) =>
    recordDamage(grant, ids.evidenceId, file, what),
  );
  return { file, range, stream };
}

async function recordOpening(
  grant: Grant<'evidence:read'>,
  evidenceId: string,
  file: StoredFile,
  isView: boolean,
): Promise<void> {
  const subject = { type: 'evidence', id: evidenceId };
  await commit(grant, async (tx) => {
    if (isView) {
      const before = await tx.auditEvent.findFirst({
        where: {
          organizationId: grant.organizationId,
          subjectType: subject.type,
          subjectId: subject.id,
          type: 'evidence.downloaded',
          actorId: grant.actor.userId,
          at: { gt: new Date(Date.now() - SAME_LOOK_MS) },
          text: { contains: `"fileId":"${file.fileId}"` },
        },
        select: { sequence: true },
      });
      if (before) return unchanged(undefined);
    }
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

async function recordDamage(
  grant: Grant<'evidence:read'>,
  evidenceId: string,
  file: StoredFile,
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
