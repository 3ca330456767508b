'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { addIntegration } from '@/lib/integration/commands/add-integration';
import { archiveIntegration, restoreIntegration } from '@/lib/integration/commands/archive-integration';
import { changeIntegration } from '@/lib/integration/commands/change-integration';
import { addIntegrationInput, changeIntegrationInput, integrationFormObject } from '@/lib/integration/schema';
import { formRowId, parseInput, parseRowId } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** Adding a legal entity or provider on the way needs the rights that their own pages ask for. */
async function furtherGrants(input: { newLegalEntity?: object; newServiceProvider?: object }) {
  return {
    ...(input.newLegalEntity && { legalEntity: await actionGrant('legal-entity:manage') }),
    ...(input.newServiceProvider && { serviceProvider: await actionGrant('service-provider:manage') }),
  };
}

export async function addIntegrationAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let added: { integrationId: string };
  try {
    const grant = await actionGrant('integration:manage');
    const input = parseInput(addIntegrationInput, integrationFormObject(form));
    added = await addIntegration(grant, input, await furtherGrants(input));
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/integrations/${added.integrationId}`);
}

export async function changeIntegrationAction(
  integrationId: string,
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('integration:manage');
    const input = parseInput(changeIntegrationInput, integrationFormObject(form));
    await changeIntegration(grant, parseRowId(integrationId), input, await furtherGrants(input));
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/integrations/${integrationId}`);
}

export async function archiveIntegrationAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('integration:manage');
    await archiveIntegration(grant, formRowId(form, 'id'));
  } catch (error) {
    return toFailure(error);
  }
  redirect('/integrations');
}

export async function restoreIntegrationAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('integration:manage');
    const integrationId = formRowId(form, 'id');
    await restoreIntegration(grant, integrationId);
    revalidatePath(`/integrations/${integrationId}`);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
