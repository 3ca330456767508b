import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { outdateApprovalsOn } from '@/lib/review/operations';
import type { ReleaseFileInput, RemoveFileInput } from '../schema';
import { discardObjects } from '../store/objects';
import { assertNotSignedDocument, assertOwnUses, lockItem, lockUses } from './lock';

/**
 * Opens a file that was blocked for what looked like a card number and is none, with the reason why. For officers: the
 * guard is theirs. Throws WRONG_STATE for any other file; malware is never overruled.
 */
export async function releaseFile(grant: Grant<'evidence:manage'>, input: ReleaseFileInput): Promise<void> {
  return commit(grant, async (tx) => {
    const { item, file } = await lockBlocked(tx, grant.organizationId, input);
    await tx.evidenceFile.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: file.id } },
      data: {
        state: 'AVAILABLE',
        heldFor: '',
        cardScan: 'OVERRULED',
        decidedByName: grant.actor.name,
        decidedReason: input.reason,
        decidedAt: now(),
      },
    });
    await outdateWhatRests(tx, grant.organizationId, item.id);
    return {
      result: undefined,
      events: [
        {
          type: 'evidence.file-released',
          subject: { type: 'evidence', id: item.id },
          data: {
            title: item.title,
            fileId: file.id,
            fileName: file.fileName,
            sha256: file.sha256,
            reason: input.reason,
          },
        },
      ],
    };
  });
}

/** Removes a blocked file from the store; that it was here, its hash and the reason stay. */
export async function removeFile(grant: Grant<'evidence:attach'>, input: RemoveFileInput): Promise<void> {
  const { organizationId } = grant;
  const storageKey = await commit(grant, async (tx) => {
    const { item, file } = await lockBlocked(tx, organizationId, input);
    await assertOwnUses(tx, organizationId, item.id);
    // What is in quarantine was never part of what was signed as evidence; as a signed document it stays.
    await assertNotSignedDocument(tx, organizationId, [file.id], 'The file stays closed.');
    await tx.evidenceFile.update({
      where: { organizationId_id: { organizationId, id: file.id } },
      data: {
        state: 'REMOVED',
        keyId: null,
        wrappedKey: null,
        wordMarks: [],
        decidedByName: grant.actor.name,
        decidedReason: 'it holds card numbers',
        decidedAt: now(),
      },
    });
    await outdateWhatRests(tx, organizationId, item.id);
    return {
      result: file.storageKey,
      events: [
        {
          type: 'evidence.file-removed',
          subject: { type: 'evidence', id: item.id },
          data: { title: item.title, fileId: file.id, fileName: file.fileName, sha256: file.sha256 },
        },
      ],
    };
  });
  await discardObjects([storageKey]);
}

/** Whoever approved an answer has seen less than what can be opened now, or something that is gone. */
async function outdateWhatRests(tx: Transaction, organizationId: string, evidenceId: string): Promise<void> {
  await tx.evidenceItem.update({
    where: { organizationId_id: { organizationId, id: evidenceId } },
    data: { version: { increment: 1 } },
  });
  await outdateApprovalsOn(tx, organizationId, evidenceId);
}

async function lockBlocked(
  tx: Transaction,
  organizationId: string,
  ids: { evidenceId: string; fileId: string },
) {
  await lockUses(tx, organizationId, ids.evidenceId);
  const item = await lockItem(tx, organizationId, ids.evidenceId);
  const [file] = await tx.$queryRaw<
    {
      id: string;
      fileName: string;
      fileVersion: number;
      sha256: string;
      storageKey: string;
      state: string;
      heldFor: string;
    }[]
  >`
    SELECT "id", "fileName", "fileVersion", "sha256", "storageKey", "state", "heldFor" FROM "EvidenceFile"
     WHERE "organizationId" = ${organizationId}::uuid AND "evidenceId" = ${item.id}::uuid AND "id" = ${ids.fileId}::uuid FOR UPDATE`;
  if (!file) throw notFound();
  if (file.state !== 'QUARANTINED' || file.heldFor !== 'CARD_NUMBER') {
    throw new AppError(
      'WRONG_STATE',
      'This file is not blocked for a card number any more. Load the page again.',
    );
  }
  return { item, file };
}
