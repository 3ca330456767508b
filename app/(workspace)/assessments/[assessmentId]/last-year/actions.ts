'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { confirmCarried } from '@/lib/carry-over/commands';
import type { CarryOutcome } from '@/lib/carry-over/model';
import { confirmCarriedInput } from '@/lib/carry-over/schema';
import { keepConfirmed } from '@/lib/checklist-table/operations';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function confirmCarriedAction(
  _previous: ActionResult<CarryOutcome> | null,
  form: FormData,
): Promise<ActionResult<CarryOutcome>> {
  try {
    const grant = await actionGrant('response:record');
    const assessmentId = formRowId(form, 'assessmentId');
    const { assessmentId: _, ...fields } = formObject(form);
    const outcome = await confirmCarried(
      grant,
      assessmentId,
      parseInput(confirmCarriedInput, fields),
      keepConfirmed,
    );
    revalidatePath(`/assessments/${assessmentId}`, 'layout');
    return { ok: true, ...outcome };
  } catch (error) {
    return toFailure(error);
  }
}
