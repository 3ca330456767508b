'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant, actionSession } from '@/app/access';
import { switchOrganization } from '@/lib/organization/commands/organization';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { addSampleOrganization, removeSampleOrganization } from '@/lib/sample/commands/sample';
import { removeSampleInput } from '@/lib/sample/schema';

/** Makes the sample organization and works in it from then on. */
export async function openSampleAction(
  _previous: ActionResult | null,
  _form: FormData,
): Promise<ActionResult> {
  try {
    await actionGrant('organization:manage');
    // Who makes a sample is its administrator: only somebody who administers already may.
    const session = await actionSession();
    const { organizationId } = await addSampleOrganization({
      userId: session.userId,
      name: session.userName,
    });
    await switchOrganization(session, organizationId);
  } catch (error) {
    return toFailure(error);
  }
  // The frame around the page names the organization: it is drawn anew too.
  revalidatePath('/', 'layout');
  redirect('/dashboard');
}

/** Removes the sample organization and goes back to the person's own. */
export async function removeSampleAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const session = await actionSession();
    const input = parseInput(removeSampleInput, formObject(form));
    await removeSampleOrganization(session, input.organizationId);
    const own = session.organizations.find((organization) => organization.id !== input.organizationId);
    if (own) await switchOrganization(session, own.id);
  } catch (error) {
    return toFailure(error);
  }
  // The frame around the page names the organization: it is drawn anew too.
  revalidatePath('/', 'layout');
  redirect('/dashboard');
}
