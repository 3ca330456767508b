import { describe, expect, test } from 'vitest';
import { contentDisposition, readRange } from './download';

const whole = { kind: 'WHOLE' };
const part = (start: number, end: number) => ({ kind: 'PART', start, end });

describe('which part of a file of 1,000 bytes a Range header asks for', () => {
  test.each([
    ['no header', null, whole],
    ['the first 100 bytes', 'bytes=0-99', part(0, 99)],
    ['from 900 on', 'bytes=900-', part(900, 999)],
    ['the last 50', 'bytes=-50', part(950, 999)],
    ['more than there is at the end', 'bytes=-5000', part(0, 999)],
    ['an end past the end', 'bytes=990-5000', part(990, 999)],
    ['the last byte', 'bytes=999-999', part(999, 999)],
    ['a start past the end', 'bytes=1000-', { kind: 'UNSATISFIABLE' }],
    ['the last nothing', 'bytes=-0', { kind: 'UNSATISFIABLE' }],
    ['backwards', 'bytes=9-3', whole],
    ['several ranges', 'bytes=0-1,5-9', whole],
    ['another unit', 'lines=0-9', whole],
    ['no numbers', 'bytes=-', whole],
    ['rubbish', 'bytes=a-b', whole],
    ['a number beyond all sizes', 'bytes=0-99999999999999999999', whole],
  ])('%s', (_words, header, expected) => {
    expect(readRange(header, 1000)).toEqual(expected);
  });
});

describe('a file name in a header', () => {
  test.each([
    ['scan.pdf', `attachment; filename="scan.pdf"; filename*=UTF-8''scan.pdf`],
    ['prüfung 1.pdf', `attachment; filename="pr_fung 1.pdf"; filename*=UTF-8''pr%C3%BCfung%201.pdf`],
    ['a"b;c%d.pdf', `attachment; filename="a_b_c_d.pdf"; filename*=UTF-8''a%22b%3Bc%25d.pdf`],
    ["it's (1)*.pdf", `attachment; filename="it's (1)*.pdf"; filename*=UTF-8''it%27s%20%281%29%2A.pdf`],
  ])('%s', (name, expected) => {
    expect(contentDisposition('attachment', name)).toBe(expected);
  });

  test('cannot end the header or start another one', () => {
    expect(contentDisposition('inline', 'a\r\nset-cookie: b')).not.toMatch(/[\r\n]/);
  });

  test('survives half of a surrogate pair', () => {
    expect(() => contentDisposition('inline', 'a\ud800.pdf')).not.toThrow();
  });
});
