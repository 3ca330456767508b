'use server';

import { after } from 'next/server';
import { strangerAction } from '@/app/stranger';
import { sendPasswordReset } from '@/lib/person/commands/reset-password';
import { askResetInput } from '@/lib/person/model';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** Answers alike, and as fast, whether the address belongs to somebody or not: the work comes after the answer. */
export async function askResetAction(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  try {
    const from = await strangerAction();
    const { email } = parseInput(askResetInput, formObject(form));
    after(() =>
      sendPasswordReset(email, env().NEXTAUTH_URL, from).catch((error: unknown) => {
        log().error({ err: error }, 'a link for a new password could not be sent');
      }),
    );
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
