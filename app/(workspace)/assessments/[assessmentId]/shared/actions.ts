'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { confirmShared, detachShared, shareAnswers } from '@/lib/shared-answer/commands';
import type { ShareOutcome } from '@/lib/shared-answer/model';
import { confirmSharedInput, detachSharedInput, shareAnswersInput } from '@/lib/shared-answer/schema';

export async function shareAnswersAction(
  _previous: ActionResult<ShareOutcome> | null,
  form: FormData,
): Promise<ActionResult<ShareOutcome>> {
  try {
    const record = await actionGrant('response:record');
    const attach = await actionGrant('evidence:attach');
    const input = parseInput(shareAnswersInput, fieldsOf(form));
    const outcome = await shareAnswers({ record, attach }, formRowId(form, 'assessmentId'), input);
    revalidatePath('/assessments', 'layout');
    return { ok: true, ...outcome };
  } catch (error) {
    return toFailure(error);
  }
}

export async function confirmSharedAction(
  _previous: ActionResult<ShareOutcome> | null,
  form: FormData,
): Promise<ActionResult<ShareOutcome>> {
  try {
    const record = await actionGrant('response:record');
    const attach = await actionGrant('evidence:attach');
    const input = parseInput(confirmSharedInput, fieldsOf(form));
    const outcome = await confirmShared({ record, attach }, formRowId(form, 'assessmentId'), input);
    revalidatePath('/assessments', 'layout');
    return { ok: true, ...outcome };
  } catch (error) {
    return toFailure(error);
  }
}

export async function detachSharedAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const record = await actionGrant('response:record');
    const input = parseInput(detachSharedInput, fieldsOf(form));
    await detachShared(record, formRowId(form, 'assessmentId'), input);
    revalidatePath('/assessments', 'layout');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

function fieldsOf(form: FormData) {
  const { assessmentId: _, ...fields } = formObject(form);
  return fields;
}
