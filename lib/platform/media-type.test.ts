import { describe, expect, test } from 'vitest';
import { detectMediaType } from './media-type';

const detect = (contents: string | Uint8Array, fileName: string) =>
  detectMediaType(Buffer.from(contents as Uint8Array), fileName);

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the media type is decided by content, not by name', () => {
  test.each([
    ['a picture that calls itself a program', png, 'setup.exe', 'image/png'],
    ['HTML that calls itself a picture', '<!DOCTYPE html><script>1</script>', 'photo.png', 'text/html'],
    ['HTML after a comment', '<!-- x -->\n <html><body>', 'a.txt', 'text/html'],
    ['a script without a page', '<script>alert(1)</script>', 'a.csv', 'text/html'],
    [
      'a program that calls itself a PDF',
      Buffer.from('4d5a900003000000', 'hex'),
      'scan.pdf',
      'application/x-msdownload',
    ],
    ['a PDF', '%PDF-1.7\n%\u00e2\u00e3', 'report', 'application/pdf'],
    ['a PDF that is also a page', '%PDF-1.7\n<html><script>1</script>', 'a.html', 'application/pdf'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'logo.png', 'image/svg+xml'],
    ['an SVG with a declaration', '<?xml version="1.0"?><svg xmlns="x"/>', 'logo.svg', 'image/svg+xml'],
    ['XML', '<?xml version="1.0"?><scan/>', 'scan.xml', 'application/xml'],
    ['a table', 'host;patched\nweb-1;yes\n', 'hosts.csv', 'text/csv'],
    ['plain text', 'rule 1: deny all\n', 'firewall.conf', 'text/plain'],
    ['text without a name', 'hello', '', 'text/plain'],
    ['a log with colours', '\u001b[31mfailed\u001b[0m\n', 'run.log', 'text/plain'],
    ['JSON', '{"a": 1}', 'a.json', 'application/json'],
    [
      'text of an older Windows',
      Buffer.from('Pr\xfcfung\r\n', 'latin1'),
      'a.txt',
      'text/plain; charset=windows-1252',
    ],
    ['text of PowerShell', Buffer.from('\ufeffok\r\n', 'utf16le'), 'a.txt', 'text/plain; charset=utf-16le'],
    ['bytes that are nothing', Buffer.from('0001020304050607', 'hex'), 'a.txt', 'application/octet-stream'],
  ])('%s', async (_words, contents, name, expected) => {
    expect(await detect(contents, name)).toBe(expected);
  });

  test('text whose sample ends inside a character is still UTF-8', async () => {
    expect(await detect(`${'a'.repeat(64 * 1024 - 1)}ü and more`, 'a.txt')).toBe('text/plain');
  });

  test('many comments take no time', async () => {
    const started = performance.now();
    expect(await detect(`${'<!---->'.repeat(500)}x`, 'note.txt')).toBe('text/plain');
    expect(await detect(`${'<!-- a --> '.repeat(300)}<HTML>`, 'note.txt')).toBe('text/html');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
