'use server';

import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { changeAssessment } from '@/lib/assessment/commands/change-assessment';
import { changeAssessmentInput } from '@/lib/assessment/schema';
import { formObject, parseInput, parseRowId } from '@/lib/platform/parse';
import type { ActionResult } from '@/lib/platform/result';

export async function changeAssessmentAction(
  assessmentId: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('assessment:manage');
    const input = parseInput(changeAssessmentInput, formObject(form));
    await changeAssessment(grant, parseRowId(assessmentId), input);
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/assessments/${assessmentId}` as Route);
}
