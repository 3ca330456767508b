import { describe, expect, test } from 'vitest';
import {
  allowsPreview,
  cleanFileName,
  deriveValidity,
  evidenceQuery,
  evidenceTypeName,
  isImagePreview,
  mediaTypeName,
  opensInTab,
  parseEvidenceFilter,
  titleFromFileNames,
} from './rules';
import { datesProblem } from './rules/fields';

describe('what the last valid day of evidence means', () => {
  test.each([
    ['no last day', null, '2026-11-25', 'NO_END_DATE'],
    ['the last day is yesterday', '2026-11-24', '2026-11-25', 'ENDED'],
    ['the last day is today: it still counts', '2026-11-25', '2026-11-25', 'ENDS_SOON'],
    ['30 days are left', '2026-12-25', '2026-11-25', 'ENDS_SOON'],
    ['31 days are left', '2026-12-26', '2026-11-25', 'VALID'],
    ['30 days over a leap day', '2028-03-20', '2028-02-19', 'ENDS_SOON'],
    ['30 days over the end of daylight saving', '2026-11-23', '2026-10-24', 'ENDS_SOON'],
    ['the turn of the year', '2026-12-31', '2027-01-01', 'ENDED'],
  ] as const)('%s', (_words, validUntil, today, expected) => {
    expect(deriveValidity(validUntil, today)).toBe(expected);
  });
});

describe('dates of evidence must make sense', () => {
  test.each([
    ['none', null, null, null],
    ['collected today', '2026-11-25', null, null],
    ['collected tomorrow', '2026-11-26', null, 'collectedOn'],
    ['valid for one day', '2026-11-20', '2026-11-20', null],
    ['valid until before it was collected', '2026-11-20', '2026-11-19', 'validUntil'],
    ['already ended when it is added', '2026-01-10', '2026-06-30', null],
    ['only a last day, long ago', null, '2020-01-01', null],
  ] as const)('%s', (_words, collectedOn, validUntil, field) => {
    expect(datesProblem({ collectedOn, validUntil }, '2026-11-25')?.field ?? null).toBe(field);
  });
});

describe('file names are cleaned or refused', () => {
  test.each([
    ['a plain name', 'scan-q3.pdf', 'scan-q3.pdf'],
    ['umlauts are composed', 'pru\u0308fung.pdf', 'pr\u00fcfung.pdf'],
    ['a path of a Windows browser', 'C:\\Users\\ada\\scan.pdf', 'scan.pdf'],
    ['a climbing path', '../../etc/passwd', 'passwd'],
    ['a climbing Windows path', '..\\..\\boot.ini', 'boot.ini'],
    ['an absolute path', '/etc/shadow', 'shadow'],
    ['an encoded path is only a strange name', '%2e%2e%2fpasswd', '%2e%2e%2fpasswd'],
    ['spaces and dots at the end', ' report.pdf. . ', 'report.pdf'],
    ['a name that Windows reserves', 'CON', '_CON'],
    ['a name that Windows reserves, with an ending', 'nul.txt', '_nul.txt'],
    ['a name that only begins like one', 'console.log', 'console.log'],
    ['markup stays text', '<img src=x onerror=alert(1)>.png', '<img src=x onerror=alert(1)>.png'],
    ['an emoji of several parts', '👩‍💻.png', '👩‍💻.png'],
  ])('%s', (_words, raw, expected) => {
    expect(cleanFileName(raw)).toEqual({ ok: true, name: expected });
  });

  test.each([
    ['a name that reads backwards to hide its ending', 'invoice\u202egpj.exe'],
    ['an isolate', 'a\u2066b.pdf'],
    ['a null character', 'a\u0000.pdf'],
    ['a line break', 'a\r\nSet-Cookie: x.pdf'],
    ['an invisible space', 'a\u200b.pdf'],
    ['only dots', '...'],
    ['only a folder', 'folder/'],
    ['a card number', 'card 4111 1111 1111 1111.pdf'],
    ['nothing', ''],
    ['only spaces', '   '],
  ])('refused: %s', (_words, raw) => {
    const cleaned = cleanFileName(raw);
    expect(cleaned.ok).toBe(false);
    expect(cleaned.ok ? '' : cleaned.message).toMatch(/Rename the file/);
  });

  test('a name of 300 characters keeps its ending and 200 characters', () => {
    const cleaned = cleanFileName(`${'n'.repeat(300)}.pdf`);
    expect(cleaned).toEqual({ ok: true, name: `${'n'.repeat(196)}.pdf` });
  });
});

describe('what a browser may show in a tab', () => {
  test.each([
    ['application/pdf', true],
    ['image/png', true],
    ['image/jpeg', true],
    ['image/gif', true],
    ['image/webp', true],
    ['text/plain', true],
    ['text/plain; charset=utf-16le', true],
    ['text/csv', true],
    ['image/svg+xml', false],
    ['text/html', false],
    ['application/xhtml+xml', false],
    ['application/xml', false],
    ['application/json', false],
    ['application/octet-stream', false],
    ['application/zip', false],
    ['', false],
  ])('%s: %s', (mediaType, expected) => {
    expect(allowsPreview(mediaType)).toBe(expected);
  });

  test('a PDF is drawn beside the file, and never in a tab of its own', () => {
    expect(opensInTab('application/pdf')).toBe(false);
    expect(opensInTab('text/csv; charset=utf-8')).toBe(true);
    expect(opensInTab('text/html')).toBe(false);
  });

  test('a picture is one that may be shown', () => {
    expect(isImagePreview('image/png')).toBe(true);
    expect(isImagePreview('image/svg+xml')).toBe(false);
    expect(isImagePreview('application/pdf')).toBe(false);
  });
});

test('a title is taken from the files where none was typed', () => {
  expect(titleFromFileNames(['scan-q3.pdf'])).toBe('scan-q3');
  expect(titleFromFileNames(['.htaccess'])).toBe('.htaccess');
  expect(titleFromFileNames(['one.png', 'two.png', 'three.png'])).toBe('one and 2 more');
});

test('types are shown in words, unknown ones as they are', () => {
  expect(mediaTypeName('text/csv; charset=windows-1252')).toBe('CSV');
  expect(mediaTypeName('application/x-rar')).toBe('application/x-rar');
  expect(evidenceTypeName('scan_report')).toBe('Scan report');
  expect(evidenceTypeName('')).toBe('');
  expect(evidenceTypeName('toString')).toBe('toString');
});

describe('the address of the library', () => {
  const all = {
    view: 'ALL',
    evidenceType: '',
    query: '',
    ownerId: '',
    tag: '',
    confidentiality: '',
    sort: 'END',
    isReversed: false,
    cursor: '',
  } as const;
  test.each([
    [{}, all],
    [
      { view: 'ends-soon', q: ' scan ', type: 'scan_report' },
      { ...all, view: 'ENDS_SOON', evidenceType: 'scan_report', query: 'scan' },
    ],
    [{ view: 'nonsense', type: 'toString', q: ['a', 'b'] }, all],
    [
      { owner: 'me', tag: ' Quarter\n3 ', level: 'confidential', sort: '-name' },
      {
        ...all,
        ownerId: 'me',
        tag: 'Quarter 3',
        confidentiality: 'CONFIDENTIAL',
        sort: 'NAME',
        isReversed: true,
      },
    ],
    [
      { owner: "x' OR 1=1", tag: 't'.repeat(41), level: 'SECRET', sort: 'title' },
      { ...all, tag: 't'.repeat(40) },
    ],
  ])('%j', (params, filter) => {
    expect(parseEvidenceFilter(params)).toEqual(filter);
  });

  test('says what was chosen and can be read back', () => {
    const filter = {
      ...all,
      view: 'NOT_USED',
      evidenceType: 'aoc',
      query: 'a&b',
      ownerId: 'me',
      tag: 'Site 1, north',
      confidentiality: 'PUBLIC',
      sort: 'RECEIVED',
      isReversed: true,
      cursor: '-_x',
    } as const;
    expect(parseEvidenceFilter(Object.fromEntries(new URLSearchParams(evidenceQuery(filter))))).toEqual(
      filter,
    );
    expect(evidenceQuery({ view: 'ALL' })).toBe('');
  });
});
