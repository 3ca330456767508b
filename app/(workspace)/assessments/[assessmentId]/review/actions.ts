'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { reviewRequirements } from '@/lib/review/commands';
import type { ReviewOutcome } from '@/lib/review/model';
import { reviewInput } from '@/lib/review/schema';

export async function reviewAction(
  _previous: ActionResult<ReviewOutcome> | null,
  form: FormData,
): Promise<ActionResult<ReviewOutcome>> {
  try {
    const act = await actionGrant('response:review');
    const read = await actionGrant('assessment:read');
    const assessmentId = formRowId(form, 'assessmentId');
    const { assessmentId: _, ...fields } = formObject(form);
    const outcome = await reviewRequirements({ act, read }, assessmentId, parseInput(reviewInput, fields));
    revalidatePath(`/assessments/${assessmentId}`, 'layout');
    return { ok: true, ...outcome };
  } catch (error) {
    return toFailure(error);
  }
}
