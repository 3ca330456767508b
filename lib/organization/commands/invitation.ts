import 'server-only';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import { type Grant, systemGrant } from '@/lib/access/grant';
import { type Role, roleNames } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import { newToken, tokenHash } from '@/lib/access/token';
import { commit } from '@/lib/audit-trail/commit';
import { newPassword } from '@/lib/person/model';
import { hashNewPassword } from '@/lib/person/new-password';
import { confirmPassword } from '@/lib/person/operations/confirm';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';
import { parseInput } from '@/lib/platform/parse';
import { invitationDays } from '../model';
import { namesOfChosen, withdrawInvitations, writeReach } from '../operations';
import { type ReachInput, reachOf } from '../policy';

/** Makes a single-use link that lasts seven days, for somebody who was just confirmed: it gives a role away. Returns the token once; only its hash is kept. */
export async function inviteMember(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  input: { name: string; email: string } & ReachInput,
): Promise<{ token: string }> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { name, email, role } = input;
  const { accessUntil, ...reach } = reachOf(input, dayIn(grant.timeZone));
  const token = newToken();
  const invitationId = newId();
  return commit(grant, async (tx) => {
    const member = await tx.membership.findFirst({
      where: { organizationId: grant.organizationId, endedAt: null, user: { email: input.email } },
      select: { id: true },
    });
    if (member) throw new AppError('INVALID', undefined, { email: ['This person is a member already.'] });
    if (await isSampleOrganization(tx, grant))
      throw new AppError('WRONG_STATE', 'Nobody is invited to a sample organization.');
    const integrations = await namesOfChosen(tx, grant, reach.integrationIds);
    // One link per person: an older one could bring back another role, or somebody who has left.
    const withdrawn = await withdrawInvitations(tx, grant, input.email);
    await tx.invitation.create({
      data: {
        organizationId: grant.organizationId,
        id: invitationId,
        name,
        email,
        role,
        ...reach,
        accessUntil: accessUntil ? fromDay(accessUntil) : null,
        tokenHash: tokenHash(token),
        createdById: grant.actor.userId ?? invitationId,
        expiresAt: new Date(Date.now() + invitationDays * 86_400_000),
      },
    });
    return {
      result: { token },
      events: [
        {
          type: 'member.invited',
          subject: { type: 'invitation', id: invitationId },
          data: {
            name,
            email,
            role: roleNames[role],
            ...(reach.chosenOnly && { integrations }),
            ...(accessUntil && { accessUntil }),
          },
        },
        ...withdrawn,
      ],
    };
  });
}

/**
 * Sends the link of an invitation by mail, where the administrator of the instance has named a server. The invitation
 * stands whatever becomes of the mail: the link can be handed over otherwise.
 */
export async function mailInvitation(
  grant: Grant<'member:manage'>,
  invited: { name: string; email: string; role: Role; link: string },
): Promise<'SENT' | 'FAILED' | 'NO_SERVER'> {
  if (!canSendMail()) return 'NO_SERVER';
  const organization = await read(grant, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: grant.organizationId }, select: { name: true } }),
  );
  try {
    await sendMail({
      to: invited.email,
      subject: `Invitation to ${organization.name} in Inplace`,
      text: [
        `Hello ${invited.name},`,
        '',
        `${grant.actor.name} invites you to ${organization.name} in Inplace, where PCI DSS self-assessments are kept, as ${roleNames[invited.role].toLowerCase()}. Accept it here:`,
        '',
        invited.link,
        '',
        `The link works once, for ${invitationDays} days. If you did not expect it, delete this message.`,
        '',
      ].join('\n'),
    });
    return 'SENT';
  } catch (error) {
    log().error({ err: error }, 'an invitation could not be sent by mail');
    return 'FAILED';
  }
}

async function isSampleOrganization(tx: Transaction, grant: Grant): Promise<boolean> {
  const organization = await tx.organization.findUniqueOrThrow({
    where: { id: grant.organizationId },
    select: { isSample: true },
  });
  return organization.isSample;
}

/** Withdraws an invitation that nobody has accepted. */
export async function revokeInvitation(grant: Grant<'member:manage'>, invitationId: string): Promise<void> {
  await commit(grant, async (tx) => {
    const revoked = await tx.invitation.updateMany({
      where: { organizationId: grant.organizationId, id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (revoked.count !== 1) throw notFound();
    return {
      result: undefined,
      events: [
        { type: 'member.invitation-revoked', subject: { type: 'invitation', id: invitationId }, data: {} },
      ],
    };
  });
}

type Invitation = {
  organizationId: string;
  id: string;
  name: string;
  email: string;
  role: string;
  chosenOnly: boolean;
  integrationIds: string[];
  accessUntil: Date | null;
};

/**
 * Accepts an invitation: a new person chooses a password (8.3.6), somebody with an account confirms theirs.
 * The link works once, also when opened twice at the same time.
 */
export async function acceptInvitation(
  input: { token: string; password: string; passwordAgain: string },
  from?: string,
): Promise<{ email: string }> {
  const { invitation, accountId } = await openInvitation(input.token);
  let passwordHash: string | null = null;
  if (accountId) {
    await confirmPassword(accountId, input.password, from);
  } else {
    parseInput(z.object({ password: newPassword }), { password: input.password });
    if (input.password !== input.passwordAgain) {
      throw new AppError('INVALID', undefined, { passwordAgain: ['The two passwords differ.'] });
    }
    passwordHash = await hashNewPassword({
      password: input.password,
      field: 'password',
      about: [invitation.name, invitation.email],
    });
  }
  const userId = accountId ?? newId();
  const grant = systemGrant('set-up', 'member:manage', invitation.organizationId, {
    userId,
    name: invitation.name,
    from,
  });
  return commit(grant, async (tx) => {
    await consumeInvitation(tx, invitation);
    if (passwordHash) await createAccount(tx, { userId, passwordHash, ...invitation });
    const active = await tx.membership.count({
      where: { organizationId: invitation.organizationId, userId, endedAt: null },
    });
    if (active > 0) throw new AppError('WRONG_STATE', 'You are a member already. Sign in.');
    await tx.membership.upsert({
      where: { organizationId_userId: { organizationId: invitation.organizationId, userId } },
      create: { organizationId: invitation.organizationId, userId, role: invitation.role },
      update: { role: invitation.role, endedAt: null },
    });
    const { chosenOnly, integrationIds, accessUntil } = invitation;
    await writeReach(tx, invitation.organizationId, userId, {
      chosenOnly,
      integrationIds,
      accessUntil: accessUntil && toDay(accessUntil),
    });
    return {
      result: { email: invitation.email },
      events: [
        {
          type: 'member.added',
          subject: { type: 'member', id: userId },
          data: { name: invitation.name, email: invitation.email, role: invitation.role },
        },
      ],
    };
  });
}

/** CONFLICT when another invitation of the same address was accepted at the same moment. */
async function createAccount(
  tx: Transaction,
  account: { userId: string; email: string; name: string; passwordHash: string },
): Promise<void> {
  const { userId, email, name, passwordHash } = account;
  const made = await tx.user.createMany({
    data: [{ id: userId, email, name, passwordHash }],
    skipDuplicates: true,
  });
  if (made.count !== 1)
    throw new AppError('CONFLICT', 'This address got an account just now. Open the link again.');
}

async function openInvitation(token: string): Promise<{ invitation: Invitation; accountId: string | null }> {
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.invitation', ${tokenHash(token)}, true)`;
    const invitation = await tx.invitation.findUnique({
      where: {
        tokenHash: tokenHash(token),
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: new Date() },
      },
      select: {
        organizationId: true,
        id: true,
        name: true,
        email: true,
        role: true,
        chosenOnly: true,
        integrationIds: true,
        accessUntil: true,
      },
    });
    if (!invitation) throw notFound('This invitation was used, withdrawn or has expired. Ask for a new one.');
    const account = await tx.user.findUnique({ where: { email: invitation.email }, select: { id: true } });
    return { invitation, accountId: account?.id ?? null };
  });
}

async function consumeInvitation(tx: Transaction, invitation: Invitation): Promise<void> {
  const used = await tx.invitation.updateMany({
    where: {
      organizationId: invitation.organizationId,
      id: invitation.id,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date() },
    },
    data: { acceptedAt: new Date() },
  });
  if (used.count !== 1)
    throw notFound('This invitation was used, withdrawn or has expired. Ask for a new one.');
}
