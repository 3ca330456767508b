import 'server-only';
import {
  assertKey,
  assertNoteName,
  assertOrganizationFolder,
  isKey,
  type ObjectStore,
  type StoredFacts,
} from './model';
import { askS3, recordsIn, s3Settings, textIn } from './s3-api';
import { beginS3, INCOMING, pendingS3, resumeS3 } from './s3-writing';

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
    let count = 0;
    for await (const { key, at } of listed(INCOMING)) {
      if (at >= before || key.endsWith('.json')) continue;
      await askS3('DELETE', key);
      count += 1;
    }
    const uploads = await askS3('GET', '', { query: { uploads: '', prefix: s3Settings()?.prefix ?? '' } });
    for (const { Key = '', UploadId = '', Initiated = '' } of recordsIn(
      (await uploads?.text()) ?? '<none/>',
      'Upload',
    )) {
      const key = Key.slice(s3Settings()?.prefix.length ?? 0);
      if (!isKey(key) || new Date(Initiated) >= before) continue;
      await askS3('DELETE', key, { query: { uploadId: UploadId } });
      count += 1;
    }
    return count;
  },
};

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
