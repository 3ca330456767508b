'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import type { ZodType } from 'zod';
import { actionGrant, actionSession, confirmed, leaveForProvider } from '@/app/access';
import type { Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import type { SessionContext } from '@/lib/access/session';
import type { GivenAgain } from '@/lib/person/model';
import { AppError } from '@/lib/platform/errors';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { addDomain, proveDomain, removeDomain, vouchForDomain } from '@/lib/sign-on/commands/domain';
import { changePasswordWay, unlinkIdentity } from '@/lib/sign-on/commands/people';
import { changeSignOnMode, changeSignOnPolicy, configureProvider } from '@/lib/sign-on/commands/settings';
import { startTest } from '@/lib/sign-on/commands/start';
import { finishTest } from '@/lib/sign-on/commands/try-out';
import type { SignOnTestView } from '@/lib/sign-on/model';
import { roundTripCookieName, takeRoundTrip } from '@/lib/sign-on/operations/round-trip';
import {
  answerInput,
  domainIdInput,
  domainInput,
  passwordWayInput,
  providerInput,
  signOnModeInput,
  signOnPolicyInput,
  unlinkInput,
} from '@/lib/sign-on/schema';

type Manager = Grant<'organization:manage'>;

/** What all changes here have in common: the right first, then the form, then who administers confirms, then it is done. */
async function change<T extends GivenAgain>(
  right: Promise<Manager>,
  form: FormData,
  schema: ZodType<T>,
  work: (
    grant: Manager,
    confirmation: Confirmation,
    input: Omit<T, keyof GivenAgain>,
    session: SessionContext,
  ) => Promise<void>,
): Promise<ActionResult> {
  try {
    const grant = await right;
    const { password, code, passkey, ...input } = parseInput(schema, formObject(form));
    const session = await actionSession();
    const { confirmation } = await confirmed(session, { password, code, passkey });
    await work(grant, confirmation, input, session);
    revalidatePath('/settings/sign-in');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function configureProviderAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return change(actionGrant('organization:manage'), form, providerInput, configureProvider);
}

export async function changeSignOnPolicyAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return change(actionGrant('organization:manage'), form, signOnPolicyInput, changeSignOnPolicy);
}

export async function changeSignOnModeAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return change(
    actionGrant('organization:manage'),
    form,
    signOnModeInput,
    (grant, confirmation, { mode }, session) => changeSignOnMode(grant, confirmation, session, mode),
  );
}

export async function addDomainAction(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  return change(actionGrant('organization:manage'), form, domainInput, (grant, confirmation, { domain }) =>
    addDomain(grant, confirmation, domain),
  );
}

/** The record in the domain's name server is the proof: nobody need confirm it. */
export async function proveDomainAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('organization:manage');
    await proveDomain(grant, formRowId(form, 'domainId'));
    revalidatePath('/settings/sign-in');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function vouchForDomainAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return change(actionGrant('organization:manage'), form, domainIdInput, (grant, confirmation, input) =>
    vouchForDomain(grant, confirmation, input.domainId),
  );
}

export async function removeDomainAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return change(actionGrant('organization:manage'), form, domainIdInput, (grant, confirmation, input) =>
    removeDomain(grant, confirmation, input.domainId),
  );
}

export async function changePasswordWayAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return change(actionGrant('organization:manage'), form, passwordWayInput, changePasswordWay);
}

export async function unlinkIdentityAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return change(actionGrant('organization:manage'), form, unlinkInput, (grant, confirmation, input) =>
    unlinkIdentity(grant, confirmation, input.identityId),
  );
}

/** Where to go to see what the provider says about oneself. */
export async function startTestAction(): Promise<ActionResult<{ url: string }>> {
  try {
    const grant = await actionGrant('organization:manage');
    return { ok: true, ...(await leaveForProvider(await startTest(grant, await actionSession()))) };
  } catch (error) {
    return toFailure(error);
  }
}

/** The claims are in the answer this once: they are kept nowhere. */
export async function finishTestAction(given: unknown): Promise<ActionResult<{ view: SignOnTestView }>> {
  try {
    const grant = await actionGrant('organization:manage');
    const query = new URLSearchParams(parseInput(answerInput, given).query);
    const state = query.get('state') ?? '';
    const name = roundTripCookieName(state);
    const jar = await cookies();
    const trip = await takeRoundTrip(grant.organizationId, state, jar.get(name)?.value);
    if (!trip) {
      throw new AppError(
        'WRONG_STATE',
        'This answer of the provider was used already or is too old. Start again.',
      );
    }
    const view = await finishTest(grant, await actionSession(), trip, query);
    return { ok: true, view };
  } catch (error) {
    return toFailure(error);
  }
}
