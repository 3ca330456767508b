'use server';

import { actionSession } from '@/app/access';
import { offerOwnPasskey } from '@/lib/person/operations/passkey';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** Something for a passkey to sign before an act that binds, in the place of password and code. */
export async function offerStepUpAction(): Promise<
  ActionResult<Awaited<ReturnType<typeof offerOwnPasskey>>>
> {
  try {
    return { ok: true, ...(await offerOwnPasskey(await actionSession(), 'passkey step-up')) };
  } catch (error) {
    return toFailure(error);
  }
}
