'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant, actionSession, confirmed, mayAlso } from '@/app/access';
import { makeKey, makeServiceKey, revokeAnyKey, revokeOwnKey } from '@/lib/api-key/commands/key';
import { addServiceAccount, reviewServiceAccount } from '@/lib/api-key/commands/service-account';
import { makeKeyInput, reviewServiceInput, revokeKeyInput, serviceAccountInput } from '@/lib/api-key/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** The key is in the answer this once: only its hash is kept. */
export async function makeKeyAction(
  _previous: ActionResult<{ token: string; name: string }> | null,
  form: FormData,
): Promise<ActionResult<{ token: string; name: string }>> {
  try {
    const hold = await actionGrant('api-key:hold');
    const { password, code, passkey, membershipId, ...input } = parseInput(makeKeyInput, formObject(form));
    const manage = membershipId ? await actionGrant('api-key:manage') : null;
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    const { token } =
      manage && membershipId
        ? await makeServiceKey(manage, confirmation, membershipId, input)
        : await makeKey(hold, confirmation, input);
    revalidatePath('/settings/api-keys');
    return { ok: true, token, name: input.name };
  } catch (error) {
    return toFailure(error);
  }
}

export async function revokeKeyAction(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  try {
    const hold = await actionGrant('api-key:hold');
    const { keyId, ...given } = parseInput(revokeKeyInput, formObject(form));
    const manage = mayAlso(hold, 'api-key:manage') ? await actionGrant('api-key:manage') : null;
    const { confirmation } = await confirmed(await actionSession(), given);
    if (manage) await revokeAnyKey(manage, confirmation, keyId);
    else await revokeOwnKey(hold, confirmation, keyId);
    revalidatePath('/settings/api-keys');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function addServiceAccountAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('api-key:manage');
    const { password, code, passkey, ...input } = parseInput(serviceAccountInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    await addServiceAccount(grant, confirmation, input);
    revalidatePath('/settings/api-keys');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function reviewServiceAccountAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('api-key:manage');
    const { membershipId, ...given } = parseInput(reviewServiceInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await reviewServiceAccount(grant, confirmation, membershipId);
    revalidatePath('/settings/api-keys');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
