'use server';

import { strangerAction } from '@/app/stranger';
import { resetPassword } from '@/lib/person/commands/reset-password';
import { resetPasswordInput } from '@/lib/person/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** The single-use token is the right: it is checked and consumed in the command's transaction. */
export async function resetPasswordAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const from = await strangerAction();
    const { token, password } = parseInput(resetPasswordInput, formObject(form));
    await resetPassword({ token, password }, from);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
