import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';
import { Stop } from './stop.mjs';

const MAX_PARTS = 5_000;
/** All parts together unpack to at most so much; the library stops a part that is larger than it says. */
const MAX_UNPACKED = 300 * 1024 * 1024;
const HEAD_BYTES = 4096;

/** The parts of a packed document that hold something, by their names. */
export async function openParts(bytes) {
  const parts = new Map();
  let total = 0;
  const zip = await fromBufferPromise(bytes, { autoClose: false, validateEntrySizes: true });
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    if (total > MAX_UNPACKED || parts.size >= MAX_PARTS) throw new Stop('NOT', 'TOO_LARGE');
    if (entry.isEncrypted()) throw new Stop('NOT', 'ENCRYPTED');
    if (parts.has(entry.fileName)) throw new Stop('NOT', 'BROKEN');
    parts.set(entry.fileName, () => zip.openReadStreamPromise(entry));
  }
  return parts;
}

const ROOT = /^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/;

/**
 * The name of the root element of a part, whatever the part is called; '' for XML whose root cannot be told, null for
 * anything else. Throws what the part's packing throws.
 */
export async function rootOf(open) {
  const source = await open();
  const pieces = [];
  let size = 0;
  for await (const piece of source) {
    pieces.push(piece);
    size += piece.length;
    if (size >= HEAD_BYTES) break;
  }
  const head = Buffer.concat(pieces).subarray(0, HEAD_BYTES);
  const text = new TextDecoder(encodingOf(head)).decode(head);
  if (!text.trimStart().startsWith('<')) return null;
  return ROOT.exec(text)?.[1] ?? '';
}

function encodingOf(head) {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

export const local = (name) => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part piece by piece; `after` each. A document type is refused: entities come with it. Elements and attributes are
 * told by their names without prefixes.
 */
export async function readXml(open, { open: opened, text, close, after }) {
  const parser = new SaxesParser();
  const refuse = () => {
    throw new Stop('NOT', 'BROKEN');
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => opened?.(local(name), attributes));
  parser.on('text', (piece) => text?.(piece));
  parser.on('cdata', (piece) => text?.(piece));
  parser.on('closetag', ({ name }) => close?.(local(name)));
  let decoder;
  for await (const piece of await open()) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    parser.write(decoder.decode(piece, { stream: true }));
    await after?.();
  }
  parser.write(decoder?.decode() ?? '').close();
}
