import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { EvidenceKind, ReceivedFile } from '../model';
import type { FileDetails } from '../schema';
import { newFields } from './fields';
import { claimPlaces } from './keep/places';
import { openPassed, type PassedScan } from './scan/received';

export type NewItem = FileDetails & { kind: EvidenceKind; url: string };

/** Who brought an item and who answers for it, where that is not the person who acts: it came by somebody's link. */
export type Bringer = {
  receivedById: string;
  receivedByName: string;
  ownerId: string | null;
  source: string;
};

/** Writes an item with its files inside another command's transaction. The files must be in the store. */
export async function insertEvidence(
  tx: Transaction,
  grant: Grant<'evidence:attach'>,
  item: NewItem,
  files: readonly ReceivedFile[],
  bringer?: Bringer,
): Promise<{ evidenceId: string; fileIds: string[]; events: DomainEvent[] }> {
  const { organizationId, actor } = grant;
  const receivedById = bringer?.receivedById ?? actor.userId;
  if (!receivedById) throw new Error('evidence needs a person who brought it');
  const evidenceId = newId();
  const { kind, title, evidenceType, url, note, collectedOn, validUntil } = item;
  const more = await newFields(tx, grant, item);
  await tx.evidenceItem.create({
    data: {
      organizationId,
      id: evidenceId,
      kind,
      title,
      evidenceType,
      note,
      url,
      collectedOn: collectedOn ? fromDay(collectedOn) : null,
      validUntil: validUntil ? fromDay(validUntil) : null,
      ...more.data,
      receivedById,
      receivedByName: actor.name,
      ...bringer,
    },
  });
  const inserted = await insertFiles(tx, organizationId, { id: evidenceId, title }, files);
  return {
    evidenceId,
    fileIds: inserted.fileIds,
    events: [
      {
        type: 'evidence.added',
        subject: { type: 'evidence', id: evidenceId },
        data: {
          kind,
          title,
          evidenceType,
          url,
          note,
          collectedOn,
          validUntil,
          ...more.facts,
          ...(bringer && { owner: null, source: bringer.source }),
        },
      },
      ...inserted.events,
    ],
  };
}

/**
 * Adds a received file as an item of its own inside another command's transaction. With what was found in it before (`passed`)
 * it is open at once, else it waits in quarantine.
 */
export async function insertFileEvidence(
  tx: Transaction,
  grant: Grant<'evidence:attach'>,
  details: Pick<FileDetails, 'title' | 'note' | 'evidenceType' | 'collectedOn'>,
  file: ReceivedFile,
  passed: PassedScan | null,
): Promise<{ evidenceId: string; fileId: string; events: DomainEvent[] }> {
  const item: NewItem = { ...details, kind: 'FILE', url: '', validUntil: null };
  const { evidenceId, fileIds, events } = await insertEvidence(tx, grant, item, [file]);
  const fileId = fileIds[0] ?? '';
  if (passed) {
    const { title } = details;
    const { fileName } = file;
    events.push(await openPassed(tx, grant.organizationId, { evidenceId, title, fileId, fileName }, passed));
  }
  return { evidenceId, fileId, events };
}

/** Writes rows for received files, with one event each that names the hash. */
export async function insertFiles(
  tx: Transaction,
  organizationId: string,
  item: { id: string; title: string },
  files: readonly ReceivedFile[],
  fileVersion = 1,
): Promise<{ fileIds: string[]; events: DomainEvent[] }> {
  // A key of another organization's folder would hand out its file.
  if (files.some((file) => !file.storageKey.startsWith(`${organizationId}/`))) {
    throw new Error('a received file lies in the wrong folder');
  }
  await claimPlaces(tx, files);
  const rows = files.map((file) => ({ ...file, id: newId() }));
  if (rows.length > 0) {
    await tx.evidenceFile.createMany({
      data: rows.map(({ isOwn, isUpload: _isUpload, ...row }) => ({
        ...row,
        organizationId,
        evidenceId: item.id,
        fileVersion,
        ...(isOwn && { state: 'AVAILABLE', heldFor: '', cardScan: 'OWN' }),
      })),
    });
  }
  const events = rows.map(({ id: fileId, fileName, sizeBytes, mediaType, sha256 }) => ({
    type: 'evidence.file-added' as const,
    subject: { type: 'evidence', id: item.id },
    data: { title: item.title, fileId, fileName, sizeBytes, mediaType, sha256 },
  }));
  return { fileIds: rows.map((row) => row.id), events };
}
