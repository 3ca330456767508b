'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { formObject, formRowId, parseInput, parseRowId } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import {
  addServiceProvider,
  archiveServiceProvider,
  changeServiceProvider,
  restoreServiceProvider,
} from '@/lib/service-provider/commands';
import { changeServiceProviderInput, serviceProviderInput } from '@/lib/service-provider/schema';

export async function addServiceProviderAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let added: { serviceProviderId: string };
  try {
    const input = parseInput(serviceProviderInput, formObject(form));
    added = await addServiceProvider(await actionGrant('service-provider:manage'), input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/providers/${added.serviceProviderId}`);
}

export async function changeServiceProviderAction(
  serviceProviderId: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(changeServiceProviderInput, formObject(form));
    const grant = await actionGrant('service-provider:manage');
    await changeServiceProvider(grant, parseRowId(serviceProviderId), input);
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/providers/${serviceProviderId}`);
}

export async function archiveServiceProviderAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    await archiveServiceProvider(await actionGrant('service-provider:manage'), formRowId(form, 'id'));
  } catch (error) {
    return toFailure(error);
  }
  redirect('/providers');
}

export async function restoreServiceProviderAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const serviceProviderId = formRowId(form, 'id');
    await restoreServiceProvider(await actionGrant('service-provider:manage'), serviceProviderId);
    revalidatePath(`/providers/${serviceProviderId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
