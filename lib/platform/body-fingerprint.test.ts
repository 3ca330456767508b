import { describe, expect, test } from 'vitest';
import { bodyFingerprint } from './body-fingerprint';

type Part = readonly [name: string, value: string, fileName?: string];

function form(boundary: string, parts: readonly Part[]): Buffer {
  const lines = parts.map(
    ([name, value, fileName]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName ? `; filename="${fileName}"\r\nContent-Type: text/plain` : ''}\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${lines.join('')}--${boundary}--\r\n`);
}

async function of(body: Buffer, contentType: string | null, pieces = body.byteLength): Promise<string> {
  const fingerprint = bodyFingerprint(contentType);
  for (let at = 0; at < body.byteLength; at += pieces) fingerprint.write(body.subarray(at, at + pieces));
  return fingerprint.end();
}

const multipart = (boundary: string) => `multipart/form-data; boundary=${boundary}`;
const sent: readonly Part[] = [
  ['evidence', '{"tool":"Trivy"}'],
  ['file', 'all good', 'scan.txt'],
];

describe('the fingerprint of a body', () => {
  test('of a form is the same whatever its boundary and in whatever pieces it arrives', async () => {
    const first = await of(form('aaaa', sent), multipart('aaaa'));
    expect(await of(form('bbbbbbbbbb', sent), multipart('bbbbbbbbbb'), 7)).toBe(first);
    expect(await of(form('cc', sent), multipart('cc'), 1)).toBe(first);
  });

  test.each<[string, readonly Part[]]>([
    ['another field', [['evidence', '{"tool":"Grype"}'], sent[1] as Part]],
    ['another file', [sent[0] as Part, ['file', 'all bad', 'scan.txt']]],
    ['another file name', [sent[0] as Part, ['file', 'all good', 'scan2.txt']]],
    ['a field in place of a file', [sent[0] as Part, ['file', 'all good']]],
    ['another order', [...sent].reverse()],
    ['one part more', [...sent, ['file', 'all good', 'scan.txt']]],
    ['one part less', sent.slice(0, 1)],
  ])('tells a form with %s apart', async (_what, parts) => {
    expect(await of(form('x', parts), multipart('x'))).not.toBe(await of(form('x', sent), multipart('x')));
  });

  test('of a form is that of another one only where the bytes between the boundaries are', async () => {
    const split = (at: number): readonly Part[] => [
      ['evidence', 'abcdef'.slice(0, at)],
      ['evidence', 'abcdef'.slice(at)],
    ];
    const seen = await Promise.all([1, 2, 3, 4].map((at) => of(form('x', split(at)), multipart('x'), 3)));
    expect(new Set(seen).size).toBe(4);
    expect(await of(form('q"', sent), 'multipart/form-data; charset=utf-8; boundary="q"')).toMatch(
      /^[0-9a-f]{64}$/,
    );
  });

  test('of a hundred million bytes, most of them beginnings of a boundary, takes no memory', async () => {
    const fingerprint = bodyFingerprint(multipart('aaaa'));
    const chunk = Buffer.alloc(65_536, '\r\n--aaa');
    const before = process.memoryUsage();
    let most = 0;
    for (let sent = 0; sent < 100_000_000; sent += chunk.byteLength) {
      fingerprint.write(chunk);
      const { heapUsed, external } = process.memoryUsage();
      most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
    }
    expect(fingerprint.end()).toMatch(/^[0-9a-f]{64}$/);
    expect(most / 1_048_576).toBeLessThan(64);
  });

  test('of JSON is of its bytes', async () => {
    const json = Buffer.from('{"a":1}');
    const first = await of(json, 'application/json');
    expect(await of(json, 'application/json; charset=utf-8', 2)).toBe(first);
    expect(await of(Buffer.from('{"a": 1}'), 'application/json')).not.toBe(first);
  });

  test('of what only claims to be a form, or breaks off, is still one', async () => {
    const broken = await of(form('x', sent).subarray(0, 90), multipart('x'));
    expect(broken).toMatch(/^[0-9a-f]{64}$/);
    expect(broken).not.toBe(await of(form('x', sent), multipart('x')));
    expect(await of(Buffer.from('abc'), 'multipart/form-data')).toMatch(/^[0-9a-f]{64}$/);
  });
});
