'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { answerRequest } from '@/lib/evidence-request/commands/answer';
import { askAgain, askForEvidence } from '@/lib/evidence-request/commands/ask';
import { remindOfRequest, withdrawRequest } from '@/lib/evidence-request/commands/look-after';
import type { Asked } from '@/lib/evidence-request/model';
import { askAgainInput, askInput, requestInput, typedAnswerInput } from '@/lib/evidence-request/schema';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function askForEvidenceAction(
  _previous: ActionResult<Asked> | null,
  form: FormData,
): Promise<ActionResult<Asked>> {
  try {
    const grant = await actionGrant('evidence:request');
    return { ok: true, ...(await askForEvidence(grant, parseInput(askInput, formObject(form)))) };
  } catch (error) {
    return toFailure(error);
  }
}

export async function askAgainAction(
  _previous: ActionResult<Asked> | null,
  form: FormData,
): Promise<ActionResult<Asked>> {
  try {
    const grant = await actionGrant('evidence:request');
    return { ok: true, ...(await askAgain(grant, parseInput(askAgainInput, formObject(form)))) };
  } catch (error) {
    return toFailure(error);
  }
}

export async function withdrawRequestAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('evidence:request');
    const { requestId } = parseInput(requestInput, formObject(form));
    await withdrawRequest(grant, requestId);
    revalidatePath(`/evidence/requests/${requestId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function remindOfRequestAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('evidence:request');
    const { requestId } = parseInput(requestInput, formObject(form));
    await remindOfRequest(grant, requestId);
    revalidatePath(`/evidence/requests/${requestId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function answerRequestAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let evidenceId: string;
  try {
    const grant = await actionGrant('evidence:attach');
    ({ evidenceId } = await answerRequest(grant, parseInput(typedAnswerInput, formObject(form))));
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/evidence/${evidenceId}`);
}
