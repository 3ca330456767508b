import 'server-only';
import { setImmediate } from 'node:timers/promises';
import type { ReadOutcome, Unread } from '../../model/scan';
import type { TextPiece } from './find-cards';
import { type ReaderLimits, readInOwnProgram } from './reader';

/** Larger PDFs and office files are not read: the whole of them has to be in memory. Text is read as it streams by. */
const MAX_STRUCTURED_BYTES = 64 * 1024 * 1024;
const PIECE_CHARACTERS = 16 * 1024;
const TEXT_MILLIS = 60_000;

export type ReadableFile = {
  mediaType: string;
  sizeBytes: number;
  open: () => Promise<ReadableStream<Uint8Array>>;
};

const OFFICE =
  /^application\/(vnd\.openxmlformats-officedocument\.|vnd\.oasis\.opendocument\.|vnd\.ms-(excel|word|powerpoint)\..*macroenabled)/i;
const ARCHIVE = /zip|x-tar|gzip|x-7z|x-rar|vnd\.rar|x-bzip2|x-xz|zstd|x-lzip|x-compress|java-archive/;
const TEXT = /^(text\/|application\/(json|xml)|message\/rfc822|image\/svg\+xml)/;

/** Why a kind of file is not read at all; null for those that are. */
export function unreadKind(mediaType: string): Unread | null {
  if (TEXT.test(mediaType) || mediaType === 'application/pdf' || OFFICE.test(mediaType)) return null;
  if (/^(image|video|audio)\//.test(mediaType)) return 'IMAGE';
  return ARCHIVE.test(mediaType) ? 'ARCHIVE' : 'FORMAT';
}

/**
 * The text of a file, piece by piece, in bounded memory and time; at the end, how much of it could be read. Of which no text
 * was read is never called read.
 */
export async function* readText(
  file: ReadableFile,
  limits?: ReaderLimits,
): AsyncGenerator<TextPiece, ReadOutcome> {
  const pieces = readPieces(file, limits);
  let hasText = false;
  try {
    for (;;) {
      const { done, value } = await pieces.next();
      if (done) return hasText || value.read === 'NOT' ? value : { read: 'NOT', why: value.why ?? 'NO_TEXT' };
      hasText ||= /\S/.test(value.text);
      yield value;
    }
  } finally {
    await pieces.return({ read: 'NOT', why: null });
  }
}

async function* readPieces(
  file: ReadableFile,
  limits: ReaderLimits | undefined,
): AsyncGenerator<TextPiece, ReadOutcome> {
  const why = unreadKind(file.mediaType);
  if (why) return { read: 'NOT', why };
  if (TEXT.test(file.mediaType)) return yield* decoded(file);
  if (file.sizeBytes > MAX_STRUCTURED_BYTES) return { read: 'NOT', why: 'TOO_LARGE' };
  const format = file.mediaType === 'application/pdf' ? 'pdf' : 'office';
  return yield* readInOwnProgram(format, await file.open(), limits);
}

async function* decoded({ mediaType, open }: ReadableFile): AsyncGenerator<TextPiece, ReadOutcome> {
  const decoder = new TextDecoder(/charset=([\w-]+)/.exec(mediaType)?.[1] ?? 'utf-8');
  const until = performance.now() + TEXT_MILLIS;
  const piece = (text: string): TextPiece => ({ section: '', lineName: 'line', text });
  for await (const bytes of await open()) {
    const text = decoder.decode(bytes, { stream: true });
    for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
      yield piece(text.slice(at, at + PIECE_CHARACTERS));
      // Others get their turn.
      await setImmediate();
    }
    if (performance.now() > until) return { read: 'PART', why: 'TOO_LONG' };
  }
  yield piece(decoder.decode());
  // What is attached to a mail is written in it as letters that nobody reads.
  return mediaType.startsWith('message/')
    ? { read: 'PART', why: 'ATTACHMENTS' }
    : { read: 'WHOLE', why: null };
}
