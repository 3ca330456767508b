import 'server-only';
import { createHash } from 'node:crypto';
import { bodyFingerprint } from '@/lib/platform/body-fingerprint';

type Read = { fingerprint: string; sizeBytes: number };

/** The fingerprint of a whole request: what is asked for, where, and with which body. */
export function hashing(request: Request) {
  const body = bodyFingerprint(request.headers.get('content-type'));
  const { pathname, search } = new URL(request.url);
  let sizeBytes = 0;
  return {
    take: (chunk: Uint8Array): number => {
      body.write(chunk);
      sizeBytes += chunk.byteLength;
      return sizeBytes;
    },
    end: (): Read => ({
      sizeBytes,
      fingerprint: createHash('sha256')
        .update(`${request.method} ${pathname}${search}\n${body.end()}`)
        .digest('hex'),
    }),
  };
}

/** The request for whoever reads it, and what is known of its body once all of that was read. */
export function hashedRequest(request: Request): {
  request: Request;
  read: () => Read | null;
  readAll: () => Promise<Read>;
} {
  const hash = hashing(request);
  const reader = request.body?.getReader();
  let known: Read | null = null;
  const next = async (): Promise<Uint8Array | null> => {
    const piece = await reader?.read();
    if (piece && !piece.done) {
      hash.take(piece.value);
      return piece.value;
    }
    known ??= hash.end();
    return null;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await next();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { method, url, headers, signal } = request;
  const init = { method, headers, signal, ...(reader && { body, duplex: 'half' }) };
  return {
    request: new Request(url, init as RequestInit),
    read: () => known,
    readAll: async () => {
      while (!known) await next();
      return known;
    },
  };
}
