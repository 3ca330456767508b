import {
  type CardFinding,
  type FileScanView,
  type ScanMark,
  scannerTimedOut,
  unreadReasons,
} from './model/scan';

export type ScanWords = { tone: ScanMark['tone']; short: string; long: string };

/** "Visa •••• 1111, line 3"; what a magnetic stripe holds is named as such. */
export function findingWords({ kind, brand, lastFour, place }: CardFinding): string {
  const what = kind === 'TRACK' ? `${brand} •••• ${lastFour} with track data` : `${brand} •••• ${lastFour}`;
  return place ? `${what}, ${place}` : what;
}

/** Where a file stands, for its own page, the lists and a requirement; null when there is nothing to say. */
export function scanWords(scan: FileScanView): ScanWords | null {
  if (scan.state === 'REMOVED') return removed(scan);
  if (scan.state === 'QUARANTINED') return held(scan);
  return available(scan);
}

/** One mark for all files of an item: the gravest. */
export function scanMark(scans: readonly FileScanView[]): ScanMark | null {
  const all = scans.map(scanWords).filter((words) => words !== null);
  const tones = ['late', 'soon', 'quiet'] as const;
  const gravest = tones.flatMap((tone) => all.filter((words) => words.tone === tone))[0];
  return gravest ? { tone: gravest.tone, words: gravest.short } : null;
}

function removed({ heldFor, malwareName, decided }: FileScanView): ScanWords {
  const short = heldFor === 'MALWARE' ? 'Removed: malware' : 'Removed: card number';
  const long =
    heldFor === 'MALWARE'
      ? `The scanner found malware (${malwareName}). The file was removed at once; nobody could open it.`
      : decided
        ? `What looked like a card number was found. ${decided.byName} removed the file: ${decided.reason}`
        : 'What looked like a card number was found, and nobody decided in time. The file was removed.';
  return { tone: 'late', short, long };
}

function held({ heldFor, findings, malwareName }: FileScanView): ScanWords {
  switch (heldFor) {
    case 'CARD_NUMBER':
      return {
        tone: 'late',
        short: 'Blocked: card number',
        long: `What looks like a card number stands in this file: ${findings.map(findingWords).join('; ')}. Nobody can open it, and it proves nothing yet.`,
      };
    case 'MALWARE':
      return {
        tone: 'late',
        short: 'Blocked: malware',
        long: `The scanner found malware (${malwareName}) in this file. It is the signed document of an attestation, so it is kept, and nobody can open it.`,
      };
    case 'SCANNER_DOWN':
      return { tone: 'soon', short: 'Not scanned yet', long: scannerWords(malwareName) };
    case 'DAMAGED':
      return {
        tone: 'late',
        short: 'Damaged',
        long: `${damageWords(malwareName)} It cannot be checked, and nobody can open it. Ask whoever runs the server to bring it back from a backup: it is looked for every hour and then opens by itself. Or add the file again as a new version.`,
      };
    default:
      return {
        tone: 'quiet',
        short: 'Being checked',
        long: 'The file is being checked for card numbers and malware. It opens by itself when that is done.',
      };
  }
}

function scannerWords(said: string): string {
  if (said === scannerTimedOut) {
    return 'The malware scanner took this file and gave no verdict in time. The file stays closed; it is tried again by itself. If that goes on, whoever runs the server finds the reason in the log of clamd.';
  }
  const words = /size limit/i.test(said)
    ? 'The malware scanner takes no files of this size (StreamMaxLength of clamd).'
    : 'The malware scanner does not answer.';
  return `${words} The file stays closed until it does; it is tried again by itself.`;
}

function damageWords(what: string): string {
  if (what === 'missing') return 'This file is missing from the storage.';
  return what === 'key'
    ? 'The key of this file is missing (EVIDENCE_KEYS).'
    : 'What lies in the storage is not the file that was received.';
}

function available({ cardScan, unread, decided }: FileScanView): ScanWords | null {
  const why = unread && unreadReasons[unread];
  switch (cardScan) {
    case 'OVERRULED':
      return {
        tone: 'quiet',
        short: 'False alarm',
        long: `What looked like a card number is none: ${decided?.reason ?? ''} (${decided?.byName ?? ''})`,
      };
    case 'PART':
      return {
        tone: 'quiet',
        short: 'Not all of it scanned for card numbers',
        long: `No card number in what could be read. Not all of it could: ${why}.`,
      };
    case 'NOT_READ':
      return {
        tone: 'quiet',
        short: 'Not scanned for card numbers',
        long: `Not scanned for card numbers: ${why}. Look yourself that it shows none.`,
      };
    case '':
      return {
        tone: 'quiet',
        short: 'Not scanned for card numbers',
        long: 'Not scanned for card numbers: it came before uploads were checked.',
      };
    default:
      return null;
  }
}
