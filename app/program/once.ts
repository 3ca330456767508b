import 'server-only';
import type { Grant } from '@/lib/access/grant';
import {
  claimRequest,
  type Earlier,
  endRequest,
  holdRequest,
  holdSeconds,
} from '@/lib/api-key/commands/request';
import { parseIdempotencyKey } from '@/lib/api-key/rules';
import { type ClaimedRequest, claimedRequest } from '@/lib/platform/claimed-request';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { answer } from '../route-answer';
import { hashedRequest, hashing } from './hashed-body';

/** A form that is sent again may be as much longer as its boundaries are. */
const BOUNDARIES = 64 * 1024;

/**
 * Does the work of a request that may be sent again: once for each Idempotency-Key of a key, whatever happens to the answer on
 * its way back. Without that header as often as it is sent.
 */
export async function answerOnce(
  grant: Grant,
  request: Request,
  work: (request: Request) => Promise<Response>,
): Promise<Response> {
  const header = request.headers.get('idempotency-key');
  if (header === null) return work(request);
  const claim = await claimRequest(grant, parseIdempotencyKey(header));
  if (claim.outcome === 'CLAIMED') return carryOut(grant, claim, request, work);
  return earlierAnswer(request, claim);
}

async function carryOut(
  grant: Grant,
  { keyId, requestHash, attempt }: Pick<ClaimedRequest, 'keyId' | 'requestHash' | 'attempt'>,
  asked: Request,
  work: (request: Request) => Promise<Response>,
): Promise<Response> {
  const { request, read, readAll } = hashedRequest(asked);
  const claimed: ClaimedRequest = { keyId, requestHash, attempt, body: read, toAnswer: null };
  const holding = setInterval(
    () =>
      void holdRequest(grant, claimed).catch((error: unknown) =>
        log().warn({ err: error }, 'the claim of a request could not be renewed'),
      ),
    (holdSeconds * 1000) / 4,
  );
  try {
    const response = await claimedRequest.run(claimed, () => answer(() => work(request)));
    const body = await response.text();
    const { status, headers } = response;
    // The work is done or not by now: that its answer could not be kept changes nothing for who sent it. What is left of a
    // request that was refused is not read: it may be sent again all the same, and may be without end.
    await (response.ok ? readAll() : Promise.resolve(read()))
      .catch(() => null)
      .then((whole) => endRequest(grant, claimed, { status, answer: body, read: whole }))
      .catch((error: unknown) => log().error({ err: error }, 'the answer of a request could not be kept'));
    return new Response(body, { status, headers });
  } finally {
    clearInterval(holding);
  }
}

async function earlierAnswer(request: Request, earlier: Earlier): Promise<Response> {
  if (earlier.outcome === 'RUNNING') {
    throw new AppError(
      'CONFLICT',
      'A request with this Idempotency-Key is still being carried out. Send it again in a moment.',
      undefined,
      2,
    );
  }
  if (earlier.outcome === 'LOST') {
    throw new AppError(
      'WRONG_STATE',
      'This request was carried out, but its answer was lost when the server stopped. Read what stands now; nothing has to be sent again.',
    );
  }
  if (!(await isSame(request, earlier))) throw new AppError('KEY_REUSED');
  return new Response(earlier.answer, {
    status: earlier.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'private, no-store',
      'idempotent-replayed': 'true',
    },
  });
}

/** Reads a body again without keeping any of it, and no more than it can be. */
async function isSame(request: Request, earlier: Earlier & { outcome: 'DONE' }): Promise<boolean> {
  const hash = hashing(request);
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (hash.take(value) > earlier.sizeBytes + BOUNDARIES) {
      await reader.cancel();
      return false;
    }
  }
  return hash.end().fingerprint === earlier.fingerprint;
}
