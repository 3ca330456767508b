'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { archiveAssessment, restoreAssessment } from '@/lib/assessment/commands/archive-assessment';
import { reviseAssessment } from '@/lib/assessment/commands/revise-assessment';
import { assessmentRowInput } from '@/lib/assessment/schema';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function archiveAssessmentAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const { id } = parseInput(assessmentRowInput, formObject(form));
    await archiveAssessment(await actionGrant('assessment:manage'), id);
  } catch (error) {
    return toFailure(error);
  }
  redirect('/assessments');
}

export async function restoreAssessmentAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const { id } = parseInput(assessmentRowInput, formObject(form));
    await restoreAssessment(await actionGrant('assessment:manage'), id);
    revalidatePath(`/assessments/${id}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function reviseAssessmentAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let revised: { assessmentId: string };
  try {
    const { id } = parseInput(assessmentRowInput, formObject(form));
    revised = await reviseAssessment(await actionGrant('assessment:manage'), id);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/assessments/${revised.assessmentId}`);
}
