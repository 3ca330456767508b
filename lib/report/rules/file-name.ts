const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const LONGEST_BYTES = 150;

/** A file name that every system can unpack: no path, no control characters, no name that Windows keeps for itself. */
export function toFileName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    // Also what turns the reading order: a name ends as it looks.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD/\\:*?"<>|]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .replace(RESERVED, '_$1');
  return shortened(plain === '' ? 'file' : plain);
}

/** At most so many bytes, with the ending that the system opens it by. */
function shortened(name: string): string {
  const [ending = ''] = /\.[^.]{1,10}$/.exec(name) ?? [];
  const stem = [...name.slice(0, name.length - ending.length)];
  while (Buffer.byteLength(stem.join('') + ending) > LONGEST_BYTES) stem.pop();
  return stem.join('').trimEnd() + ending;
}
