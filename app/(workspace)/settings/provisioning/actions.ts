'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant, actionSession, confirmed } from '@/app/access';
import { confirmationInput } from '@/lib/person/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { chooseGroupRole } from '@/lib/provisioning/commands/group';
import { changeProvisioning, makeToken, revokeToken } from '@/lib/provisioning/commands/settings';
import { groupRoleInput, provisioningInput, revokeTokenInput } from '@/lib/provisioning/model';

/** The token is in the answer this once: only its hash is kept. */
export async function makeTokenAction(
  _previous: ActionResult<{ token: string }> | null,
  form: FormData,
): Promise<ActionResult<{ token: string }>> {
  try {
    const grant = await actionGrant('member:manage');
    const given = parseInput(confirmationInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    const { token } = await makeToken(grant, confirmation);
    revalidatePath('/settings/provisioning');
    return { ok: true, token };
  } catch (error) {
    return toFailure(error);
  }
}

export async function revokeTokenAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    const { tokenId, ...given } = parseInput(revokeTokenInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await revokeToken(grant, confirmation, tokenId);
    revalidatePath('/settings/provisioning');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function changeProvisioningAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    const { password, code, passkey, ...input } = parseInput(provisioningInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    await changeProvisioning(grant, confirmation, input);
    revalidatePath('/settings/provisioning');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function chooseGroupRoleAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    const { password, code, passkey, ...input } = parseInput(groupRoleInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    await chooseGroupRole(grant, confirmation, input);
    revalidatePath('/settings/provisioning');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
