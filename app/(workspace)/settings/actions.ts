'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { changeOrganization } from '@/lib/organization/commands/organization';
import { organizationInput } from '@/lib/organization/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function changeOrganizationAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(organizationInput, formObject(form));
    await changeOrganization(await actionGrant('organization:manage'), input);
    revalidatePath('/', 'layout');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
