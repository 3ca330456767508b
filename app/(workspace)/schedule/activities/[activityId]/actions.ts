'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { formObject, parseInput } from '@/lib/platform/parse';
import type { ActionResult } from '@/lib/platform/result';
import { archiveActivity, restoreActivity } from '@/lib/schedule/commands/archive-activity';
import { changeActivity } from '@/lib/schedule/commands/change-activity';
import { completeOccurrence, recordEvent } from '@/lib/schedule/commands/complete';
import { correctCompletion } from '@/lib/schedule/commands/correct-completion';
import {
  archiveActivityInput,
  changeActivityInput,
  completeOccurrenceInput,
  correctCompletionInput,
  recordEventInput,
  restoreActivityInput,
} from '@/lib/schedule/schema';

type Result = Promise<ActionResult>;

export async function completeOccurrenceAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const input = parseInput(completeOccurrenceInput, formObject(form));
    const done = await completeOccurrence(await actionGrant('activity:complete'), input);
    return shown(done.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function recordEventAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const input = parseInput(recordEventInput, formObject(form));
    const done = await recordEvent(await actionGrant('activity:complete'), input);
    return shown(done.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function correctCompletionAction(_previous: ActionResult | null, form: FormData): Result {
  let activityId: string;
  try {
    const input = parseInput(correctCompletionInput, formObject(form));
    ({ activityId } = await correctCompletion(await actionGrant('activity:complete'), input));
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/schedule/activities/${activityId}`);
}

export async function changeActivityAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const input = parseInput(changeActivityInput, formObject(form));
    await changeActivity(await actionGrant('schedule:manage'), input);
    return shown(input.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function archiveActivityAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const input = parseInput(archiveActivityInput, formObject(form));
    await archiveActivity(await actionGrant('schedule:manage'), input);
    return shown(input.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function restoreActivityAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const input = parseInput(restoreActivityInput, formObject(form));
    await restoreActivity(await actionGrant('schedule:manage'), input);
    return shown(input.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

function shown(activityId: string): ActionResult {
  revalidatePath(`/schedule/activities/${activityId}`);
  return { ok: true };
}
