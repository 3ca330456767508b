'use server';

import type { Route } from 'next';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant, actionSession, confirmed } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { reviseAssessment } from '@/lib/assessment/commands/revise-assessment';
import { reviseAssessmentInput } from '@/lib/assessment/schema';
import { prepareAttestation } from '@/lib/attestation/commands/prepare';
import { signAttestation } from '@/lib/attestation/commands/sign';
import { revokeSigningLink, sendSigningLink } from '@/lib/attestation/commands/signing-link';
import {
  preparePartInput,
  revokeSigningLinkInput,
  signFormInput,
  signingLinkInput,
} from '@/lib/attestation/model/input';
import { nestedForm } from '@/lib/attestation/model/nested';
import { findNextPart } from '@/lib/attestation/queries/sign-off';
import { partSlug } from '@/lib/attestation/rules/parts';
import { env } from '@/lib/platform/env';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function preparePartAction(
  assessmentId: string,
  part: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let next: Route;
  try {
    const grant = await actionGrant('attestation:prepare');
    const { basis, ...values } = nestedForm(formObject(form));
    const input = parseInput(preparePartInput, { assessmentId, part, basis, values });
    await prepareAttestation(grant, input);
    const following = await findNextPart(
      await actionGrant('attestation:read'),
      input.assessmentId,
      input.part,
    );
    next =
      `/assessments/${input.assessmentId}/sign-off${following ? `/${partSlug(following)}` : ''}` as Route;
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(next);
}

export async function signAttestationAction(
  assessmentId: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('attestation:sign');
    const { password, code, passkey, ...input } = parseInput(signFormInput, {
      ...formObject(form),
      assessmentId,
    });
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    await signAttestation(grant, confirmation, input);
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/assessments/${assessmentId}/sign-off` as Route);
}

export async function reviseAssessmentAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let revision: { assessmentId: string };
  try {
    const grant = await actionGrant('assessment:manage');
    const input = parseInput(reviseAssessmentInput, formObject(form));
    revision = await reviseAssessment(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/assessments/${revision.assessmentId}` as Route);
}

export async function sendSigningLinkAction(
  _previous: ActionResult<{ code: string; signerName: string }> | null,
  form: FormData,
): Promise<ActionResult<{ code: string; signerName: string }>> {
  try {
    const grant = await actionGrant('attestation:prepare');
    const { password, code, passkey, ...input } = parseInput(signingLinkInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    const origin = env().NEXTAUTH_URL;
    const sent = await sendSigningLink(grant, confirmation, { ...input, origin });
    revalidatePath(`/assessments/${input.assessmentId}/sign-off`);
    return { ok: true, ...sent };
  } catch (error) {
    return toFailure(error);
  }
}

export async function revokeSigningLinkAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('attestation:prepare');
    const { assessmentId } = parseInput(revokeSigningLinkInput, formObject(form));
    await revokeSigningLink(grant, assessmentId);
    revalidatePath(`/assessments/${assessmentId}/sign-off`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
