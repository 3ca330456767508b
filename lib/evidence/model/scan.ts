/** What is known about a file that arrived, and where it stands on its way out of quarantine. Free of zod and of the server. */

export const fileStates = ['QUARANTINED', 'AVAILABLE', 'REMOVED'] as const;
export type FileState = (typeof fileStates)[number];

export const heldReasons = [
  '',
  'WAITING',
  'SCANNING',
  'SCANNER_DOWN',
  'DAMAGED',
  'CARD_NUMBER',
  'MALWARE',
] as const;
export type HeldFor = (typeof heldReasons)[number];

/** What is noted of a scanner that took a file and gave no verdict in time. */
export const scannerTimedOut = 'timed out';

/** OWN: made by the program itself. PART, NOT_READ: see why. OVERRULED: found, and called a false alarm with a reason. */
export const cardScans = ['', 'OWN', 'CLEAN', 'PART', 'NOT_READ', 'FOUND', 'OVERRULED'] as const;
export type CardScan = (typeof cardScans)[number];

/** Why a file, or a part of it, was not read. */
export const unreadReasons = {
  IMAGE: 'it is a picture',
  IMAGES: 'it holds pictures',
  ARCHIVE: 'it is an archive',
  ATTACHMENTS: 'other files are attached inside of it',
  ENCRYPTED: 'it is encrypted',
  TOO_LARGE: 'it is too large to read',
  TOO_LONG: 'reading it took too long',
  BROKEN: 'it cannot be read',
  FORMAT: 'its format is not one that is read',
  PARTS: 'parts of it are in a format that is not read',
  NO_TEXT: 'it holds no text, perhaps only scanned pages',
} as const;
export type Unread = keyof typeof unreadReasons;

export type ReadOutcome = { read: 'WHOLE' | 'PART' | 'NOT'; why: Unread | null };

/** What was found, without the number: brand, last four digits and where it stands. */
export type CardFinding = {
  kind: 'NUMBER' | 'TRACK';
  brand: string;
  lastFour: string;
  place: string;
};

/** So many findings are kept with a file; one is enough to hold it. */
export const maxFindings = 20;

/** Where a file stands in a word or two. */
export type ScanMark = { tone: 'quiet' | 'soon' | 'late'; words: string };

export type MalwareScan = '' | 'OFF' | 'CLEAN' | 'FOUND';

export type FileScanView = {
  state: FileState;
  heldFor: HeldFor;
  cardScan: CardScan;
  unread: Unread | null;
  findings: CardFinding[];
  malwareScan: MalwareScan;
  malwareName: string;
  decided: { byName: string; reason: string } | null;
};
