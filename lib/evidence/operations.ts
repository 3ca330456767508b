import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { ReceivedFile } from './model';
import type { FileDetails } from './schema';

type Details = Pick<FileDetails, 'title' | 'note' | 'evidenceType' | 'collectedOn'>;

/** Adds a received file as an item of its own inside another command's transaction. The file must be on the disk. */
export async function insertFileEvidence(
  tx: Transaction,
  grant: Grant<'evidence:attach'>,
  details: Details,
  file: ReceivedFile,
): Promise<{ evidenceId: string; fileId: string; events: DomainEvent[] }> {
  const { organizationId, actor } = grant;
  if (!actor.userId) throw new Error('evidence needs a person who brought it');
  // A key of another organization's folder would hand out its file.
  if (!file.storageKey.startsWith(`${organizationId}/`)) {
    throw new Error('the received file lies in the wrong folder');
  }
  const evidenceId = newId();
  const fileId = newId();
  const { title, note, evidenceType, collectedOn } = details;
  await tx.evidenceItem.create({
    data: {
      organizationId,
      id: evidenceId,
      kind: 'FILE',
      title,
      note,
      evidenceType,
      collectedOn: collectedOn ? fromDay(collectedOn) : null,
      receivedById: actor.userId,
      receivedByName: actor.name,
    },
  });
  await tx.evidenceFile.create({ data: { organizationId, id: fileId, evidenceId, ...file } });
  const subject = { type: 'evidence', id: evidenceId };
  const { fileName, sizeBytes, mediaType, sha256 } = file;
  return {
    evidenceId,
    fileId,
    events: [
      {
        type: 'evidence.added',
        subject,
        data: { kind: 'FILE', title, evidenceType, url: '', note, collectedOn, validUntil: null },
      },
      {
        type: 'evidence.file-added',
        subject,
        data: { title, fileId, fileName, sizeBytes, mediaType, sha256 },
      },
    ],
  };
}
