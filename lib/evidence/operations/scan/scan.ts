import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { systemGrant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { hasMalwareScanner, type MalwareVerdict, ScannerError, scanForMalware } from '@/lib/platform/clamd';
import { now } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import type { CardFinding, CardScan, Unread } from '../../model/scan';
import { inStore } from '../../queries/in-store';
import { discardObjects, openObject } from '../../store/objects';
import { CardFinder } from './find-cards';
import {
  giveBack,
  listWaiting,
  listWaitingOf,
  RENEW_MS,
  renew,
  stillTaken,
  type TakenFile,
  take,
} from './queue';
import { readText } from './read-text';
import { WordMarks } from './word-marks';

/** So many files at a time in one process: each may start a program of its own. */
const AT_A_TIME = 2;
/** So long an upload's answer waits for its result; what takes longer goes on in the background. */
const ANSWER_MS = 8_000;

type Waiting = { organizationId: string; fileId: string };

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

let running = 0;
const queue: (() => void)[] = [];

async function inTurn(work: () => Promise<void>): Promise<void> {
  if (running >= AT_A_TIME) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Takes one file through: malware first, so that nothing else opens what a scanner would not let in. */
async function scanFile(waiting: Waiting): Promise<void> {
  const file = await take(waiting);
  if (!file) return;
  const renewing = setInterval(() => void renew(file).catch(() => undefined), RENEW_MS);
  try {
    const verdict = hasMalwareScanner() ? await malwareIn(file) : null;
    if (verdict && !verdict.isClean) await holdMalware(file, verdict.name);
    else await finish(file, verdict, await cardsIn(file));
  } catch (error) {
    const isDown = error instanceof ScannerError;
    if (!isDown) log().error({ fileId: file.fileId, err: error }, 'an evidence file could not be scanned');
    await giveBack(file, {
      heldFor: isDown ? 'SCANNER_DOWN' : 'WAITING',
      note: isDown ? error.message.slice(0, 200) : '',
      waitSeconds: Math.min(600, 15 * 2 ** Math.min(file.scanFailures, 6)),
    });
  } finally {
    clearInterval(renewing);
  }
}

function openFile(file: TakenFile): Promise<ReadableStream<Uint8Array>> {
  return openObject(inStore(file), null, async (what) => {
    log().error({ fileId: file.fileId, what }, 'an evidence file does not match what was received');
  });
}

async function malwareIn(file: TakenFile): Promise<MalwareVerdict> {
  return scanForMalware(await openFile(file));
}

export type CardResult = {
  cardScan: CardScan;
  why: Unread | null;
  findings: CardFinding[];
  marks: bigint[];
};

async function cardsIn(file: TakenFile): Promise<CardResult> {
  const finder = new CardFinder();
  const words = new WordMarks(file.organizationId);
  const pieces = readText({
    mediaType: file.mediaType,
    sizeBytes: Number(file.sizeBytes),
    open: () => openFile(file),
  });
  let step = await pieces.next();
  while (!step.done) {
    finder.add(step.value);
    words.add(step.value.text);
    // What is found holds the file; more of it changes nothing.
    step = finder.isFull ? await pieces.return({ read: 'WHOLE', why: null }) : await pieces.next();
  }
  finder.finish();
  const { read, why } = step.value;
  const { findings } = finder;
  if (findings.length > 0) return { cardScan: 'FOUND', why, findings, marks: [] };
  const cardScan = read === 'WHOLE' ? 'CLEAN' : read === 'PART' ? 'PART' : 'NOT_READ';
  return { cardScan, why, findings, marks: words.marks() };
}

/** Writes what a scan found and answers where the file lies now; null when another process has it by now. */
async function record(
  file: TakenFile,
  data: object,
  event: (title: string) => DomainEvent,
): Promise<string | null> {
  const { organizationId, fileId, evidenceId } = file;
  return commit(systemGrant('scan', 'evidence:attach', organizationId), async (tx) => {
    if (!(await stillTaken(tx, file))) return unchanged(null);
    const { storageKey } = await tx.evidenceFile.update({
      where: { organizationId_id: { organizationId, id: fileId } },
      data: { ...data, scanHeldBy: null, scanHeldUntil: null, scannedAt: now() },
      select: { storageKey: true },
    });
    const item = await tx.evidenceItem.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: evidenceId } },
      select: { title: true },
    });
    return { result: storageKey, events: [event(item.title)] };
  });
}

async function holdMalware(file: TakenFile, name: string): Promise<void> {
  const storageKey = await record(
    file,
    {
      state: 'REMOVED',
      heldFor: 'MALWARE',
      malwareScan: 'FOUND',
      malwareName: name,
      keyId: null,
      wrappedKey: null,
    },
    (title) => ({
      type: 'evidence.file-blocked',
      subject: { type: 'evidence', id: file.evidenceId },
      data: { title, fileId: file.fileId, fileName: file.fileName, reason: 'malware', found: name },
    }),
  );
  // Nothing overrules a scanner here, so the bytes need not stay.
  if (storageKey) await discardObjects([storageKey]);
}

async function finish(file: TakenFile, verdict: MalwareVerdict | null, result: CardResult): Promise<void> {
  const isHeld = result.cardScan === 'FOUND';
  const malwareScan = verdict ? 'CLEAN' : 'OFF';
  const subject = { type: 'evidence', id: file.evidenceId };
  const named = (title: string) => ({ title, fileId: file.fileId, fileName: file.fileName });
  await record(
    file,
    {
      state: isHeld ? 'QUARANTINED' : 'AVAILABLE',
      heldFor: isHeld ? 'CARD_NUMBER' : '',
      cardScan: result.cardScan,
      cardScanWhy: result.why ?? '',
      cardFindings: result.findings,
      malwareScan,
      malwareName: '',
      wordMarks: result.marks,
    },
    (title) =>
      isHeld
        ? {
            type: 'evidence.file-blocked',
            subject,
            data: {
              ...named(title),
              reason: 'card number',
              found: result.findings.map(({ brand, lastFour, place }) => `${brand} … ${lastFour}, ${place}`),
            },
          }
        : {
            type: 'evidence.file-scanned',
            subject,
            data: {
              ...named(title),
              cardNumbers: result.cardScan,
              notRead: result.why,
              malware: malwareScan,
            },
          },
  );
}
