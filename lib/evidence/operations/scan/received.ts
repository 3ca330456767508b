import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { ScannerError } from '@/lib/platform/clamd';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { ReceivedFile } from '../../model';
import { findingWords } from '../../words';
import { lookInto, type Passed, passedFields, scannedEvent } from './look';
import { inTurn } from './turns';

type Overruled = { decidedByName: string; decidedReason: string; decidedAt: Date | null };
export type PassedScan = { looked: Passed; overruled: Overruled | null };

/**
 * Looks into a received file that may not wait in quarantine, before it has a row: the caller binds something to it that
 * lasts. Throws INVALID at `file` when it would be held back, UNAVAILABLE while the scanner gives no verdict.
 */
export async function passScan(grant: Grant<'evidence:attach'>, file: ReceivedFile): Promise<PassedScan> {
  const { organizationId } = grant;
  const { storageKey, sizeBytes, sha256, keyId, wrappedKey, mediaType } = file;
  const inStore = { storageKey, sizeBytes, sha256, wrapped: { keyId, wrappedKey } };
  const seen = { organizationId, mediaType, inStore };
  const looked = await inTurn(() => lookInto(seen, () => undefined)).catch((error: unknown) => {
    if (!(error instanceof ScannerError)) throw error;
    throw new AppError(
      'UNAVAILABLE',
      'The malware scanner gives no verdict, so this document was not filed. Nothing was changed: try again in a moment.',
    );
  });
  if (looked.malware !== null) {
    throw heldBack(`The scanner found malware in this file (${looked.malware}), so it was not kept.`);
  }
  if (looked.cardScan !== 'FOUND') return { looked, overruled: null };
  const overruled = await read(grant, (tx) =>
    tx.evidenceFile.findFirst({
      where: { organizationId, sha256, state: 'AVAILABLE', cardScan: 'OVERRULED' },
      select: { decidedByName: true, decidedReason: true, decidedAt: true },
    }),
  );
  if (overruled) return { looked, overruled };
  throw heldBack(
    `What looks like a card number stands in this file (${looked.findings.map(findingWords).join('; ')}), so it was not kept. Take it out and file the document again. If it is a false alarm, add the file to the evidence library, let a compliance officer release it there, then file it here.`,
  );
}

function heldBack(words: string): AppError {
  return new AppError('INVALID', undefined, { file: [words] });
}

/** Opens the row of a file that was looked into before, in the transaction that has written it. Answers the event. */
export async function openPassed(
  tx: Transaction,
  organizationId: string,
  file: { evidenceId: string; title: string; fileId: string; fileName: string },
  { looked, overruled }: PassedScan,
): Promise<DomainEvent> {
  const cardScan = overruled ? 'OVERRULED' : looked.cardScan;
  await tx.evidenceFile.update({
    where: { organizationId_id: { organizationId, id: file.fileId } },
    data: { ...passedFields(looked), cardScan, scannedAt: now(), ...overruled },
  });
  return scannedEvent(file, { ...looked, cardScan });
}
