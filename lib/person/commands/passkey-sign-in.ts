import 'server-only';
import { generateAuthenticationOptions } from '@simplewebauthn/server';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { unsafeTransaction } from '@/lib/platform/db';
import { recordBypass } from '../operations/break-glass';
import { tellOfNewBrowser } from '../operations/notice';
import { anybody, checkSignature, offerOf, type Signed, site, spendSignature } from '../operations/passkey';
import { needsSignOn, openSession } from '../operations/session';

/** What the browser signs to sign in. Nobody is named: the passkey itself says whose it is. */
export async function offerPasskeySignIn() {
  const options = await generateAuthenticationOptions({ rpID: site().id, userVerification: 'required' });
  return { options, offer: offerOf('passkey sign-in', anybody, options.challenge) };
}

/**
 * Signs in with a passkey alone: it is bound to this site, so nobody can be talked out of it, and it asked its owner for
 * a finger, a face or a PIN. Counts as both factors, also while the password rests: who holds it has confirmed who they
 * are (8.3.4). A signature works once. Null for every kind of refusal.
 */
export async function startPasskeySession(input: {
  offer: string;
  response: string;
  userAgent: string;
  formerSessionId: string | null;
  from?: string | undefined;
}): Promise<{ userId: string; sessionId: string } | null> {
  const signed = await checkSignature('passkey sign-in', anybody, input);
  const started = signed && (await openWith(signed, input));
  if (!started) {
    await recordInstanceEvent({
      type: 'sign-in.failed',
      actor: { id: null, name: 'unknown', from: input.from },
      subject: { type: 'account', id: signed?.key.userId ?? 'unknown' },
    });
    return null;
  }
  await recordBypass({ id: started.userId, name: signed.key.name, from: input.from });
  tellOfNewBrowser(started.userId, started.sessionId, input.from);
  return started;
}

function openWith(
  signed: Signed,
  input: { userAgent: string; formerSessionId: string | null; from?: string | undefined },
): Promise<{ userId: string; sessionId: string } | null> {
  const { userId, name } = signed.key;
  return unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    // Before the passkey's row, as whatever changes somebody's factors takes the two.
    const active = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid AND "deactivatedAt" IS NULL FOR SHARE`;
    if (!(await spendSignature(tx, signed))) return null;
    if (active.length === 0 || (await needsSignOn(tx, userId))) return null;
    const sessionId = await openSession(tx, userId, input, true);
    await recordInstanceEvent(
      {
        type: 'session.started',
        actor: { id: userId, name, from: input.from },
        subject: { type: 'session', id: sessionId },
        data: { secondFactor: 'PASSKEY' },
      },
      tx,
    );
    return { userId, sessionId };
  });
}
