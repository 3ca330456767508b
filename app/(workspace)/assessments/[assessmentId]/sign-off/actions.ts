'use server';

import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { reviseAssessment } from '@/lib/assessment/commands/revise-assessment';
import { prepareAttestation } from '@/lib/attestation/commands/prepare';
import { signAttestation } from '@/lib/attestation/commands/sign';
import { preparePartInput, signFormInput } from '@/lib/attestation/model/input';
import { nestedForm } from '@/lib/attestation/model/nested';
import { findNextPart } from '@/lib/attestation/queries/sign-off';
import { partSlug } from '@/lib/attestation/rules/parts';
import { confirmPassword } from '@/lib/person/operations';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function preparePartAction(
  assessmentId: string,
  part: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let next: Route;
  try {
    const { basis, ...values } = nestedForm(formObject(form));
    const input = parseInput(preparePartInput, { assessmentId, part, basis, values });
    await prepareAttestation(await actionGrant('attestation:prepare'), input);
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
    const { password, ...input } = parseInput(signFormInput, { ...formObject(form), assessmentId });
    const grant = await actionGrant('attestation:sign');
    const confirmation = await confirmPassword(grant.actor.userId ?? '', password);
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
    revision = await reviseAssessment(grant, formRowId(form, 'id'));
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/assessments/${revision.assessmentId}` as Route);
}
