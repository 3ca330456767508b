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
    const grant = await actionGrant('service-provider:manage');
    const input = parseInput(serviceProviderInput, formObject(form));
    added = await addServiceProvider(grant, input);
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
    const grant = await actionGrant('service-provider:manage');
    const input = parseInput(changeServiceProviderInput, formObject(form));
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
    const grant = await actionGrant('service-provider:manage');
    await archiveServiceProvider(grant, formRowId(form, 'id'));
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
    const grant = await actionGrant('service-provider:manage');
    const serviceProviderId = formRowId(form, 'id');
    await restoreServiceProvider(grant, serviceProviderId);
    revalidatePath(`/providers/${serviceProviderId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
