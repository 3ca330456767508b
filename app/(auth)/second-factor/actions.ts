'use server';

import { actionAnySession, confirmedByPassword, giveSessionCookie } from '@/app/access';
import { addPasskey, offerPasskey } from '@/lib/person/commands/passkey';
import { giveSecondFactor, setUpAuthenticator } from '@/lib/person/commands/second-factor';
import { addPasskeyInput, secondFactorInput, setUpAuthenticatorInput } from '@/lib/person/model';
import { offerOwnPasskey } from '@/lib/person/operations/passkey';
import { AppError } from '@/lib/platform/errors';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

type Codes = { recoveryCodes: string[] };

/** The recovery codes are in the answer this once: only their hashes are kept. */
export async function setUpAuthenticatorAction(
  _previous: ActionResult<Codes> | null,
  form: FormData,
): Promise<ActionResult<Codes>> {
  try {
    const session = await actionAnySession();
    const { password, code, passkey, isFirst, ...input } = parseInput(
      setUpAuthenticatorInput,
      formObject(form),
    );
    if (isFirst && session.secondFactorAt) {
      throw new AppError('WRONG_STATE', 'Your second factor is set up already. Go on to the overview.');
    }
    // Who comes straight from the sign-in has just given the password; everybody else gives it once more.
    const proof = session.needsSecondFactor
      ? null
      : await confirmedByPassword(session, { password: given(password), code, passkey });
    const current = proof ? { ...session, sessionId: proof.sessionId } : session;
    const { recoveryCodes, sessionId } = await setUpAuthenticator(
      current,
      proof?.confirmation ?? null,
      input,
    );
    await giveSessionCookie({ userId: session.userId, sessionId });
    return { ok: true, recoveryCodes };
  } catch (error) {
    return toFailure(error);
  }
}

/** The code, or the passkey, that a sign-on at the company's provider still lacks. */
export async function giveSecondFactorAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const session = await actionAnySession();
    const { code, passkey } = parseInput(secondFactorInput, formObject(form));
    assertHalf(session);
    const sessionId = await giveSecondFactor(session, code, passkey);
    await giveSessionCookie({ userId: session.userId, sessionId });
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

/** Something for a passkey to sign in the place of the code. */
export async function offerFactorPasskeyAction(): Promise<
  ActionResult<Awaited<ReturnType<typeof offerOwnPasskey>>>
> {
  try {
    const session = await actionAnySession();
    assertHalf(session);
    return { ok: true, ...(await offerOwnPasskey(session, 'passkey second factor')) };
  } catch (error) {
    return toFailure(error);
  }
}

/** What the browser makes somebody's first second factor from. Who comes straight from the sign-in has just been asked. */
export async function offerFirstPasskeyAction(): Promise<
  ActionResult<Awaited<ReturnType<typeof offerPasskey>>>
> {
  try {
    const session = await actionAnySession();
    assertHalf(session);
    return { ok: true, ...(await offerPasskey(session, null)) };
  } catch (error) {
    return toFailure(error);
  }
}

/** The recovery codes are in the answer this once: only their hashes are kept. */
export async function addFirstPasskeyAction(
  made: unknown,
): Promise<ActionResult<{ recoveryCodes: string[] | null }>> {
  try {
    const session = await actionAnySession();
    const input = parseInput(addPasskeyInput, made);
    assertHalf(session);
    const first = await addPasskey(session, input, 'FIRST');
    if (first) await giveSessionCookie({ userId: session.userId, sessionId: first.sessionId });
    return { ok: true, recoveryCodes: first?.recoveryCodes ?? null };
  } catch (error) {
    return toFailure(error);
  }
}

function assertHalf({ needsSecondFactor }: { needsSecondFactor: boolean }): void {
  if (!needsSecondFactor) throw new AppError('WRONG_STATE', 'You are signed in. Go on to the overview.');
}

function given(password: string | undefined): string {
  if (!password) throw new AppError('INVALID', undefined, { password: ['Enter your password.'] });
  return password;
}
