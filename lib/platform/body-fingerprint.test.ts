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
