import { expect, test } from 'vitest';
import type { FileScanView } from './model/scan';
import { findingWords, scanMark, scanWords } from './words';

const scan = (more: Partial<FileScanView>): FileScanView => ({
  state: 'AVAILABLE',
  heldFor: '',
  cardScan: 'CLEAN',
  unread: null,
  findings: [],
  malwareScan: 'OFF',
  malwareName: '',
  decided: null,
  ...more,
});

test.each([
  ['clean: nothing to say', {}, null],
  ['a picture', { cardScan: 'NOT_READ', unread: 'IMAGE' }, /^Not scanned for card numbers: it is a picture/],
  ['partly read', { cardScan: 'PART', unread: 'IMAGES' }, /Not all of it could: it holds pictures/],
  ['from before', { cardScan: '' }, /it came before uploads were checked/],
  ['waiting', { state: 'QUARANTINED', heldFor: 'WAITING', cardScan: '' }, /is being checked/],
  ['scanner down', { state: 'QUARANTINED', heldFor: 'SCANNER_DOWN' }, /does not answer/],
  [
    'too large for the scanner',
    { state: 'QUARANTINED', heldFor: 'SCANNER_DOWN', malwareName: 'INSTREAM size limit exceeded. ERROR' },
    /StreamMaxLength/,
  ],
  [
    'a scanner without a verdict',
    { state: 'QUARANTINED', heldFor: 'SCANNER_DOWN', malwareName: 'timed out' },
    /no verdict in time.*tried again by itself/,
  ],
  [
    'missing',
    { state: 'QUARANTINED', heldFor: 'DAMAGED', malwareName: 'missing' },
    /is missing from the storage.*backup.*as a new version/,
  ],
  [
    'damaged',
    { state: 'QUARANTINED', heldFor: 'DAMAGED', malwareName: 'sha256' },
    /is not the file that was/,
  ],
  ['without its key', { state: 'QUARANTINED', heldFor: 'DAMAGED', malwareName: 'key' }, /EVIDENCE_KEYS/],
  ['malware', { state: 'REMOVED', heldFor: 'MALWARE', malwareName: 'Eicar' }, /malware \(Eicar\)/],
  ['nobody decided', { state: 'REMOVED', heldFor: 'CARD_NUMBER' }, /nobody decided in time/],
  [
    'a false alarm',
    { cardScan: 'OVERRULED', decided: { byName: 'Ada', reason: 'a test number' } },
    /a test number \(Ada\)/,
  ],
] as const)('a file says where it stands: %s', (_words, more, expected) => {
  const words = scanWords(scan(more as Partial<FileScanView>));
  if (expected === null) expect(words).toBeNull();
  else expect(words?.long).toMatch(expected);
});

test('of several files the gravest speaks for the item', () => {
  const picture = scan({ cardScan: 'NOT_READ', unread: 'IMAGE' });
  const blocked = scan({ state: 'QUARANTINED', heldFor: 'CARD_NUMBER' });
  expect(scanMark([picture, blocked, scan({})])).toEqual({ tone: 'late', words: 'Blocked: card number' });
  expect(scanMark([scan({})])).toBeNull();
});

test('a finding shows brand, last four digits and place', () => {
  const finding = { kind: 'TRACK', brand: 'Visa', lastFour: '1111', place: 'page 2' } as const;
  expect(findingWords(finding)).toBe('Visa •••• 1111 with track data, page 2');
});
