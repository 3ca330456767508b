import 'server-only';
import type { Readable } from 'node:stream';
import { DataStore, MemoryLocker, Server, Upload } from '@tus/server';
import type { Grant } from '@/lib/access/grant';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { discardUpload } from '../operations/keep/places';
import { appendToUpload, beginUpload, newUploadId, ownUpload, uploadedBytes } from './receive';

const uploadPath = '/api/evidence/uploads';

/** Two requests for one upload: the later asks the earlier to let go, and waits. */
const locker = new MemoryLocker();

/**
 * Bytes that are still being made safe. The protocol lets go of an upload as soon as its connection breaks, a moment before
 * that is done: whoever comes next waits.
 */
const underway = new Map<string, Promise<unknown>>();

async function settled(id: string): Promise<void> {
  await underway.get(id)?.catch(() => undefined);
}

/** The uploads of one person or link, as the protocol asks for them. */
class OwnUploads extends DataStore {
  readonly #grant: Grant<'evidence:attach'>;
  readonly #maxBytes: number;
  /** What went wrong here; the protocol may have seen no more than a stream that ended. */
  failure: unknown;

  constructor(grant: Grant<'evidence:attach'>, maxBytes: number) {
    super();
    this.extensions = ['creation', 'termination'];
    this.#grant = grant;
    this.#maxBytes = maxBytes;
  }

  override async create(upload: Upload): Promise<Upload> {
    await beginUpload(this.#grant, {
      uploadId: upload.id,
      fileName: upload.metadata?.filename ?? '',
      sizeBytes: upload.size ?? 0,
      maxBytes: this.#maxBytes,
    });
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    await settled(id);
    const note = await ownUpload(this.#grant, id);
    return new Upload({ id, size: note.sizeBytes, offset: await uploadedBytes(note) });
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    await settled(id);
    const work = ownUpload(this.#grant, id).then((note) => appendToUpload(note, offset, source));
    underway.set(id, work);
    try {
      return await work;
    } catch (error) {
      this.failure = error;
      throw error;
    } finally {
      if (underway.get(id) === work) underway.delete(id);
    }
  }

  override async remove(id: string): Promise<void> {
    await settled(id);
    await discardUpload(await ownUpload(this.#grant, id));
  }
}

/**
 * Answers a request of the tus protocol (resumable uploads) for one person or link. The library speaks the protocol; who may, where
 * the bytes go and how they are encrypted is ours.
 */
export async function answerUpload(
  grant: Grant<'evidence:attach'>,
  request: Request,
  maxBytes: number,
  path = uploadPath,
): Promise<Response> {
  const datastore = new OwnUploads(grant, maxBytes);
  const server = new Server({
    path,
    datastore,
    locker,
    relativeLocation: true,
    namingFunction: newUploadId,
    // Nobody from elsewhere: the protocol's default lets every site ask.
    allowedOrigins: () => false,
    onResponseError: (_request, error) =>
      refusalOf(datastore.failure instanceof AppError ? datastore.failure : error),
  });
  const { method, url, headers: asked, body: sent } = request;
  const response = await server.handleWeb({
    method,
    url,
    headers: asked,
    body: sent && endingCalmly(sent),
  } as Parameters<typeof server.handleWeb>[0]);
  const headers = new Headers(response.headers);
  headers.delete('access-control-expose-headers');
  headers.set('cache-control', 'private, no-store');
  if (response.status < 400) return new Response(response.body, { status: response.status, headers });
  const text = await response.text();
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  const body = text.startsWith('{') ? text : refusalOf({ status_code: response.status, body: text }).body;
  return new Response(request.method === 'HEAD' ? null : body, { status: response.status, headers });
}

/** A connection that breaks is an early end: an error would throw away what arrived before it and is not yet written. */
function endingCalmly(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await reader.read().catch(() => null);
        if (!next || next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** Failures in the same form as everywhere else; the protocol's own keep their status. */
function refusalOf(error: Error | { status_code: number; body: string }): {
  status_code: number;
  body: string;
} {
  if (error instanceof AppError) {
    return { status_code: error.status, body: JSON.stringify({ code: error.code, message: error.message }) };
  }
  if ('status_code' in error) {
    const code = error.status_code === 413 ? 'TOO_LARGE' : error.status_code === 409 ? 'CONFLICT' : 'INVALID';
    return { status_code: error.status_code, body: JSON.stringify({ code, message: error.body.trim() }) };
  }
  log().error({ err: error }, 'an upload failed');
  return {
    status_code: 500,
    body: JSON.stringify({ code: 'UNAVAILABLE', message: 'The upload broke off. It can be gone on with.' }),
  };
}
