'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { archiveAssessment, restoreAssessment } from '@/lib/assessment/commands/archive-assessment';
import { reviseAssessment } from '@/lib/assessment/commands/revise-assessment';
import { assessmentRowInput, reviseAssessmentInput } from '@/lib/assessment/schema';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function archiveAssessmentAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('assessment:manage');
    const { id } = parseInput(assessmentRowInput, formObject(form));
    await archiveAssessment(grant, id);
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
    const grant = await actionGrant('assessment:manage');
    const { id } = parseInput(assessmentRowInput, formObject(form));
    await restoreAssessment(grant, id);
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
    const grant = await actionGrant('assessment:manage');
    const input = parseInput(reviseAssessmentInput, formObject(form));
    revised = await reviseAssessment(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/assessments/${revised.assessmentId}`);
}
