import 'server-only';
import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { SessionContext } from '@/lib/access/session';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { spendChallenge } from '../operations/challenge';
import { assertMayEnrolFirst } from '../operations/first-factor';
import { tellOwner } from '../operations/notice';
import { challengeOf, knownPasskeys, offerOf, ownerOf, site } from '../operations/passkey';
import { voidPasswordResets } from '../operations/password';
import { assertFactorLeft, hasFactor, lockPerson, replaceRecoveryCodes } from '../operations/second-factor';
import { endSessions, replaceSession } from '../operations/session';
import { newRecoveryCodes } from '../recovery-code';

/** FIRST: of somebody who has no second factor yet and comes straight from the sign-in. ANOTHER: who was just confirmed. */
export type NewPasskey = 'FIRST' | 'ANOTHER';

const purposes = { FIRST: 'first passkey', ANOTHER: 'new passkey' } as const;

/**
 * What the browser makes a new passkey from. `confirmation` is missing only for somebody who has no second factor yet and
 * comes straight from the sign-in. Throws WRONG_STATE when that is a while ago, FORBIDDEN where a provider must not decide.
 */
export async function offerPasskey(session: SessionContext, confirmation: Confirmation | null) {
  if (confirmation) assertConfirmed(confirmation, session.userId);
  else await assertMayEnrolFirst(session);
  const options = await generateRegistrationOptions({
    rpName: 'Inplace',
    rpID: site().id,
    userID: new Uint8Array(Buffer.from(session.userId, 'utf8')),
    userName: session.email,
    userDisplayName: session.userName,
    excludeCredentials: await knownPasskeys(session.userId),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const purpose = purposes[confirmation ? 'ANOTHER' : 'FIRST'];
  return { options, offer: offerOf(purpose, ownerOf(session), options.challenge) };
}

/**
 * Keeps the passkey that the browser made from the offer; the person's other sessions end. Somebody's first second factor
 * brings the recovery codes, returned this once, and moves the session to a new id. Throws INVALID, WRONG_STATE.
 */
export async function addPasskey(
  session: SessionContext,
  input: { offer: string; response: string; label: string },
  kind: NewPasskey = 'ANOTHER',
): Promise<{ recoveryCodes: string[]; sessionId: string } | null> {
  const challenge = challengeOf(purposes[kind], ownerOf(session), input.offer);
  const made = challenge && (await checkNewKey(challenge, input.response).catch(() => null));
  if (!challenge || !made) throw new AppError('INVALID', 'The passkey could not be checked. Try again.');
  const { userId } = session;
  const first = await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    await lockPerson(tx, userId);
    // An administrator who took the factors away has ended this session too.
    const open = await tx.session.count({ where: { id: session.sessionId, userId, revokedAt: null } });
    const isFirst = !(await hasFactor(tx, userId));
    if (open === 0 || (kind === 'FIRST' && !isFirst) || !(await spendChallenge(tx, challenge))) {
      throw new AppError(
        'WRONG_STATE',
        'This was used already, or your second factor was changed meanwhile. Start again.',
      );
    }
    const added = await tx.passkey.createMany({
      data: [{ userId, label: input.label, ...made }],
      skipDuplicates: true,
    });
    if (added.count !== 1) throw new AppError('WRONG_STATE', 'This passkey is known already.');
    await record(tx, session, 'passkey.added', input.label);
    if (!isFirst) {
      await endOthers(tx, session);
      return null;
    }
    const recoveryCodes = newRecoveryCodes();
    await replaceRecoveryCodes(tx, userId, recoveryCodes);
    return { recoveryCodes, sessionId: await replaceSession(tx, session, 'ALL', 'PASSKEY') };
  });
  tellOwner(userId, 'passkey.added', session.from);
  return first;
}

async function checkNewKey(challenge: string, text: string) {
  const response: RegistrationResponseJSON = JSON.parse(text);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site().origin,
    expectedRPID: site().id,
    requireUserVerification: true,
  });
  if (!verified) return null;
  const { id, publicKey, counter, transports } = registrationInfo.credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: transports ?? [],
  };
}

/**
 * Takes one's own passkey away; the person's other sessions end. Throws NOT_FOUND, and WRONG_STATE when it is the only
 * second factor and an organization of theirs asks for one.
 */
export async function removePasskey(
  session: SessionContext,
  confirmation: Confirmation,
  passkeyId: string,
): Promise<void> {
  assertConfirmed(confirmation, session.userId);
  const { userId } = session;
  await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    await lockPerson(tx, userId);
    const [removed] = await tx.passkey.updateManyAndReturn({
      where: { id: passkeyId, userId, removedAt: null },
      data: { removedAt: now() },
      select: { label: true },
    });
    if (!removed) throw new AppError('NOT_FOUND', 'This passkey was removed already.');
    await assertFactorLeft(tx, userId);
    await record(tx, session, 'passkey.removed', removed.label);
    await endOthers(tx, session);
  });
  tellOwner(userId, 'passkey.removed', session.from);
}

async function record(
  tx: Transaction,
  { userId, userName, from }: SessionContext,
  type: 'passkey.added' | 'passkey.removed',
  label: string,
): Promise<void> {
  const actor = { id: userId, name: userName, from };
  await voidPasswordResets(tx, userId);
  await recordInstanceEvent({ type, actor, subject: { type: 'account', id: userId }, data: { label } }, tx);
}

/** What changes somebody's factors ends their other sessions. */
function endOthers(tx: Transaction, { userId, userName, sessionId, from }: SessionContext): Promise<void> {
  return endSessions(tx, { id: userId, name: userName, from }, userId, sessionId);
}
