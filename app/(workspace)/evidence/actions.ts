'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { addTypedEvidence } from '@/lib/evidence/commands/add';
import { archiveEvidence, restoreEvidence } from '@/lib/evidence/commands/archive';
import { changeEvidence } from '@/lib/evidence/commands/change';
import { linkEvidence, unlinkEvidence } from '@/lib/evidence/commands/link';
import {
  archiveEvidenceInput,
  changeEvidenceInput,
  linkInput,
  restoreEvidenceInput,
  typedEvidenceInput,
  unlinkInput,
} from '@/lib/evidence/schema';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function addTypedEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let evidenceId: string;
  try {
    const input = parseInput(typedEvidenceInput, formObject(form));
    ({ evidenceId } = await addTypedEvidence(await actionGrant('evidence:attach'), input, null));
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/evidence/${evidenceId}`);
}

export async function changeEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let evidenceId: string;
  try {
    const input = parseInput(changeEvidenceInput, formObject(form));
    evidenceId = input.evidenceId;
    await changeEvidence(await actionGrant('evidence:attach'), input);
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/evidence/${evidenceId}`);
}

export async function linkEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(linkInput, formObject(form));
    const { evidenceId, assessmentId, requirementNumbers } = input;
    const targets = requirementNumbers.map((requirementNumber) => ({ assessmentId, requirementNumber }));
    await linkEvidence(await actionGrant('evidence:attach'), evidenceId, targets);
    revalidatePath(`/evidence/${evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function unlinkEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const { evidenceId, ...target } = parseInput(unlinkInput, formObject(form));
    await unlinkEvidence(await actionGrant('evidence:attach'), evidenceId, target);
    revalidatePath(`/evidence/${evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function archiveEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(archiveEvidenceInput, formObject(form));
    await archiveEvidence(await actionGrant('evidence:manage'), input);
    revalidatePath(`/evidence/${input.evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function restoreEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(restoreEvidenceInput, formObject(form));
    await restoreEvidence(await actionGrant('evidence:manage'), input);
    revalidatePath(`/evidence/${input.evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}
