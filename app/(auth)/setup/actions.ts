'use server';

import { strangerAction } from '@/app/stranger';
import { setUpInstance } from '@/lib/organization/commands/organization';
import { setUpInput } from '@/lib/organization/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** The one-time token is the right: it is checked and consumed in the command's transaction. */
export async function setUpAction(
  _previous: ActionResult<{ email: string }> | null,
  form: FormData,
): Promise<ActionResult<{ email: string }>> {
  try {
    const from = await strangerAction();
    const input = parseInput(setUpInput, formObject(form));
    await setUpInstance(input, from);
    return { ok: true, email: input.email };
  } catch (error) {
    return toFailure(error);
  }
}
