'use server';

import { headers } from 'next/headers';
import { assertSameOrigin } from '@/lib/access/authorize';
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
    assertSameOrigin(await headers());
    const input = parseInput(setUpInput, formObject(form));
    await setUpInstance(input);
    return { ok: true, email: input.email };
  } catch (error) {
    return toFailure(error);
  }
}
