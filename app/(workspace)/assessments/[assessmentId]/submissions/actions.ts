'use server';

import { refresh } from 'next/cache';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { changeSubmission, recordSubmission } from '@/lib/attestation/commands/submission';
import { changeSubmissionInput, recordSubmissionInput } from '@/lib/attestation/model/input';
import { formObject, parseInput } from '@/lib/platform/parse';
import type { ActionResult } from '@/lib/platform/result';

export async function recordSubmissionAction(
  assessmentId: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('submission:record');
    const input = parseInput(recordSubmissionInput, { ...formObject(form), assessmentId });
    await recordSubmission(grant, input);
    refresh();
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function changeSubmissionAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('submission:record');
    const input = parseInput(changeSubmissionInput, formObject(form));
    await changeSubmission(grant, input);
    refresh();
    return { ok: true };
  } catch (error) {
    return toFormFailure(error);
  }
}
