import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { SessionContext } from '@/lib/access/session';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { seal, unseal } from '@/lib/platform/seal';
import { authenticatorQr, newAuthenticatorSecret, stepOfCode } from '../authenticator';
import { clearFailures, countAttempt, isLocked } from '../operations/confirm';
import { assertMayEnrolFirst } from '../operations/first-factor';
import { tellOwner } from '../operations/notice';
import { checkSignature, ownerOf, spendSignature } from '../operations/passkey';
import { voidPasswordResets } from '../operations/password';
import {
  assertFactorLeft,
  burnCode,
  findSecondFactors,
  hasFactor,
  lockPerson,
  replaceRecoveryCodes,
  sealedSecrets,
} from '../operations/second-factor';
import { endSessions, replaceSession } from '../operations/session';
import { newRecoveryCodes } from '../recovery-code';

const OFFERS = 'authenticator offer';
const OFFER_MINUTES = 15;

/**
 * A new secret for the person's app, with the picture to scan. `offer` is the same sealed for 15 minutes: nothing is
 * kept until a code proves that the app has it.
 */
export function offerAuthenticator(session: SessionContext) {
  const secret = newAuthenticatorSecret();
  const until = now().getTime() + OFFER_MINUTES * 60_000;
  return {
    secret,
    qr: authenticatorQr(secret, session.email),
    offer: seal(OFFERS, session.userId, `${until} ${secret}`),
  };
}

function openOffer(session: SessionContext, offer: string): string {
  const [until, secret] = (unseal(OFFERS, session.userId, offer) ?? '').split(' ');
  if (!secret || Number(until) < now().getTime()) {
    throw new AppError(
      'WRONG_STATE',
      'This picture is older than 15 minutes. Load the page again and scan the new one.',
    );
  }
  return secret;
}

/**
 * Sets up the app that the offer was scanned with, in place of an earlier one. Everything that hung on the old one ends:
 * its recovery codes and all other sessions; this session goes on under a new id. `confirmation` is missing only for
 * somebody who has none yet and comes straight from the sign-in: an older session may be in other hands when a second
 * factor becomes due in it. Returns the recovery codes, this once.
 */
export async function setUpAuthenticator(
  session: SessionContext,
  confirmation: Confirmation | null,
  input: { offer: string; newCode: string },
): Promise<{ recoveryCodes: string[]; sessionId: string }> {
  if (confirmation) assertConfirmed(confirmation, session.userId);
  const secret = openOffer(session, input.offer);
  const step = stepOfCode(secret, input.newCode.replace(/\s/g, ''), now());
  if (step === null) {
    throw new AppError('INVALID', undefined, {
      newCode: [
        'This code does not fit. Use the picture that stands here now, and wait for the next code; if that fails too, check the clock of your phone.',
      ],
    });
  }
  const { userId } = session;
  if (!confirmation) await assertMayEnrolFirst(session);
  const recoveryCodes = newRecoveryCodes();
  const done = await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    await lockPerson(tx, userId);
    if (!confirmation && (await hasFactor(tx, userId))) {
      throw new AppError('WRONG_STATE', 'A second factor was set up meanwhile. Sign in again, with it.');
    }
    const { count: earlier } = await tx.authenticator.updateMany({
      where: { userId, removedAt: null },
      data: { removedAt: now() },
    });
    await tx.authenticator.create({
      data: { userId, sealedSecret: seal(sealedSecrets, userId, secret), lastStep: step },
    });
    await replaceRecoveryCodes(tx, userId, recoveryCodes);
    await voidPasswordResets(tx, userId);
    const actor = { id: userId, name: session.userName, from: session.from };
    await recordInstanceEvent(
      { type: 'second-factor.added', actor, subject: { type: 'account', id: userId } },
      tx,
    );
    return { earlier, sessionId: await replaceSession(tx, session, 'ALL') };
  });
  tellOwner(userId, done.earlier > 0 ? 'second-factor.replaced' : 'second-factor.added', session.from);
  return { recoveryCodes, sessionId: done.sessionId };
}

/**
 * The second factor that a sign-on by provider still lacks: a code, or what a passkey has signed for this. Counts towards the
 * lockout, which a code waits for and a valid signature does not, as at the sign-in; the session goes on under a new id. Throws INVALID with a message at `code`.
 */
export async function giveSecondFactor(
  session: SessionContext,
  code: string,
  passkey?: string,
): Promise<string> {
  const { userId, userName, from } = session;
  const person = { id: userId, name: userName, from };
  const signed = passkey ? await checkSignature('passkey second factor', ownerOf(session), passkey) : null;
  const fits = signed?.key.userId === userId || (await countAttempt(person, await codeFits(), from));
  async function codeFits() {
    const factors = passkey || (await isLocked(userId)) ? null : await findSecondFactors(userId);
    return factors !== null && (await burnCode(person, factors, code)) !== null;
  }
  const sessionId =
    fits &&
    (await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
      await lockPerson(tx, userId);
      if (signed && !(await spendSignature(tx, signed))) return null;
      if (signed) await clearFailures(tx, userId);
      return replaceSession(tx, session, 'OWN', signed ? 'PASSKEY' : 'FACTOR');
    }));
  if (sessionId) return sessionId;
  const words = passkey
    ? 'The passkey was not accepted. Try again.'
    : 'This code does not fit. A code works once.';
  throw new AppError('INVALID', undefined, { code: [words] });
}

/**
 * Takes one's own authenticator app away; the person's other sessions end. Throws WRONG_STATE without an app, and when it is
 * the only second factor and an organization of theirs asks for one.
 */
export async function removeAuthenticator(
  session: SessionContext,
  confirmation: Confirmation,
): Promise<void> {
  assertConfirmed(confirmation, session.userId);
  const { userId, userName, from } = session;
  await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    await lockPerson(tx, userId);
    const removed = await tx.authenticator.updateMany({
      where: { userId, removedAt: null },
      data: { removedAt: now() },
    });
    if (removed.count === 0) throw new AppError('WRONG_STATE', 'The authenticator app was removed already.');
    await assertFactorLeft(tx, userId);
    await voidPasswordResets(tx, userId);
    const actor = { id: userId, name: userName, from };
    const subject = { type: 'account', id: userId };
    await recordInstanceEvent({ type: 'second-factor.app-removed', actor, subject }, tx);
    await endSessions(tx, actor, userId, session.sessionId);
  });
  tellOwner(userId, 'second-factor.app-removed', from);
}

/** New recovery codes; the earlier ones are void. Returned this once. */
export async function renewRecoveryCodes(
  session: SessionContext,
  confirmation: Confirmation,
): Promise<string[]> {
  assertConfirmed(confirmation, session.userId);
  const { userId } = session;
  const codes = newRecoveryCodes();
  await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    await lockPerson(tx, userId);
    if (!(await hasFactor(tx, userId))) {
      throw new AppError('WRONG_STATE', 'Set up a passkey or an authenticator app first.');
    }
    await replaceRecoveryCodes(tx, userId, codes);
    await voidPasswordResets(tx, userId);
    const actor = { id: userId, name: session.userName, from: session.from };
    await recordInstanceEvent(
      { type: 'recovery-codes.made', actor, subject: { type: 'account', id: userId } },
      tx,
    );
  });
  tellOwner(userId, 'recovery-codes.made', session.from);
  return codes;
}
