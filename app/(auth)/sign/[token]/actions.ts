'use server';

import { cookies } from 'next/headers';
import { sessionCookieOptions } from '@/app/access';
import { strangerAction } from '@/app/stranger';
import { openSigningLink, signByLink } from '@/lib/attestation/commands/sign-by-link';
import { linkOpenInput, linkSignInput } from '@/lib/attestation/model/input';
import { passMinutes } from '@/lib/attestation/queries/signing-link';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { passCookie } from './pass-cookie';

/** The right code shows what is to be signed, in this browser and at this address alone. */
export async function openSigningLinkAction(
  _previous: ActionResult<object> | null,
  form: FormData,
): Promise<ActionResult<object>> {
  try {
    const from = await strangerAction();
    const input = parseInput(linkOpenInput, formObject(form));
    const pass = await openSigningLink(input, from);
    const scope = { path: `/sign/${input.token}`, maxAge: passMinutes * 60 };
    (await cookies()).set(passCookie, pass, { ...sessionCookieOptions(), ...scope });
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

/** Token and code are the right: both are checked and consumed in the command's transaction. */
export async function signByLinkAction(
  _previous: ActionResult<{ snapshotSha256: string }> | null,
  form: FormData,
): Promise<ActionResult<{ snapshotSha256: string }>> {
  try {
    const from = await strangerAction();
    const input = parseInput(linkSignInput, formObject(form));
    return {
      ok: true,
      ...(await signByLink(input, from)),
    };
  } catch (error) {
    return toFailure(error);
  }
}
