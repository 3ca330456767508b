import 'server-only';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import type { SessionContext } from '@/lib/access/session';
import { now } from '@/lib/platform/clock';
import { type Transaction, unsafePool } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { seal, unseal } from '@/lib/platform/seal';
import { passkeyProof } from '../model';
import { spendChallenge } from './challenge';

/**
 * What a challenge is for. It is sealed for its purpose and its owner, so that what was signed to come in confirms no act,
 * and the reverse.
 */
export type PasskeyPurpose =
  | 'passkey sign-in'
  | 'passkey second factor'
  | 'passkey step-up'
  | 'new passkey'
  | 'first passkey';

/** Whose a challenge is when nobody has said yet who they are. */
export const anybody = 'anybody';

const MINUTES = 5;

/** This site, as passkeys know it: they work at the configured address and nowhere else. */
export function site(): { id: string; origin: string } {
  const { hostname, origin } = new URL(env().NEXTAUTH_URL);
  return { id: hostname, origin };
}

/** A challenge belongs to the session that asked for it. */
export function ownerOf({ userId, sessionId }: Pick<SessionContext, 'userId' | 'sessionId'>): string {
  return `${userId} ${sessionId}`;
}

/** The challenge, sealed for five minutes: nothing is kept here until it comes back signed. */
export function offerOf(purpose: PasskeyPurpose, owner: string, challenge: string): string {
  return seal(purpose, owner, `${now().getTime() + MINUTES * 60_000} ${challenge}`);
}

/** The challenge in an offer, or null when it is another purpose's, another owner's or too old. */
export function challengeOf(purpose: PasskeyPurpose, owner: string, offer: string): string | null {
  const [until, challenge] = (unseal(purpose, owner, offer) ?? '').split(' ');
  return challenge && Number(until) >= now().getTime() ? challenge : null;
}

/** What the browser signs in an open session, with one of the person's own passkeys. Throws WRONG_STATE without any. */
export async function offerOwnPasskey(
  session: SessionContext,
  purpose: 'passkey second factor' | 'passkey step-up',
) {
  const known = await knownPasskeys(session.userId);
  if (known.length === 0) throw new AppError('WRONG_STATE', 'You have no passkey here.');
  const options = await generateAuthenticationOptions({
    rpID: site().id,
    userVerification: 'required',
    allowCredentials: known,
  });
  return { options, offer: offerOf(purpose, ownerOf(session), options.challenge) };
}

/** The person's passkeys as a browser looks for them. */
export async function knownPasskeys(userId: string): Promise<{ id: string }[]> {
  const known = await unsafePool().query<{ id: string }>(
    'SELECT "credentialId" AS id FROM "Passkey" WHERE "userId" = $1::uuid AND "removedAt" IS NULL',
    [userId],
  );
  return known.rows;
}

type Key = {
  id: string;
  credentialId: string;
  publicKey: string;
  counter: string;
  userId: string;
  name: string;
};

/** A signature that fits, not yet spent. */
export type Signed = { key: Key; counter: number; challenge: string };

/**
 * Checks what a passkey has signed: purpose, owner and age of the challenge, address, user verification, and the signature
 * itself. Null for every kind of refusal; `proof` is whatever somebody sent.
 */
export async function checkSignature(
  purpose: PasskeyPurpose,
  owner: string,
  proof: { offer: string; response: string } | string,
): Promise<Signed | null> {
  try {
    const { offer, response } = typeof proof === 'string' ? passkeyProof.parse(JSON.parse(proof)) : proof;
    return await verified(challengeOf(purpose, owner, offer), JSON.parse(response));
  } catch {
    return null;
  }
}

async function verified(
  challenge: string | null,
  response: AuthenticationResponseJSON,
): Promise<Signed | null> {
  const key = challenge && (await findKey(response.id));
  if (!challenge || !key) return null;
  const answer = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site().origin,
    expectedRPID: site().id,
    requireUserVerification: true,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: Number(key.counter),
    },
  });
  return answer.verified ? { key, counter: answer.authenticationInfo.newCounter, challenge } : null;
}

async function findKey(credentialId: unknown): Promise<Key | undefined> {
  if (typeof credentialId !== 'string') return undefined;
  const found = await unsafePool().query<Key>(
    `SELECT k."id", k."credentialId", k."publicKey", k."counter"::text, k."userId", u."name"
       FROM "Passkey" k JOIN "User" u ON u."id" = k."userId"
      WHERE k."credentialId" = $1 AND k."removedAt" IS NULL AND u."deactivatedAt" IS NULL`,
    [credentialId],
  );
  return found.rows[0];
}

/** Takes a signature, once, and moves the passkey's counter. The caller has locked the person's row. */
export async function spendSignature(tx: Transaction, { key, counter, challenge }: Signed): Promise<boolean> {
  if (!(await spendChallenge(tx, challenge))) return false;
  const used = await tx.passkey.updateMany({
    where: { id: key.id, removedAt: null, counter: { lte: counter } },
    data: { counter, lastUsedAt: now() },
  });
  return used.count === 1;
}
