'use server';

import { leaveForProvider } from '@/app/access';
import { strangerAction } from '@/app/stranger';
import { networkOf } from '@/lib/access/origin';
import { offerPasskeySignIn } from '@/lib/person/commands/passkey-sign-in';
import { AppError } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { giveTurnBack, takeTurn } from '@/lib/platform/rate-limit';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { startSignOn } from '@/lib/sign-on/commands/start';
import { findSignOnOf } from '@/lib/sign-on/queries';
import { emailDomain, startSignOnInput } from '@/lib/sign-on/schema';

type Offer = Awaited<ReturnType<typeof offerPasskeySignIn>>;

/** Something to sign, the same for everybody: nothing is kept, and nobody is named. */
export async function offerPasskeySignInAction(): Promise<ActionResult<Offer>> {
  try {
    await strangerAction();
    return { ok: true, ...(await offerPasskeySignIn()) };
  } catch (error) {
    return toFailure(error);
  }
}

/** Whether an e-mail domain has single sign-on. It is asked about the domain alone, and nothing is said about people. */
export async function offerSignOnAction(domain: unknown): Promise<ActionResult<{ isOffered: boolean }>> {
  try {
    await strangerAction();
    return { ok: true, isOffered: (await findSignOnOf(parseInput(emailDomain, domain))) !== null };
  } catch (error) {
    return toFailure(error);
  }
}

/** Where to go for the company's sign-on; the same for every address of a domain. */
export async function startSignOnAction(given: unknown): Promise<ActionResult<{ url: string }>> {
  try {
    const from = await strangerAction();
    const { email, next } = parseInput(startSignOnInput, given);
    if (from && !(await takeTurn('sign-in', networkOf(from)))) throw new AppError('RATE_LIMITED');
    const departure = await startSignOn(email, next);
    if (!departure) throw new AppError('WRONG_STATE', 'There is no single sign-on for this e-mail address.');
    if (from) await giveTurnBack('sign-in', networkOf(from));
    return { ok: true, ...(await leaveForProvider(departure)) };
  } catch (error) {
    return toFailure(error);
  }
}
