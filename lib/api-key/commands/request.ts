import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import type { Grant } from '@/lib/access/grant';
import { readStatement } from '@/lib/access/read';
import type { ClaimedRequest } from '@/lib/platform/claimed-request';

/**
 * So long an attempt holds its request without saying that it still runs. Its process says so four times as often; one that
 * died lets go after this time at the latest.
 */
export const holdSeconds = 60;

type Claim = Pick<ClaimedRequest, 'keyId' | 'requestHash' | 'attempt'>;

/** What became of an earlier request with the same Idempotency-Key. */
export type Earlier =
  | { outcome: 'RUNNING' }
  /** Carried out, and its answer is not known: the process died between the two. */
  | { outcome: 'LOST' }
  | { outcome: 'DONE'; fingerprint: string; sizeBytes: number; status: number; answer: string };

type Row = {
  outcome: 'CLAIMED' | Earlier['outcome'];
  fingerprint: string | null;
  sizeBytes: string | null;
  status: number | null;
  answer: string | null;
};

/**
 * Claims a request by its Idempotency-Key, or tells what became of the one that came before. One statement, without an event:
 * what the request changes writes its own.
 */
export async function claimRequest(
  grant: Grant,
  idempotencyKey: string,
): Promise<({ outcome: 'CLAIMED' } & Claim) | Earlier> {
  const claim: Claim = {
    keyId: keyOf(grant),
    // Whatever a program has put into it, we keep no more than this.
    requestHash: createHash('sha256').update(idempotencyKey).digest('hex'),
    attempt: randomUUID(),
  };
  const [row] = await readStatement<Row>(grant, 'claim_request', [...partsOf(claim), holdSeconds]);
  if (!row) throw new Error('claim_request returned nothing');
  if (row.outcome === 'CLAIMED') return { outcome: 'CLAIMED', ...claim };
  if (row.outcome !== 'DONE') return { outcome: row.outcome };
  return {
    outcome: 'DONE',
    fingerprint: row.fingerprint ?? '',
    sizeBytes: Number(row.sizeBytes ?? 0),
    status: row.status ?? 500,
    answer: row.answer ?? '',
  };
}

/** Says that an attempt still runs; false when another one has taken over. */
export async function holdRequest(grant: Grant, claim: Claim): Promise<boolean> {
  const [row] = await readStatement<{ isHeld: boolean }>(grant, 'hold_request', [
    ...partsOf(claim),
    holdSeconds,
  ]);
  return row?.isHeld ?? false;
}

/** Keeps the answer of an attempt for a day, or lets go of what failed and wrote nothing. */
export async function endRequest(
  grant: Grant,
  claim: Claim,
  end: { status: number; answer: string; read: { fingerprint: string; sizeBytes: number } | null },
): Promise<void> {
  const { status, answer, read } = end;
  await readStatement(grant, 'end_request', [
    ...partsOf(claim),
    read?.fingerprint ?? null,
    read?.sizeBytes ?? null,
    status,
    answer,
  ]);
}

const partsOf = ({ keyId, requestHash, attempt }: Claim) => [keyId, requestHash, attempt];

function keyOf({ actor }: Grant): string {
  if (!actor.key) throw new Error('only a program sends a request again');
  return actor.key.id;
}
