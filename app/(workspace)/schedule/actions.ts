'use server';

import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { addActivity } from '@/lib/schedule/commands/add-activity';
import { addActivityInput } from '@/lib/schedule/schema';

export async function addActivityAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let added: { activityId: string };
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(addActivityInput, formObject(form));
    added = await addActivity(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/schedule/activities/${added.activityId}`);
}
