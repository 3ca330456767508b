'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant, actionSession, confirmed, confirmedByPassword, giveSessionCookie } from '@/app/access';
import { chooseRenewalMails } from '@/lib/organization/commands/renewal-mails';
import { renewalMailsInput } from '@/lib/organization/model';
import { addPasskey, offerPasskey, removePasskey } from '@/lib/person/commands/passkey';
import { changePassword } from '@/lib/person/commands/password';
import { removeAuthenticator, renewRecoveryCodes } from '@/lib/person/commands/second-factor';
import { revokeSessions } from '@/lib/person/commands/session';
import {
  addPasskeyInput,
  changePasswordInput,
  confirmationInput,
  removePasskeyInput,
  revokeSessionsInput,
} from '@/lib/person/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function changePasswordAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const session = await actionSession();
    const { newPassword, ...given } = parseInput(changePasswordInput, formObject(form));
    const proof = await confirmedByPassword(session, { ...given, passkey: '' });
    await changePassword(session, proof, { newPassword });
    revalidatePath('/settings/account');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

/** The codes are in the answer this once: only their hashes are kept. */
export async function renewRecoveryCodesAction(
  _previous: ActionResult<{ recoveryCodes: string[] }> | null,
  form: FormData,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  try {
    const session = await actionSession();
    const given = parseInput(confirmationInput, formObject(form));
    const { confirmation } = await confirmedByPassword(session, given);
    return { ok: true, recoveryCodes: await renewRecoveryCodes(session, confirmation) };
  } catch (error) {
    return toFailure(error);
  }
}

export async function removeAuthenticatorAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const session = await actionSession();
    const given = parseInput(confirmationInput, formObject(form));
    const { confirmation, sessionId } = await confirmedByPassword(session, given);
    await removeAuthenticator({ ...session, sessionId }, confirmation);
    revalidatePath('/settings/account');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

/** Ends one other session, or all others when the form names none. */
export async function revokeSessionsAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const session = await actionSession();
    const { sessionId: ended, ...given } = parseInput(revokeSessionsInput, formObject(form));
    const { confirmation, sessionId } = await confirmed(session, given);
    await revokeSessions({ ...session, sessionId }, confirmation, ended ?? null);
    revalidatePath('/settings/account');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

/** What the browser makes a passkey from, after the person was asked who they are. */
export async function offerPasskeyAction(
  _previous: null,
  form: FormData,
): Promise<ActionResult<Awaited<ReturnType<typeof offerPasskey>>>> {
  try {
    const session = await actionSession();
    const given = parseInput(confirmationInput, formObject(form));
    const { confirmation, sessionId } = await confirmedByPassword(session, given);
    return { ok: true, ...(await offerPasskey({ ...session, sessionId }, confirmation)) };
  } catch (error) {
    return toFailure(error);
  }
}

/** Keeps what the browser made. The offer in it proves that its owner was asked within the last minutes. */
export async function addPasskeyAction(
  given: unknown,
): Promise<ActionResult<{ recoveryCodes: string[] | null }>> {
  try {
    const session = await actionSession();
    const first = await addPasskey(session, parseInput(addPasskeyInput, given));
    if (first) await giveSessionCookie({ userId: session.userId, sessionId: first.sessionId });
    else revalidatePath('/settings/account');
    return { ok: true, recoveryCodes: first?.recoveryCodes ?? null };
  } catch (error) {
    return toFailure(error);
  }
}

export async function removePasskeyAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const session = await actionSession();
    const { passkeyId, ...given } = parseInput(removePasskeyInput, formObject(form));
    const { confirmation, sessionId } = await confirmedByPassword(session, given);
    await removePasskey({ ...session, sessionId }, confirmation, passkeyId);
    revalidatePath('/settings/account');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function chooseRenewalMailsAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('evidence:attach');
    await chooseRenewalMails(grant, parseInput(renewalMailsInput, formObject(form)));
    revalidatePath('/settings/account');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
