'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant, actionSession, confirmed } from '@/app/access';
import { endWebhook, setWebhook } from '@/lib/forwarding/commands';
import { endWebhookInput, setWebhookInput } from '@/lib/forwarding/model';
import { changeOrganization } from '@/lib/organization/commands/organization';
import { changePolicy } from '@/lib/organization/commands/policy';
import {
  evidencePolicyInput,
  organizationInput,
  planPolicyInput,
  secondFactorPolicyInput,
  sessionPolicyInput,
  signerPolicyInput,
} from '@/lib/organization/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function changeOrganizationAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('organization:manage');
    const input = parseInput(organizationInput, formObject(form));
    await changeOrganization(grant, input);
    revalidatePath('/', 'layout');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

type Result = Promise<ActionResult>;

export async function changeSecondFactorPolicyAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('organization:manage');
    const { required, ...given } = parseInput(secondFactorPolicyInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await changePolicy(grant, confirmation, { secondFactorRequired: required });
    return shown();
  } catch (error) {
    return toFailure(error);
  }
}

export async function changeSessionPolicyAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('organization:manage');
    const { password, code, passkey, ...policy } = parseInput(sessionPolicyInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    await changePolicy(grant, confirmation, policy);
    return shown();
  } catch (error) {
    return toFailure(error);
  }
}

export async function changeSignerPolicyAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('organization:manage');
    const { separateSigner, ...given } = parseInput(signerPolicyInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await changePolicy(grant, confirmation, { separateSigner });
    return shown();
  } catch (error) {
    return toFailure(error);
  }
}

export async function changePlanPolicyAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('organization:manage');
    const { asksPlan, ...given } = parseInput(planPolicyInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await changePolicy(grant, confirmation, { asksPlan });
    return shown();
  } catch (error) {
    return toFailure(error);
  }
}

export async function changeEvidencePolicyAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('organization:manage');
    const { evidenceKeepMonths, evidenceMaxMib, ...given } = parseInput(
      evidencePolicyInput,
      formObject(form),
    );
    const { confirmation } = await confirmed(await actionSession(), given);
    await changePolicy(grant, confirmation, { evidenceKeepMonths, evidenceMaxMib });
    return shown();
  } catch (error) {
    return toFailure(error);
  }
}

export async function setWebhookAction(
  _previous: ActionResult<{ secret: string }> | null,
  form: FormData,
): Promise<ActionResult<{ secret: string }>> {
  try {
    const grant = await actionGrant('organization:manage');
    const { url, ...given } = parseInput(setWebhookInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    const { secret } = await setWebhook(grant, confirmation, { url });
    return { ok: true, secret };
  } catch (error) {
    return toFailure(error);
  }
}

export async function endWebhookAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('organization:manage');
    const given = parseInput(endWebhookInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await endWebhook(grant, confirmation);
    return shown();
  } catch (error) {
    return toFailure(error);
  }
}

function shown(): ActionResult {
  revalidatePath('/settings');
  return { ok: true };
}
