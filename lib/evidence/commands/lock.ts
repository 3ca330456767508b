import 'server-only';
import { dayIn, now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import type { RequirementTarget } from '@/lib/response/model';
import { isSignedDocument } from '../operations/signed-document';
import { lockReason } from '../policy';

type LockedAssessment = {
  id: string;
  name: string;
  status: string;
  archivedAt: Date | null;
  catalogueVersionId: string;
};

/** Reads an assessment under a share lock: a sign-off waits for us, or we for it, so the state cannot change meanwhile. */
export async function lockAssessment(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<LockedAssessment> {
  const rows = await tx.$queryRaw<LockedAssessment[]>`
    SELECT "id", "name", "status", "archivedAt", "catalogueVersionId" FROM "Assessment"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR SHARE`;
  const [assessment] = rows;
  if (!assessment) throw notFound();
  return assessment;
}

export type LockedTarget = {
  assessmentId: string;
  assessmentName: string;
  catalogueVersionId: string;
  requirementKey: string;
  requirementNumber: string;
};

/** The requirement of an assessment that still takes changes. Throws NOT_FOUND and WRONG_STATE. */
export async function lockTarget(
  tx: Transaction,
  organizationId: string,
  target: RequirementTarget,
): Promise<LockedTarget> {
  const assessment = await lockAssessment(tx, organizationId, target.assessmentId);
  const requirementKey = `pci-dss:${target.requirementNumber}`;
  const response = await tx.response.findFirst({
    where: { organizationId, assessmentId: assessment.id, requirementKey },
    select: { row: true },
  });
  if (!response) {
    const words = `${target.requirementNumber} is not asked in the assessment “${assessment.name}”.`;
    throw new AppError('NOT_FOUND', words, { requirementNumbers: [words] });
  }
  const reason = lockReason(assessment);
  if (reason) throw new AppError('WRONG_STATE', reason);
  return {
    assessmentId: assessment.id,
    assessmentName: assessment.name,
    catalogueVersionId: assessment.catalogueVersionId,
    requirementKey,
    requirementNumber: target.requirementNumber,
  };
}

export type LockedItem = {
  id: string;
  kind: string;
  title: string;
  version: number;
  fileVersion: number;
  archivedAt: Date | null;
};

/** Locks an item for a change, so that two writers of its links come one after the other. */
export async function lockItem(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<LockedItem> {
  const rows = await tx.$queryRaw<LockedItem[]>`
    SELECT "id", "kind", "title", "version", "fileVersion", "archivedAt" FROM "EvidenceItem"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${evidenceId}::uuid FOR UPDATE`;
  const [item] = rows;
  if (!item) throw notFound();
  return item;
}

/** An item that is also used for what the person does not see is not theirs to change. The database holds it too. */
export async function assertOwnUses(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ isHeld: boolean }[]>`
    SELECT NOT sees_all() AND has_hidden_uses(${organizationId}::uuid, ${evidenceId}::uuid) AS "isHeld"`;
  if (row?.isHeld) {
    throw new AppError(
      'FORBIDDEN',
      'This evidence also serves what is not assigned to you. Ask a compliance officer to change it, or add your own.',
    );
  }
}

/**
 * Locks an item that takes a file, and before it every assessment that uses it: a signature that is under way names what it
 * has read, so that whichever comes first, the other waits.
 */
export async function lockItemWithUses(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<LockedItem> {
  await lockUses(tx, organizationId, evidenceId);
  const item = await lockActiveItem(tx, organizationId, evidenceId);
  await assertOwnUses(tx, organizationId, item.id);
  // Under the item's lock no use is added any more: what was added a moment before is locked too.
  await lockUses(tx, organizationId, item.id);
  return item;
}

/** Locks every assessment that uses an item. Before the item itself: whoever signs takes them in this order. */
export async function lockUses(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<LockedAssessment[]> {
  const links = await tx.evidenceLink.findMany({
    where: { organizationId, evidenceId, removedAt: null },
    select: { assessmentId: true },
    distinct: ['assessmentId'],
    orderBy: { assessmentId: 'asc' },
  });
  const locked: LockedAssessment[] = [];
  for (const { assessmentId } of links) locked.push(await lockAssessment(tx, organizationId, assessmentId));
  return locked;
}

/** The same, for changes that removed evidence no longer takes. */
export async function lockActiveItem(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<LockedItem> {
  const item = await lockItem(tx, organizationId, evidenceId);
  if (item.archivedAt) {
    throw new AppError('WRONG_STATE', 'This evidence was removed. Restore it before you change or use it.');
  }
  return item;
}

/** Throws CONFLICT when somebody else saved since the form was opened. */
export function assertVersion(item: LockedItem, version: number): void {
  if (item.version === version) return;
  throw new AppError(
    'CONFLICT',
    'Somebody else changed this evidence since you opened it. Your text is still here: open the evidence in another tab, compare, and save again.',
  );
}

/** Throws WRONG_STATE when a signed assessment rests on the item as it is, as evidence or as its signed document. */
export async function assertContentNotSigned(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
  words: string,
): Promise<void> {
  const signed = (await lockUses(tx, organizationId, evidenceId)).find(({ status }) => status !== 'OPEN');
  if (signed) throw signedWith(signed.name, words);
  const files = await tx.evidenceFile.findMany({
    where: { organizationId, evidenceId },
    select: { id: true },
  });
  await assertNotSignedDocument(
    tx,
    organizationId,
    files.map((file) => file.id),
    words,
  );
}

/** Throws WRONG_STATE when one of these files is the signed document of an attestation, also of one that the person does not see. */
export async function assertNotSignedDocument(
  tx: Transaction,
  organizationId: string,
  fileIds: readonly string[],
  words: string,
): Promise<void> {
  for (const fileId of fileIds) {
    if (!(await isSignedDocument(tx, organizationId, fileId))) continue;
    const attestation = await tx.attestation.findFirst({
      where: { organizationId, signedDocumentId: fileId },
      select: { assessment: { select: { name: true } } },
    });
    throw attestation
      ? signedWith(attestation.assessment.name, words)
      : new AppError('WRONG_STATE', `This is the signed document of an attestation. ${words}`);
  }
}

async function signedVersionOf(tx: Transaction, organizationId: string, evidenceId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ signed: number }[]>`
    SELECT signed_file_version(${organizationId}::uuid, ${evidenceId}::uuid) AS "signed"`;
  return row?.signed ?? 0;
}

/** Throws WRONG_STATE when the newest version of an item's files is one that a signature rests on. */
export async function assertNewestNotSigned(
  tx: Transaction,
  organizationId: string,
  item: LockedItem,
): Promise<void> {
  if ((await signedVersionOf(tx, organizationId, item.id)) >= item.fileVersion) {
    await assertContentNotSigned(tx, organizationId, item.id, 'Add the file as a new version.');
    throw signedWith(item.title, 'Add the file as a new version.');
  }
}

/** Throws WRONG_STATE while the evidence of a signed assessment is to be kept. */
export async function assertRetentionEnded(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
  timeZone: string,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ keptUntil: Date | null }[]>`
    SELECT evidence_kept_until(${organizationId}::uuid, ${evidenceId}::uuid) AS "keptUntil"`;
  if (row?.keptUntil && row.keptUntil <= now()) return;
  const until = row?.keptUntil ? ` It is kept until ${formatDay(dayIn(timeZone, row.keptUntil))}.` : '';
  await assertContentNotSigned(tx, organizationId, evidenceId, until.trim());
}

function signedWith(assessmentName: string, words: string): AppError {
  return new AppError(
    'WRONG_STATE',
    `The signed assessment “${assessmentName}” rests on this evidence. ${words}`,
  );
}
