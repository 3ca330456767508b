import 'server-only';
import type { Writing } from './model';
import { askS3, recordsIn, StoreRefusal, textIn } from './s3-api';

/** So much is sent at a time: parts of less than 5 MiB are refused by the protocol, and each waits in memory. */
const PART_BYTES = 8 * 1024 * 1024;
export const INCOMING = '.incoming/';

type Part = { number: number; etag: string; sizeBytes: number };
type Begun = { uploadId: string | null; parts: Part[]; waiting: Buffer };

const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);
const stateOf = (key: string) => `${INCOMING}${nameOf(key)}.parts`;
const tailOf = (key: string) => `${INCOMING}${nameOf(key)}.tail`;
const sizeOf = ({ parts, waiting }: Begun) =>
  parts.reduce((sum, part) => sum + part.sizeBytes, 0) + waiting.byteLength;

/** An object that becomes visible with its last request: in parts when it is large, else in one. */
export function beginS3(key: string): Writing {
  return writing(key, { uploadId: null, parts: [], waiting: Buffer.alloc(0) });
}

/** What was paused or cut off; null when nothing is there. */
async function findBegun(key: string): Promise<Begun | null> {
  const state = await askS3('GET', stateOf(key));
  if (!state) return null;
  const { uploadId } = (await state.json()) as { uploadId: string | null };
  const tail = await askS3('GET', tailOf(key));
  const waiting = Buffer.from(tail ? await tail.arrayBuffer() : new ArrayBuffer(0));
  if (!uploadId) return { uploadId, parts: [], waiting };
  const parts: Part[] = [];
  for (let marker = '0'; ; ) {
    const listed = await askS3('GET', key, { query: { uploadId, 'part-number-marker': marker } });
    if (!listed) return null;
    const xml = await listed.text();
    for (const { PartNumber = '', ETag = '', Size = '' } of recordsIn(xml, 'Part'))
      parts.push({ number: Number(PartNumber), etag: ETag, sizeBytes: Number(Size) });
    if (textIn(xml, 'IsTruncated') !== 'true') break;
    marker = textIn(xml, 'NextPartNumberMarker');
  }
  parts.sort((left, right) => left.number - right.number);
  // The tail was written with the part before it: a part that came later holds what it held.
  const isOfThese = tail?.headers.get('x-amz-meta-after') === String(parts.length);
  return { uploadId, parts, waiting: isOfThese ? waiting : Buffer.alloc(0) };
}

export async function pendingS3(key: string): Promise<number | null> {
  const begun = await findBegun(key);
  return begun && sizeOf(begun);
}

export async function resumeS3(key: string, keepBytes: (found: number) => number): Promise<Writing | null> {
  const begun = await findBegun(key);
  if (!begun) return null;
  const surplus = sizeOf(begun) - keepBytes(sizeOf(begun));
  // Parts cannot be shortened: then it is begun anew, under the same key.
  if (surplus > begun.waiting.byteLength) {
    if (keepBytes(0) !== 0 || keepBytes(sizeOf(begun)) !== 0) return null;
    await abort(key, begun.uploadId);
    return beginS3(key);
  }
  begun.waiting = begun.waiting.subarray(0, begun.waiting.byteLength - surplus);
  return writing(key, begun);
}

function writing(key: string, begun: Begun): Writing {
  let waiting: Uint8Array[] = begun.waiting.byteLength > 0 ? [begun.waiting] : [];
  let waitingBytes = begun.waiting.byteLength;
  const { parts } = begun;
  let { uploadId } = begun;
  const flush = async () => {
    uploadId ??= await startParts(key);
    const number = parts.length + 1;
    const body = Buffer.concat(waiting);
    const query = { partNumber: String(number), uploadId };
    const answer = await askS3('PUT', key, { query, body });
    if (!answer) throw new StoreRefusal(404, 'the upload to the store is gone');
    parts.push({ number, etag: answer.headers.get('etag') ?? '', sizeBytes: body.byteLength });
    [waiting, waitingBytes] = [[], 0];
  };
  return {
    get sizeBytes() {
      return parts.reduce((sum, part) => sum + part.sizeBytes, 0) + waitingBytes;
    },
    write: async (more) => {
      waiting.push(...more);
      for (const part of more) waitingBytes += part.byteLength;
      // A part ends where what was written together ends: with a whole frame.
      if (waitingBytes >= PART_BYTES) await flush();
    },
    pause: async () => {
      await askS3('PUT', tailOf(key), {
        body: Buffer.concat(waiting),
        headers: { 'x-amz-meta-after': String(parts.length) },
      });
      await askS3('PUT', stateOf(key), { body: JSON.stringify({ uploadId }) });
    },
    finish: async () => {
      if (!uploadId) {
        await askS3('PUT', key, { body: Buffer.concat(waiting) });
      } else {
        if (waitingBytes > 0) await flush();
        await completeParts(key, uploadId, parts);
      }
      await forget(key);
    },
    discard: async () => {
      await abort(key, uploadId).catch(() => undefined);
    },
  };
}

async function startParts(key: string): Promise<string> {
  const answer = await askS3('POST', key, { query: { uploads: '' } });
  const uploadId = answer ? textIn(await answer.text(), 'UploadId') : '';
  if (!uploadId) throw new StoreRefusal(404, 'the store began no upload');
  await askS3('PUT', stateOf(key), { body: JSON.stringify({ uploadId }) });
  return uploadId;
}

async function completeParts(key: string, uploadId: string, parts: readonly Part[]): Promise<void> {
  const list = parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
  const answer = await askS3('POST', key, { query: { uploadId }, body });
  // A failure may come with 200, after spaces that kept the connection open.
  const xml = answer ? (await answer.text()).trim() : '';
  if (!answer || textIn(xml, 'Code') !== '')
    throw new StoreRefusal(500, `the upload was not completed: ${xml.slice(0, 300)}`);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

async function abort(key: string, uploadId: string | null): Promise<void> {
  if (uploadId) await askS3('DELETE', key, { query: { uploadId } });
  await forget(key);
}

async function forget(key: string): Promise<void> {
  await askS3('DELETE', tailOf(key));
  await askS3('DELETE', stateOf(key));
}
