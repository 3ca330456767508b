import 'server-only';
import { systemGrant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { now } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import { isKey } from '../../store/model';
import { evidenceStore } from '../../store/store';
import { readUploadNote } from '../../store/upload-note';
import { discardUpload } from '../../upload/receive';

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
    const note = await readUploadNote(name);
    if (!note || !isKey(note.storageKey)) {
      await store.deleteNote(name);
    } else if (await hasRow(note.organizationId, note.storageKey)) {
      await store.deleteNote(name);
    } else {
      await discardUpload(note);
      removed += 1;
    }
  }
  removed += await store.discardStale(before);
  if (removed > 0) log().info({ removed }, 'leftovers of uploads were removed');
  return removed;
}

async function hasRow(organizationId: string, storageKey: string): Promise<boolean> {
  const grant = systemGrant('evidence-keeping', 'evidence:read', organizationId);
  const count = await read(grant, (tx) => tx.evidenceFile.count({ where: { organizationId, storageKey } }));
  return count > 0;
}
