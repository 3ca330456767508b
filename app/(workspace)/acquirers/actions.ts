'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import {
  addAcquirer,
  archiveAcquirer,
  changeAcquirer,
  restoreAcquirer,
} from '@/lib/legal-entity/commands/acquirer';
import { acquirerInput, changeAcquirerInput } from '@/lib/legal-entity/schema';
import { formObject, formRowId, parseInput, parseRowId } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function addAcquirerAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let added: { acquirerId: string };
  try {
    const grant = await actionGrant('legal-entity:manage');
    const input = parseInput(acquirerInput, formObject(form));
    added = await addAcquirer(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/acquirers/${added.acquirerId}`);
}

export async function changeAcquirerAction(
  acquirerId: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    const input = parseInput(changeAcquirerInput, formObject(form));
    await changeAcquirer(grant, parseRowId(acquirerId), input);
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/acquirers/${acquirerId}`);
}

export async function archiveAcquirerAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    await archiveAcquirer(grant, formRowId(form, 'id'));
  } catch (error) {
    return toFailure(error);
  }
  redirect('/acquirers');
}

export async function restoreAcquirerAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    const acquirerId = formRowId(form, 'id');
    await restoreAcquirer(grant, acquirerId);
    revalidatePath(`/acquirers/${acquirerId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
