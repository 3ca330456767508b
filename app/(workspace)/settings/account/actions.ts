'use server';

import { revalidatePath } from 'next/cache';
import { actionSession } from '@/app/access';
import { changePassword, revokeSessions } from '@/lib/person/commands';
import { changePasswordInput, revokeSessionsInput } from '@/lib/person/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function changePasswordAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(changePasswordInput, formObject(form));
    await changePassword(await actionSession(), input);
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
    const { sessionId } = parseInput(revokeSessionsInput, formObject(form));
    await revokeSessions(session, sessionId ?? null);
    revalidatePath('/settings/account');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
