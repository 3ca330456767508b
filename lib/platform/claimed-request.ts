import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';

/** A request of a program that is known by its Idempotency-Key, while one attempt works on it. */
export type ClaimedRequest = {
  keyId: string;
  requestHash: string;
  attempt: string;
  /** Of the body, as soon as all of it has been read. */
  body: () => { fingerprint: string; sizeBytes: number } | null;
  /** What will be answered to what the work returns, where that is known before the work is committed. */
  toAnswer: ((result: unknown) => KeptAnswer) | null;
};

export type KeptAnswer = { status: number; answer: string };

export const claimedRequest = new AsyncLocalStorage<ClaimedRequest>();

/**
 * Says before a commit what the answer to its result will be: it is then kept with the work itself, and no crash can come
 * between the two.
 */
export function answerWith<R>(toAnswer: (result: R) => { status: number; body: object }): void {
  const claimed = claimedRequest.getStore();
  if (!claimed) return;
  claimed.toAnswer = (result) => {
    const { status, body } = toAnswer(result as R);
    return { status, answer: JSON.stringify(body) };
  };
}
