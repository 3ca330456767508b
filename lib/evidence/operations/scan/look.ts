import 'server-only';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { hasMalwareScanner, type MalwareVerdict, scanForMalware } from '@/lib/platform/clamd';
import { log } from '@/lib/platform/log';
import type { CardFinding, CardScan, MalwareScan, Unread } from '../../model/scan';
import { openObject } from '../../store/objects';
import type { Damage, FileInStore } from '../../store/sealed-reader';
import { CardFinder } from './find-cards';
import { readText } from './read-text';
import { WordMarks } from './word-marks';

type Seen = { organizationId: string; mediaType: string; inStore: FileInStore };

type CardResult = { cardScan: CardScan; why: Unread | null; findings: CardFinding[]; marks: bigint[] };

export type Passed = { malware: null; malwareScan: MalwareScan } & CardResult;
/** What was found: malware by its name, else what there is to say about card numbers. */
export type Looked = { malware: string } | Passed;

/**
 * Looks into a file: malware first, so that nothing else opens what a scanner would not let in, then card numbers. Throws
 * ScannerError when the scanner gives no verdict; `onDamage` hears of a file that is not what was received, before the throw.
 */
export async function lookInto(file: Seen, onDamage: (what: Damage) => void): Promise<Looked> {
  const open = () =>
    openObject(file.inStore, null, async (what) => {
      const { storageKey } = file.inStore;
      log().error({ storageKey, what }, 'an evidence file does not match what was received');
      onDamage(what);
    });
  const verdict: MalwareVerdict | null = hasMalwareScanner() ? await scanForMalware(await open()) : null;
  if (verdict && !verdict.isClean) return { malware: verdict.name };
  return { malware: null, malwareScan: verdict ? 'CLEAN' : 'OFF', ...(await cardsIn(file, open)) };
}

async function cardsIn(
  { organizationId, mediaType, inStore: { sizeBytes } }: Seen,
  open: () => Promise<ReadableStream<Uint8Array>>,
): Promise<CardResult> {
  const finder = new CardFinder();
  const words = new WordMarks(organizationId);
  const pieces = readText({ mediaType, sizeBytes, open });
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

/** What a row says of a look that lets the file out of quarantine. */
export function passedFields(looked: Passed) {
  return {
    state: 'AVAILABLE',
    heldFor: '',
    cardScan: looked.cardScan,
    cardScanWhy: looked.why ?? '',
    cardFindings: looked.findings,
    malwareScan: looked.malwareScan,
    malwareName: '',
    wordMarks: looked.marks,
  };
}

/** The event of a file that came out of quarantine. */
export function scannedEvent(
  file: { evidenceId: string; title: string; fileId: string; fileName: string },
  { cardScan, why, malwareScan }: Pick<Passed, 'cardScan' | 'why' | 'malwareScan'>,
): DomainEvent {
  const { evidenceId, title, fileId, fileName } = file;
  return {
    type: 'evidence.file-scanned',
    subject: { type: 'evidence', id: evidenceId },
    data: { title, fileId, fileName, cardNumbers: cardScan, notRead: why, malware: malwareScan },
  };
}
