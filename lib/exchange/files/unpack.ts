import 'server-only';
import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise } from 'yauzl';
import { AppError } from '@/lib/platform/errors';
import { maxUnpackedBytes } from '../model';

const MAX_PARTS = 500;

export const notReadable =
  'This workbook cannot be read. Open it in your spreadsheet program, save it as XLSX once more, and try again.';
const tooLarge = 'This file unpacks to more than 50 MB, so it is no checklist. Nothing of it was read.';

/** The parts of a workbook by their names; each is unpacked when it is asked for. */
export type Package = { has: (name: string) => boolean; open: (name: string) => Promise<Readable> };

/**
 * Opens a workbook without unpacking it. What its parts say about their size counts together, before any is unpacked, and
 * no part may then be larger than it said (the library stops it). Throws INVALID or TOO_LARGE.
 */
export async function openPackage(bytes: Buffer): Promise<Package> {
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    const zip = await fromBufferPromise(bytes, { autoClose: false, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      if (total > maxUnpackedBytes) throw new AppError('TOO_LARGE', tooLarge);
      if (entries.size >= MAX_PARTS || entries.has(entry.fileName))
        throw new AppError('INVALID', notReadable);
      entries.set(entry.fileName, entry);
    }
    return {
      has: (name) => entries.has(name),
      open: async (name) => {
        const entry = entries.get(name);
        if (!entry) throw new AppError('INVALID', notReadable);
        return zip.openReadStreamPromise(entry).catch(() => {
          throw new AppError('INVALID', notReadable);
        });
      },
    };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('INVALID', notReadable);
  }
}
