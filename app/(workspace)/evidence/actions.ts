'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { addTypedEvidence } from '@/lib/evidence/commands/add';
import { archiveEvidence, restoreEvidence } from '@/lib/evidence/commands/archive';
import { changeEvidence } from '@/lib/evidence/commands/change';
import { releaseFile, removeFile } from '@/lib/evidence/commands/decide-file';
import { linkEvidence, unlinkEvidence } from '@/lib/evidence/commands/link';
import { reviewEvidence } from '@/lib/evidence/commands/review';
import {
  archiveEvidenceInput,
  changeEvidenceInput,
  linkInput,
  releaseFileInput,
  removeFileInput,
  restoreEvidenceInput,
  reviewEvidenceInput,
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
    const grant = await actionGrant('evidence:attach');
    const input = parseInput(typedEvidenceInput, formObject(form));
    ({ evidenceId } = await addTypedEvidence(grant, input, null));
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
    const grant = await actionGrant('evidence:attach');
    const input = parseInput(changeEvidenceInput, formObject(form));
    evidenceId = input.evidenceId;
    await changeEvidence(grant, input);
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
    const grant = await actionGrant('evidence:attach');
    const input = parseInput(linkInput, formObject(form));
    const { evidenceId, assessmentId, requirementNumbers } = input;
    const targets = requirementNumbers.map((requirementNumber) => ({ assessmentId, requirementNumber }));
    if (targets.length > 1) await spendRecordedTurn('joint', grant);
    await linkEvidence(grant, evidenceId, targets);
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
    const grant = await actionGrant('evidence:attach');
    const { evidenceId, ...target } = parseInput(unlinkInput, formObject(form));
    await unlinkEvidence(grant, evidenceId, target);
    revalidatePath(`/evidence/${evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function releaseFileAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('evidence:manage');
    const input = parseInput(releaseFileInput, formObject(form));
    await releaseFile(grant, input);
    revalidatePath(`/evidence/${input.evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function removeFileAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('evidence:attach');
    const input = parseInput(removeFileInput, formObject(form));
    await removeFile(grant, input);
    revalidatePath(`/evidence/${input.evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function reviewEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('evidence:review');
    const input = parseInput(reviewEvidenceInput, formObject(form));
    await reviewEvidence(grant, input);
    revalidatePath(`/evidence/${input.evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function archiveEvidenceAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('evidence:manage');
    const input = parseInput(archiveEvidenceInput, formObject(form));
    await archiveEvidence(grant, input);
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
    const grant = await actionGrant('evidence:manage');
    const input = parseInput(restoreEvidenceInput, formObject(form));
    await restoreEvidence(grant, input);
    revalidatePath(`/evidence/${input.evidenceId}`);
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}
