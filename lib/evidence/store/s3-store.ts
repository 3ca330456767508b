import 'server-only';
import {
  assertKey,
  assertNoteName,
  assertOrganizationFolder,
  isKey,
  type Leftover,
  type ObjectStore,
  type StoredFacts,
  staleAmong,
} from './model';
import { askS3, recordsIn, s3Settings, textIn } from './s3-api';
import { beginS3, INCOMING, nameOf, pendingS3, resumeS3 } from './s3-writing';

const noteOf = (name: string) => {
  assertNoteName(name);
  return `${INCOMING}${name}.json`;
};

/** Objects in an S3-compatible store. It is asked with keys that we made, and gets nothing but encrypted bytes. */
export const s3Store: ObjectStore = {
  name: () => {
    const settings = s3Settings();
    return `the bucket ${settings?.bucket} at ${settings?.endpoint}`;
  },
  begin: async (key) => {
    assertKey(key);
    return beginS3(key);
  },
  pending: async (key) => {
    assertKey(key);
    return pendingS3(key);
  },
  resume: async (key, keepBytes) => {
    assertKey(key);
    return resumeS3(key, keepBytes);
  },
  read: async (key, { start, end }) => {
    assertKey(key);
    const response = await askS3('GET', key, { headers: { range: `bytes=${start}-${end}` } });
    return response?.body ?? null;
  },
  stat: async (key) => {
    assertKey(key);
    const response = await askS3('HEAD', key);
    return (
      response && {
        key,
        sizeBytes: Number(response.headers.get('content-length')),
        at: new Date(response.headers.get('last-modified') ?? 0),
      }
    );
  },
  delete: async (key) => {
    assertKey(key);
    await askS3('DELETE', key);
  },
  list: async function* (prefix) {
    if (prefix !== '') assertOrganizationFolder(prefix);
    for await (const facts of listed(prefix === '' ? '' : `${prefix}/`)) if (isKey(facts.key)) yield facts;
  },
  readNote: async (name) => (await askS3('GET', noteOf(name)))?.text() ?? null,
  writeNote: async (name, text) => {
    await askS3('PUT', noteOf(name), { body: text });
  },
  deleteNote: async (name) => {
    await askS3('DELETE', noteOf(name));
  },
  listNotes: async function* () {
    for await (const { key, at } of listed(INCOMING))
      if (key.endsWith('.json')) yield { name: key.slice(INCOMING.length, -5), at };
  },
  discardStale: async (before) => {
    const leftovers: (Leftover & { remove?: () => Promise<unknown> })[] = [];
    for await (const { key, at } of listed(INCOMING)) {
      const name = key.slice(INCOMING.length);
      leftovers.push({ name, at, ...(!name.endsWith('.json') && { remove: () => askS3('DELETE', key) }) });
    }
    for await (const { key, uploadId, at } of begunParts()) {
      const remove = () => askS3('DELETE', key, { query: { uploadId } });
      leftovers.push({ name: nameOf(key), at, remove });
    }
    let count = 0;
    for (const { remove } of staleAmong(leftovers, before)) {
      if (!remove) continue;
      await remove();
      count += 1;
    }
    return count;
  },
};

/** Objects that were begun in parts and not ended. When their last part came the store does not say. */
async function* begunParts(): AsyncGenerator<{ key: string; uploadId: string; at: Date }> {
  const own = s3Settings()?.prefix ?? '';
  const answer = await askS3('GET', '', { query: { uploads: '', prefix: own } });
  const records = recordsIn((await answer?.text()) ?? '<none/>', 'Upload');
  for (const { Key = '', UploadId = '', Initiated = '' } of records) {
    const key = Key.slice(own.length);
    if (isKey(key)) yield { key, uploadId: UploadId, at: new Date(Initiated) };
  }
}

async function* listed(prefix: string): AsyncGenerator<StoredFacts> {
  const own = s3Settings()?.prefix ?? '';
  for (let token = ''; ; ) {
    const query = { 'list-type': '2', prefix: own + prefix, ...(token && { 'continuation-token': token }) };
    const answer = await askS3('GET', '', { query });
    if (!answer) return;
    const xml = await answer.text();
    for (const { Key = '', Size = '', LastModified = '' } of recordsIn(xml, 'Contents'))
      yield { key: Key.slice(own.length), sizeBytes: Number(Size), at: new Date(LastModified) };
    token = textIn(xml, 'NextContinuationToken');
    if (!token) return;
  }
}
