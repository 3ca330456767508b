import 'server-only';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { listOrganizationIds } from '@/lib/audit-trail/queries/verify';
import { keyIds, rewrapFileKey } from '../../store/keys';
import { keepingGrant, keptFiles } from './files';

export type Rotated = { files: number; unopened: string[] };

const BATCH = 100;

/**
 * Wraps the key of every file with the first key of the ring; the files themselves are not touched. What is done already is
 * left alone, so that it can be broken off and called again. Names the files whose key does not open.
 */
export async function rewrapAll(): Promise<Rotated> {
  const { current } = keyIds();
  const done: Rotated = { files: 0, unopened: [] };
  for (const organizationId of await listOrganizationIds()) {
    let batch: { fileId: string; before: string; keyId: string; wrappedKey: string }[] = [];
    const flush = async () => {
      if (batch.length > 0) done.files += await writeKeys(organizationId, current, batch);
      batch = [];
    };
    for await (const { fileId, storageKey, wrapped } of keptFiles(organizationId, {
      keyId: { not: current },
    })) {
      const anew = wrapped && rewrapFileKey(storageKey, wrapped);
      if (anew && wrapped) batch.push({ fileId, before: wrapped.wrappedKey, ...anew });
      else if (wrapped) done.unopened.push(fileId);
      if (batch.length === BATCH) await flush();
    }
    await flush();
  }
  return done;
}

function writeKeys(
  organizationId: string,
  keyId: string,
  batch: readonly { fileId: string; before: string; keyId: string; wrappedKey: string }[],
): Promise<number> {
  return commit(keepingGrant(organizationId), async (tx) => {
    let files = 0;
    for (const { fileId, before, ...key } of batch) {
      const where = { organizationId, id: fileId, wrappedKey: before };
      files += (await tx.evidenceFile.updateMany({ where, data: key })).count;
    }
    if (files === 0) return unchanged(0);
    return {
      result: files,
      events: [
        {
          type: 'evidence.keys-replaced',
          subject: { type: 'organization', id: organizationId },
          data: { files, keyId },
        },
      ],
    };
  });
}
