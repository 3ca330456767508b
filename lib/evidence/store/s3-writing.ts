import 'server-only';
import { SEALED_FRAME_BYTES } from './frames';
import type { Writing } from './model';
import { askS3, recordsIn, StoreRefusal, textIn } from './s3-api';

/**
 * Every part but the last is of this size, about 8 MiB: parts of less than 5 MiB are refused by the protocol, unequal ones by some
 * stores, and each waits in memory.
 */
const PART_BYTES = 32 * SEALED_FRAME_BYTES;
export const INCOMING = '.incoming/';

type Part = { number: number; etag: string; sizeBytes: number };
/**
 * `behind` holds what was written together with the end of a part and did not fit into it, by the number of the part: a resume
 * goes on where something whole was written.
 */
type Begun = {
  uploadId: string | null;
  parts: Part[];
  waiting: Buffer<ArrayBuffer>;
  behind: Record<string, string>;
};

export const nameOf = (key: string) => key.slice(key.indexOf('/') + 1);
const stateOf = (key: string) => `${INCOMING}${nameOf(key)}.parts`;
const tailOf = (key: string) => `${INCOMING}${nameOf(key)}.tail`;
const sizeOf = ({ parts, waiting }: Pick<Begun, 'parts' | 'waiting'>) =>
  parts.reduce((sum, part) => sum + part.sizeBytes, 0) + waiting.byteLength;

const none = Buffer.alloc(0);

/** An object that becomes visible with its last request: in parts when it is large, else in one. */
export function beginS3(key: string): Writing {
  return writing(key, { uploadId: null, parts: [], waiting: none, behind: {} });
}

/** What was paused or cut off; null when nothing is there. */
async function findBegun(key: string): Promise<Begun | null> {
  const state = await askS3('GET', stateOf(key));
  if (!state) return null;
  const { uploadId, behind } = (await state.json()) as Pick<Begun, 'uploadId' | 'behind'>;
  const tail = await askS3('GET', tailOf(key));
  const paused = Buffer.from(tail ? await tail.arrayBuffer() : new ArrayBuffer(0));
  if (!uploadId) return { uploadId, parts: [], waiting: paused, behind };
  const parts = await partsOf(key, uploadId);
  if (!parts) return null;
  const pausedAfter = tail?.headers.get('x-amz-meta-after');
  for (;;) {
    // The tail was written after this part; a part that came later holds what it held.
    if (pausedAfter === String(parts.length)) return { uploadId, parts, waiting: paused, behind };
    const rest = behind[parts.length];
    if (rest !== undefined) return { uploadId, parts, waiting: Buffer.from(rest, 'base64'), behind };
    // Of the last part of an object that was not completed nothing is known: it is sent again.
    if (!parts.pop()) return { uploadId, parts, waiting: none, behind };
  }
}

async function partsOf(key: string, uploadId: string): Promise<Part[] | null> {
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
  return parts.sort((left, right) => left.number - right.number);
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
  let { uploadId, waiting, behind } = begun;
  const { parts } = begun;
  const more: Uint8Array[] = [];
  let moreBytes = 0;
  const gather = () => {
    if (moreBytes > 0) waiting = Buffer.concat([waiting, ...more.splice(0)]);
    moreBytes = 0;
  };
  const sendPart = async (body: Buffer<ArrayBuffer>) => {
    uploadId ??= await startParts(key);
    const number = parts.length + 1;
    const query = { partNumber: String(number), uploadId };
    const answer = await askS3('PUT', key, { query, body });
    parts.push({ number, etag: answer?.headers.get('etag') ?? '', sizeBytes: body.byteLength });
  };
  const flush = async () => {
    gather();
    while (waiting.byteLength >= PART_BYTES) {
      uploadId ??= await startParts(key);
      const rest = waiting.subarray(PART_BYTES);
      const [before, after] = [String(parts.length), String(parts.length + 1)];
      // Before the part itself: whenever it is broken off, what belongs behind the newest part is there.
      behind = { [before]: behind[before] ?? '', [after]: rest.toString('base64') };
      await writeState(key, { uploadId, behind });
      await sendPart(waiting.subarray(0, PART_BYTES));
      waiting = rest;
    }
  };
  return {
    get sizeBytes() {
      return sizeOf({ parts, waiting }) + moreBytes;
    },
    write: async (pieces) => {
      more.push(...pieces);
      for (const piece of pieces) moreBytes += piece.byteLength;
      if (waiting.byteLength + moreBytes >= PART_BYTES) await flush();
    },
    pause: async () => {
      gather();
      await askS3('PUT', tailOf(key), {
        body: waiting,
        headers: { 'x-amz-meta-after': String(parts.length) },
      });
      await writeState(key, { uploadId, behind });
    },
    finish: async () => {
      gather();
      if (!uploadId) {
        await askS3('PUT', key, { body: waiting });
      } else {
        if (waiting.byteLength > 0) await sendPart(waiting);
        await completeParts(key, uploadId, parts);
      }
      await forget(key);
    },
    discard: async () => {
      await abort(key, uploadId).catch(() => undefined);
    },
  };
}

function writeState(key: string, state: Pick<Begun, 'uploadId' | 'behind'>): Promise<unknown> {
  return askS3('PUT', stateOf(key), { body: JSON.stringify(state) });
}

async function startParts(key: string): Promise<string> {
  const answer = await askS3('POST', key, { query: { uploads: '' } });
  const uploadId = answer ? textIn(await answer.text(), 'UploadId') : '';
  if (!uploadId) throw new StoreRefusal(0, 'the store began no upload');
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
