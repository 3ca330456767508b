import type { DetailedError, HttpResponse, Upload } from 'tus-js-client';
import { pageOwner } from '@/components/shell/page-owner';
import { memoryOf, rememberedUploads } from './remembered';

export type Sent = { ok: true; uploadId: string } | { ok: false; message: string };

/** Files that are whole on the server and not evidence yet, while this page is open. */
export const arrived = new WeakMap<File, string>();

/** Where files go, and what is said with each request beside them. */
export type Way = { endpoint: string; headers: Readonly<Record<string, string>> };
const ownWay: Way = { endpoint: '/api/evidence/uploads', headers: {} };

/** After so many milliseconds each it is tried again; whenever bytes went through, from the first. */
const waits = [500, 1_000, 3_000, 5_000, 10_000, 20_000];

/**
 * Sends one file with the tus protocol: after a broken connection it goes on where it stood, also when the same file is
 * chosen again for the same purpose after the page was loaded anew. `onProgress` gets the bytes that are through.
 */
export async function sendFile(
  file: File,
  purpose: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
  { endpoint, headers }: Way = ownWay,
): Promise<Sent> {
  const already = arrived.get(file);
  if (already) return { ok: true, uploadId: already };
  // Loaded when the first file is sent: pages that only show evidence need none of it.
  const loaded = await import('tus-js-client').catch(() => null);
  if (!loaded) return { ok: false, message: unreachedWords };
  const memory = await memoryOf(file, purpose);
  const owner = pageOwner();
  return new Promise((resolve) => {
    const upload = new loaded.Upload(file, {
      endpoint,
      retryDelays: waits,
      metadata: { filename: file.name },
      urlStorage: rememberedUploads,
      fingerprint: async () => memory ?? '',
      headers: { ...headers, ...(owner && { 'x-inplace-page-of': owner }) },
      storeFingerprintForResuming: memory !== null,
      removeFingerprintOnSuccess: false,
      onProgress: (bytes) => onProgress(bytes),
      onShouldRetry: (error) => mayPass(error.originalResponse),
      onSuccess: () => {
        const uploadId = upload.url?.split('/').at(-1) ?? '';
        arrived.set(file, uploadId);
        resolve({ ok: true, uploadId });
      },
      onError: (error) => resolve({ ok: false, message: wordsOf(error as DetailedError, upload) }),
    });
    const give = () => {
      // The server is told, so that nothing of it stays there, also of one that has arrived and waits for the others.
      arrived.delete(file);
      void upload.abort(true).catch(() => undefined);
      resolve({ ok: false, message: cancelledWords });
    };
    if (signal.aborted) {
      resolve({ ok: false, message: cancelledWords });
      return;
    }
    signal.addEventListener('abort', give, { once: true });
    void start(upload);
  });
}

/** Where the same file was left, it is gone on with. */
async function start(upload: Upload): Promise<void> {
  const [previous] = await upload.findPreviousUploads().catch(() => []);
  if (previous) upload.resumeFromPreviousUpload(previous);
  upload.start();
}

/** What passes by itself: no connection, a proxy without a server behind it, another request for the same upload. */
function mayPass(response: HttpResponse | null): boolean {
  if (!response) return true;
  const status = response.getStatus();
  if (status === 409) return refusalIn(response, 'code') !== 'WRONG_STATE';
  return status === 423 || (status >= 500 && refusalIn(response) === null);
}

function refusalIn(response: HttpResponse, part: 'message' | 'code' = 'message'): string | null {
  try {
    const body = JSON.parse(response.getBody()) as Record<string, unknown> | null;
    const words = body?.[part];
    return typeof words === 'string' ? words : null;
  } catch {
    return null;
  }
}

export const cancelledWords = 'Cancelled. Nothing was kept.';
const unreachedWords = 'The connection broke off. Check the network and try again.';

function wordsOf(error: DetailedError, upload: Upload): string {
  const response = error.originalResponse;
  if (!response) {
    return upload.url
      ? 'The connection broke off. What arrived is kept for a day: try again to go on from there.'
      : unreachedWords;
  }
  const words = refusalIn(response);
  if (words) return words;
  return response.getStatus() === 413
    ? 'Something between you and Inplace (a proxy) refuses files of this size. Tell your administrator.'
    : `The server answered with an error (${response.getStatus()}). Try again in a moment.`;
}
