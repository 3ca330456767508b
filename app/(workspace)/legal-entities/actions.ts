'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import {
  addLegalEntity,
  archiveLegalEntity,
  changeLegalEntity,
  restoreLegalEntity,
} from '@/lib/legal-entity/commands/legal-entity';
import { addMerchantId, archiveMerchantId, restoreMerchantId } from '@/lib/legal-entity/commands/merchant-id';
import { changeLegalEntityInput, legalEntityInput, merchantIdInput } from '@/lib/legal-entity/schema';
import { formObject, formRowId, parseInput, parseRowId } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function addLegalEntityAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let added: { legalEntityId: string };
  try {
    const grant = await actionGrant('legal-entity:manage');
    const input = parseInput(legalEntityInput, formObject(form));
    added = await addLegalEntity(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/legal-entities/${added.legalEntityId}`);
}

export async function changeLegalEntityAction(
  legalEntityId: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    const input = parseInput(changeLegalEntityInput, formObject(form));
    await changeLegalEntity(grant, parseRowId(legalEntityId), input);
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/legal-entities/${legalEntityId}`);
}

export async function archiveLegalEntityAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    await archiveLegalEntity(grant, formRowId(form, 'id'));
  } catch (error) {
    return toFailure(error);
  }
  redirect('/legal-entities');
}

export async function restoreLegalEntityAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    const legalEntityId = formRowId(form, 'id');
    await restoreLegalEntity(grant, legalEntityId);
    revalidatePath(`/legal-entities/${legalEntityId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function addMerchantIdAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    const { legalEntityId, ...fields } = formObject(form);
    const input = parseInput(merchantIdInput, fields);
    const id = parseRowId(legalEntityId);
    await addMerchantId(grant, id, input);
    revalidatePath(`/legal-entities/${id}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function archiveMerchantIdAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    const { legalEntityId } = await archiveMerchantId(grant, formRowId(form, 'id'));
    revalidatePath(`/legal-entities/${legalEntityId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function restoreMerchantIdAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('legal-entity:manage');
    const { legalEntityId } = await restoreMerchantId(grant, formRowId(form, 'id'));
    revalidatePath(`/legal-entities/${legalEntityId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
