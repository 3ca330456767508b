'use server';

import { actionSession, leaveForProvider } from '@/app/access';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { startConfirmation } from '@/lib/sign-on/commands/start';

/** Where to go to be asked anew by the company's sign-on, before an act that binds. */
export async function startConfirmationAction(): Promise<ActionResult<{ url: string }>> {
  try {
    return { ok: true, ...(await leaveForProvider(await startConfirmation(await actionSession()))) };
  } catch (error) {
    return toFailure(error);
  }
}
