'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { changeQuestionnaire } from '@/lib/questionnaire-change/commands';
import { changeQuestionnaireInput } from '@/lib/questionnaire-change/schema';

export async function changeQuestionnaireAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let assessmentId: string;
  try {
    const grant = await actionGrant('assessment:manage');
    const record = await actionGrant('response:record');
    assessmentId = formRowId(form, 'assessmentId');
    const { assessmentId: _, ...fields } = formObject(form);
    await changeQuestionnaire(grant, record, assessmentId, parseInput(changeQuestionnaireInput, fields));
    revalidatePath(`/assessments/${assessmentId}`, 'layout');
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/assessments/${assessmentId}`);
}
