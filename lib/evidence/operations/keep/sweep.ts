import 'server-only';
import { now } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import { evidenceStore } from '../../store/store';
import { readUploadNote } from '../../store/upload-note';
import { discardUpload } from './places';

/** An upload that nobody has gone on with for so long is given up. */
export const giveUpMs = 24 * 60 * 60 * 1000;

/**
 * Removes what uploads left that were never ended, and files that came whole and were never made evidence. Only what a note
 * knows of is touched: a file without a row and without a note may belong to a newer database than the one that is there.
 * Answers how many were removed.
 */
export async function sweepUploads(before = new Date(now().getTime() - giveUpMs)): Promise<number> {
  const store = evidenceStore();
  let removed = 0;
  for await (const { name, at } of store.listNotes()) {
    if (at >= before) continue;
    try {
      const note = await readUploadNote(name);
      if (!note) await store.deleteNote(name);
      else if (await discardUpload(note)) removed += 1;
    } catch (error) {
      log().warn({ name, err: error }, 'the leftover of an upload could not be removed');
    }
  }
  removed += await store.discardStale(before);
  if (removed > 0) log().info({ removed }, 'leftovers of uploads were removed');
  return removed;
}
