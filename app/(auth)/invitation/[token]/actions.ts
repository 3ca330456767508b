'use server';

import { strangerAction } from '@/app/stranger';
import { acceptInvitation } from '@/lib/organization/commands/invitation';
import { acceptInvitationInput } from '@/lib/organization/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** The single-use token is the right: it is checked and consumed in the command's transaction. */
export async function acceptInvitationAction(
  _previous: ActionResult<{ email: string }> | null,
  form: FormData,
): Promise<ActionResult<{ email: string }>> {
  try {
    const from = await strangerAction();
    const input = parseInput(acceptInvitationInput, formObject(form));
    return { ok: true, ...(await acceptInvitation(input, from)) };
  } catch (error) {
    return toFailure(error);
  }
}
