'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant, actionSession, confirmed } from '@/app/access';
import { inviteMember, mailInvitation, revokeInvitation } from '@/lib/organization/commands/invitation';
import {
  changeRole,
  enableMember,
  endMemberSessions,
  endMembership,
  liftLock,
  renameMember,
  resetSecondFactor,
} from '@/lib/organization/commands/member';
import {
  enableMemberInput,
  endMembershipInput,
  endSessionsInput,
  invitationInput,
  liftLockInput,
  renameMemberInput,
  resetSecondFactorInput,
  roleInput,
} from '@/lib/organization/model';
import { env } from '@/lib/platform/env';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

type Invited = { link: string | null; name: string; mail: 'SENT' | 'FAILED' | 'NO_SERVER' };

/**
 * The link is in the answer this once, and only where no mail took it: whoever invites must not be able to come in as the one who is
 * invited. Only its hash is kept.
 */
export async function inviteMemberAction(
  _previous: ActionResult<Invited> | null,
  form: FormData,
): Promise<ActionResult<Invited>> {
  try {
    const grant = await actionGrant('member:manage');
    const { password, code, passkey, ...input } = parseInput(invitationInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    const { token } = await inviteMember(grant, confirmation, input);
    revalidatePath('/settings/members');
    const link = new URL(`/invitation/${token}`, env().NEXTAUTH_URL).href;
    const mail = await mailInvitation(grant, { ...input, link });
    return { ok: true, name: input.name, link: mail === 'SENT' ? null : link, mail };
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
    const grant = await actionGrant('member:manage');
    const { password, code, passkey, ...input } = parseInput(roleInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    await changeRole(grant, confirmation, input);
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
    const grant = await actionGrant('member:manage');
    const { password, code, passkey, ...input } = parseInput(renameMemberInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), { password, code, passkey });
    await renameMember(grant, confirmation, input);
    // The name stands in the frame of every page too.
    revalidatePath('/', 'layout');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function resetSecondFactorAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    const { membershipId, ...given } = parseInput(resetSecondFactorInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await resetSecondFactor(grant, confirmation, membershipId);
    revalidatePath('/settings/members');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function liftLockAction(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    const { membershipId, ...given } = parseInput(liftLockInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await liftLock(grant, confirmation, membershipId);
    revalidatePath('/settings/members');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function enableMemberAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    const { membershipId, ...given } = parseInput(enableMemberInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await enableMember(grant, confirmation, membershipId);
    revalidatePath('/settings/members');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

export async function endMemberSessionsAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('member:manage');
    const { membershipId, ...given } = parseInput(endSessionsInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await endMemberSessions(grant, confirmation, membershipId);
    revalidatePath('/settings/members');
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
    const { membershipId, ...given } = parseInput(endMembershipInput, formObject(form));
    const { confirmation } = await confirmed(await actionSession(), given);
    await endMembership(grant, confirmation, membershipId);
    revalidatePath('/settings/members');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
