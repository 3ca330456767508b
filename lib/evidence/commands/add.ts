import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { dayIn, fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { maxFilesPerItem, type ReceivedFile } from '../model';
import { datesProblem, titleFromFileNames } from '../rules';
import type { FileDetails, RequirementTarget, TypedEvidenceInput } from '../schema';

import { insertLink } from './link';
import { assertContentNotSigned, type LockedTarget, lockActiveItem, lockTarget } from './lock';

type Added = { evidenceId: string };

/** Adds files as one item, and links it when a requirement is named. The files must be on the disk already. */
export async function addFileEvidence(
  grant: Grant<'evidence:attach'>,
  details: FileDetails,
  files: readonly ReceivedFile[],
  target: RequirementTarget | null,
): Promise<Added> {
  assertFiles(grant, files, 0);
  const title = details.title || titleFromFileNames(files.map((file) => file.fileName)).slice(0, 200);
  return addItem(grant, { kind: 'FILE', ...details, title, url: '' }, files, target);
}

/** Adds a link or a note, and links it when a requirement is named. */
export async function addTypedEvidence(
  grant: Grant<'evidence:attach'>,
  input: TypedEvidenceInput,
  target: RequirementTarget | null,
): Promise<Added> {
  return addItem(grant, { ...input, url: input.kind === 'LINK' ? input.url : '' }, [], target);
}

type NewItem = FileDetails & { kind: 'FILE' | 'LINK' | 'NOTE'; url: string };

async function addItem(
  grant: Grant<'evidence:attach'>,
  input: NewItem,
  files: readonly ReceivedFile[],
  target: RequirementTarget | null,
): Promise<Added> {
  assertDates(grant, input);
  const evidenceId = newId();
  return commit(grant, async (tx) => {
    const locked = target ? await lockTarget(tx, grant.organizationId, target) : null;
    await tx.evidenceItem.create({
      data: {
        organizationId: grant.organizationId,
        id: evidenceId,
        kind: input.kind,
        title: input.title,
        evidenceType: input.evidenceType,
        note: input.note,
        url: input.url,
        collectedOn: input.collectedOn ? fromDay(input.collectedOn) : null,
        validUntil: input.validUntil ? fromDay(input.validUntil) : null,
        receivedById: personOf(grant),
        receivedByName: grant.actor.name,
      },
    });
    const events: DomainEvent[] = [
      {
        type: 'evidence.added',
        subject: { type: 'evidence', id: evidenceId },
        data: {
          kind: input.kind,
          title: input.title,
          evidenceType: input.evidenceType,
          url: input.url,
          note: input.note,
          collectedOn: input.collectedOn,
          validUntil: input.validUntil,
        },
      },
      ...(await insertFiles(tx, grant.organizationId, { id: evidenceId, title: input.title }, files)),
      ...(await linkNew(tx, grant, { id: evidenceId, title: input.title }, locked)),
    ];
    return { result: { evidenceId }, events: eventList(events) };
  });
}

async function linkNew(
  tx: Transaction,
  grant: Grant<'evidence:attach'>,
  item: { id: string; title: string },
  target: LockedTarget | null,
): Promise<DomainEvent[]> {
  return target ? [await insertLink(tx, grant, item, target)] : [];
}

/** Adds files to an item that no signed assessment rests on. */
export async function addEvidenceFiles(
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
  files: readonly ReceivedFile[],
): Promise<Added> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const item = await lockActiveItem(tx, organizationId, evidenceId);
    if (item.kind !== 'FILE') {
      throw new AppError(
        'WRONG_STATE',
        'A link or a note takes no files. Add the files as evidence of their own.',
      );
    }
    await assertContentNotSigned(tx, organizationId, item.id, 'Add the file as evidence of its own.');
    assertFiles(
      grant,
      files,
      await tx.evidenceFile.count({ where: { organizationId, evidenceId: item.id } }),
    );
    const events = await insertFiles(tx, organizationId, item, files);
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: item.id } },
      data: { version: { increment: 1 } },
    });
    return { result: { evidenceId: item.id }, events: eventList(events) };
  });
}

async function insertFiles(
  tx: Transaction,
  organizationId: string,
  item: { id: string; title: string },
  files: readonly ReceivedFile[],
): Promise<DomainEvent[]> {
  if (files.length === 0) return [];
  const rows = files.map((file) => ({ ...file, id: newId() }));
  await tx.evidenceFile.createMany({
    data: rows.map((file) => ({ organizationId, evidenceId: item.id, ...file })),
  });
  return rows.map((file) => ({
    type: 'evidence.file-added' as const,
    subject: { type: 'evidence', id: item.id },
    data: {
      title: item.title,
      fileId: file.id,
      fileName: file.fileName,
      sizeBytes: file.sizeBytes,
      mediaType: file.mediaType,
      sha256: file.sha256,
    },
  }));
}

/** Throws INVALID when the two dates make no sense together. */
export function assertDates(
  grant: Grant,
  dates: { collectedOn: string | null; validUntil: string | null },
): void {
  const problem = datesProblem(dates, dayIn(grant.timeZone));
  if (problem) throw new AppError('INVALID', undefined, { [problem.field]: [problem.message] });
}

function assertFiles(grant: Grant, files: readonly ReceivedFile[], already: number): void {
  if (files.length === 0) throw new AppError('INVALID', undefined, { file: ['Choose a file.'] });
  if (already + files.length > maxFilesPerItem) {
    throw new AppError('INVALID', undefined, { file: [`One item takes at most ${maxFilesPerItem} files.`] });
  }
  // A key of another organization's folder would hand out its file.
  if (files.some((file) => !file.storageKey.startsWith(`${grant.organizationId}/`))) {
    throw new Error('a received file lies in the wrong folder');
  }
}

function personOf(grant: Grant): string {
  if (!grant.actor.userId) throw new Error('evidence needs a person who brought it');
  return grant.actor.userId;
}
