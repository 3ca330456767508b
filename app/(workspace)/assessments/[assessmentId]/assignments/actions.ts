'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { changeAssignments } from '@/lib/assignment/commands';
import { assignmentChange } from '@/lib/assignment/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function changeAssignmentsAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('assignment:manage');
    const input = parseInput(assignmentChange, formObject(form));
    await changeAssignments(grant, input);
    revalidatePath(`/assessments/${input.assessmentId}/assignments`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
