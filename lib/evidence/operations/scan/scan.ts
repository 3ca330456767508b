import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { systemGrant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { ScannerError, ScannerTimeout } from '@/lib/platform/clamd';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { scannerTimedOut } from '../../model/scan';
import { inStore } from '../../queries/in-store';
import { discardObjects } from '../../store/objects';
import type { Damage } from '../../store/sealed-reader';
import { isSignedDocument } from '../signed-document';
import { holdDamaged } from './damaged';
import { lookInto, type Passed, passedFields, scannedEvent } from './look';
import {
  giveBack,
  listWaiting,
  listWaitingOf,
  RENEW_MS,
  renew,
  stillTaken,
  type TakenFile,
  take,
  type Waiting,
} from './queue';
import { inTurn } from './turns';

/** So long an upload's answer waits for its result; what takes longer goes on in the background. */
const ANSWER_MS = 8_000;

/** Scans what an upload brought, so that its sender hears of the result; what takes long goes on without them. */
export async function scanReceived(organizationId: string, storageKeys: readonly string[]): Promise<void> {
  if (storageKeys.length === 0) return;
  const scanned = listWaitingOf(organizationId, storageKeys)
    .then((waiting) => Promise.all(waiting.map((one) => inTurn(() => scanFile(one)))))
    .catch((error: unknown) => log().error({ err: error }, 'an upload could not be scanned yet'));
  await Promise.race([scanned, wait(ANSWER_MS, undefined, { ref: false })]);
}

/** One turn of the background: whatever waits, of every organization. */
export async function scanWaiting(): Promise<void> {
  const waiting = await listWaiting(50);
  await Promise.all(waiting.map((one) => inTurn(() => scanFile(one))));
}

/** Takes one file through. Whatever goes wrong, it is given back or says what is the matter with it. */
async function scanFile(waiting: Waiting): Promise<void> {
  const file = await take(waiting);
  if (!file) return;
  const renewing = setInterval(() => void renew(file).catch(() => undefined), RENEW_MS);
  const seen: { damage?: Damage } = {};
  try {
    const looked = await lookInto({ ...file, inStore: inStore(file) }, (what) => {
      seen.damage = what;
    });
    if (looked.malware === null) await finish(file, looked);
    else await holdMalware(file, looked.malware);
  } catch (error) {
    if (seen.damage) {
      await holdDamaged(file, seen.damage);
      return;
    }
    const isDown = error instanceof ScannerError;
    if (!isDown) log().error({ fileId: file.fileId, err: error }, 'an evidence file could not be scanned');
    await giveBack(file, {
      heldFor: isDown ? 'SCANNER_DOWN' : 'WAITING',
      note: error instanceof ScannerTimeout ? scannerTimedOut : isDown ? error.message.slice(0, 200) : '',
      waitSeconds: Math.min(600, 15 * 2 ** Math.min(file.scanFailures, 6)),
    });
  } finally {
    clearInterval(renewing);
  }
}

/** Writes what a scan found and answers what became of the file; null when another process has it by now. */
async function record(
  file: TakenFile,
  found: (tx: Transaction) => Promise<object>,
  event: (title: string) => DomainEvent,
): Promise<{ state: string; storageKey: string } | null> {
  const { organizationId, fileId, evidenceId } = file;
  return commit(systemGrant('scan', 'evidence:attach', organizationId), async (tx) => {
    if (!(await stillTaken(tx, file))) return unchanged(null);
    const written = await tx.evidenceFile.update({
      where: { organizationId_id: { organizationId, id: fileId } },
      data: { ...(await found(tx)), scanHeldBy: null, scanHeldUntil: null, scannedAt: now() },
      select: { state: true, storageKey: true },
    });
    const item = await tx.evidenceItem.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: evidenceId } },
      select: { title: true },
    });
    return { result: written, events: [event(item.title)] };
  });
}

async function holdMalware(file: TakenFile, name: string): Promise<void> {
  const found = { heldFor: 'MALWARE', malwareScan: 'FOUND', malwareName: name };
  const written = await record(
    file,
    // What was signed is kept, closed.
    async (tx) =>
      (await isSignedDocument(tx, file.organizationId, file.fileId))
        ? found
        : { ...found, state: 'REMOVED', keyId: null, wrappedKey: null, wordMarks: [] },
    (title) => ({
      type: 'evidence.file-blocked',
      subject: { type: 'evidence', id: file.evidenceId },
      data: { title, fileId: file.fileId, fileName: file.fileName, reason: 'malware', found: name },
    }),
  );
  // Nothing overrules a scanner here, so the bytes need not stay.
  if (written?.state === 'REMOVED') await discardObjects([written.storageKey]);
}

async function finish(file: TakenFile, looked: Passed): Promise<void> {
  const isHeld = looked.cardScan === 'FOUND';
  const subject = { type: 'evidence', id: file.evidenceId };
  await record(
    file,
    async () => ({
      ...passedFields(looked),
      ...(isHeld && { state: 'QUARANTINED', heldFor: 'CARD_NUMBER' }),
    }),
    (title) =>
      isHeld
        ? {
            type: 'evidence.file-blocked',
            subject,
            data: {
              title,
              fileId: file.fileId,
              fileName: file.fileName,
              reason: 'card number',
              found: looked.findings.map(({ brand, lastFour, place }) => `${brand} … ${lastFour}, ${place}`),
            },
          }
        : scannedEvent({ ...file, title }, looked),
  );
}
