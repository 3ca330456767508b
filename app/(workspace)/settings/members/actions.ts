'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { inviteMember, revokeInvitation } from '@/lib/organization/commands/invitation';
import { changeRole, endMembership, renameMember } from '@/lib/organization/commands/member';
import { invitationInput, renameMemberInput, roleInput } from '@/lib/organization/model';
import { env } from '@/lib/platform/env';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** The link is in the answer this once: only its hash is kept. */
export async function inviteMemberAction(
  _previous: ActionResult<{ link: string; name: string }> | null,
  form: FormData,
): Promise<ActionResult<{ link: string; name: string }>> {
  try {
    const input = parseInput(invitationInput, formObject(form));
    const { token } = await inviteMember(await actionGrant('member:manage'), input);
    revalidatePath('/settings/members');
    return { ok: true, name: input.name, link: new URL(`/invitation/${token}`, env().NEXTAUTH_URL).href };
  } catch (error) {
    return toFailure(error);
  }
}

export async function revokeInvitationAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    await revokeInvitation(grant, formRowId(form, 'invitationId'));
    revalidatePath('/settings/members');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function changeRoleAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(roleInput, formObject(form));
    await changeRole(await actionGrant('member:manage'), input);
    revalidatePath('/settings/members');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function renameMemberAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const input = parseInput(renameMemberInput, formObject(form));
    await renameMember(await actionGrant('member:manage'), input);
    // The name stands in the frame of every page too.
    revalidatePath('/', 'layout');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function endMembershipAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    await endMembership(grant, formRowId(form, 'membershipId'));
    revalidatePath('/settings/members');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
