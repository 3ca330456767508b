/** Pure parts of sending a file: ranges (RFC 9110) and file names in headers (RFC 6266). */

export type RangeRequest =
  | { kind: 'WHOLE' }
  | { kind: 'PART'; start: number; end: number }
  | { kind: 'UNSATISFIABLE' };

/**
 * Reads a Range header for an object of `size` bytes. Several ranges, other units and anything malformed are answered
 * with the whole object, as the RFC allows.
 */
export function readRange(header: string | null, size: number): RangeRequest {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match) return { kind: 'WHOLE' };
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return { kind: 'WHOLE' };
  if (first === '') {
    const length = Number(last);
    return length === 0
      ? { kind: 'UNSATISFIABLE' }
      : { kind: 'PART', start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size) return { kind: 'UNSATISFIABLE' };
  return end < start ? { kind: 'WHOLE' } : { kind: 'PART', start, end };
}

/** Content-Disposition with a plain name for old readers and the real one encoded: nothing in it can end the header. */
export function contentDisposition(kind: 'attachment' | 'inline', fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
