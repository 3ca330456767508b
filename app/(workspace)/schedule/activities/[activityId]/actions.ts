'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { formObject, parseInput } from '@/lib/platform/parse';
import type { ActionResult } from '@/lib/platform/result';
import { completeAccessReview } from '@/lib/schedule/commands/access-review';
import { archiveActivity, restoreActivity } from '@/lib/schedule/commands/archive-activity';
import { changeActivity } from '@/lib/schedule/commands/change-activity';
import { completeOccurrence, recordEvent } from '@/lib/schedule/commands/complete';
import { correctCompletion } from '@/lib/schedule/commands/correct-completion';
import {
  accessReviewInput,
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
    const grant = await actionGrant('activity:complete');
    const input = parseInput(completeOccurrenceInput, formObject(form));
    const done = await completeOccurrence(grant, input);
    return shown(done.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function recordEventAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('activity:complete');
    const input = parseInput(recordEventInput, formObject(form));
    const done = await recordEvent(grant, input);
    return shown(done.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function correctCompletionAction(_previous: ActionResult | null, form: FormData): Result {
  let activityId: string;
  try {
    const grant = await actionGrant('activity:complete');
    const input = parseInput(correctCompletionInput, formObject(form));
    ({ activityId } = await correctCompletion(grant, input));
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/schedule/activities/${activityId}`);
}

export async function changeActivityAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(changeActivityInput, formObject(form));
    await changeActivity(grant, input);
    return shown(input.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function archiveActivityAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(archiveActivityInput, formObject(form));
    await archiveActivity(grant, input);
    return shown(input.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function restoreActivityAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(restoreActivityInput, formObject(form));
    await restoreActivity(grant, input);
    return shown(input.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function completeAccessReviewAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const complete = await actionGrant('activity:complete');
    const [members, attach] = [await actionGrant('member:read'), await actionGrant('evidence:attach')];
    const input = parseInput(accessReviewInput, formObject(form));
    const done = await completeAccessReview({ complete, members, attach }, input);
    return shown(done.activityId);
  } catch (error) {
    return toFormFailure(error);
  }
}

function shown(activityId: string): ActionResult {
  revalidatePath(`/schedule/activities/${activityId}`);
  return { ok: true };
}
