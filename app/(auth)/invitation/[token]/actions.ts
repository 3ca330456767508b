'use server';

import { headers } from 'next/headers';
import { assertSameOrigin } from '@/lib/access/authorize';
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
    assertSameOrigin(await headers());
    const input = parseInput(acceptInvitationInput, formObject(form));
    return { ok: true, ...(await acceptInvitation(input)) };
  } catch (error) {
    return toFailure(error);
  }
}
