import 'server-only';
import path from 'node:path';
import { fileTypeFromBuffer } from 'file-type';

const SAMPLE_BYTES = 64 * 1024;

/**
 * Media type by content, of which the beginning is enough (about 1 MB); the name decides only between kinds of plain text, which all are shown as plain text.
 * What is neither a known format nor text is application/octet-stream.
 */
export async function detectMediaType(head: Uint8Array, fileName: string): Promise<string> {
  const sample = head.subarray(0, SAMPLE_BYTES);
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  // The mark at the start of UTF-16 text looks like the start of an MPEG frame.
  const isKnown =
    known && known.mime !== 'application/xml' && !(known.mime === 'audio/mpeg' && isUtf16(sample));
  if (isKnown) return known.mime;
  return textType(sample, fileName) ?? known?.mime ?? 'application/octet-stream';
}

/** Media type of text, or null when the bytes are not text. */
function textType(sample: Uint8Array, fileName: string): string | null {
  const charset = charsetOf(sample);
  if (!charset) return null;
  const start = new TextDecoder(charset).decode(sample).trimStart().slice(0, 4096).toLowerCase();
  if (/<svg[\s>]/.test(start)) return 'image/svg+xml';
  if (/^<(?:!doctype html|html|head|body|script|iframe|meta|title)\b/.test(withoutComments(start))) {
    return 'text/html';
  }
  if (start.startsWith('<?xml')) return 'application/xml';
  const base = namedTypes[path.extname(fileName).toLowerCase()] ?? 'text/plain';
  return charset === 'utf-8' ? base : `${base}; charset=${charset}`;
}

/** What follows the comments at the start. In steps: one pattern for all of them takes for ever on nested ones. */
function withoutComments(text: string): string {
  let rest = text;
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4);
    if (end < 0) return '';
    rest = rest.slice(end + 3).trimStart();
  }
  return rest;
}

const namedTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.eml': 'message/rfc822',
};

type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

function charsetOf(sample: Uint8Array): Charset | null {
  if (isUtf16(sample)) return sample[0] === 0xff ? 'utf-16le' : 'utf-16be';
  if (sample.some(isControl)) return null;
  try {
    // stream: the sample may end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** Starts with the mark of UTF-16, and the first characters are Latin ones. */
function isUtf16(sample: Uint8Array): boolean {
  const little = sample[0] === 0xff && sample[1] === 0xfe;
  const big = sample[0] === 0xfe && sample[1] === 0xff;
  const zeroAt = little ? 3 : 2;
  return (little || big) && sample[zeroAt] === 0 && (sample.length < 6 || sample[zeroAt + 2] === 0);
}

function isControl(byte: number): boolean {
  // tab, line feed, form feed and carriage return are text, and so is escape in a terminal's log
  return (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) || byte === 0x7f;
}
