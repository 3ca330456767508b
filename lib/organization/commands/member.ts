import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { revokeKeysOf } from '@/lib/api-key/operations';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { tellOwner } from '@/lib/person/operations/notice';
import { removeSecondFactor } from '@/lib/person/operations/second-factor';
import { endSessions } from '@/lib/person/operations/session';
import { dayIn, now, toDay } from '@/lib/platform/clock';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';
import {
  assertAnotherAdministrator,
  lockMembership,
  namesOfChosen,
  withdrawInvitations,
  writeReach,
} from '../operations';
import { type Reach, type ReachInput, reachOf } from '../policy';

/**
 * Gives a member another role or an assessor another reach, by somebody who was just confirmed. The last administrator
 * keeps theirs.
 */
export async function changeRole(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  input: { membershipId: string } & ReachInput,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const reach = reachOf(input, dayIn(grant.timeZone));
  await commit(grant, async (tx) => {
    const membership = await lockMembership(tx, grant, input.membershipId);
    if (membership.user.kind === 'SERVICE' && input.role === 'ADMINISTRATOR')
      throw new AppError('INVALID', undefined, { role: ['A service account cannot be an administrator.'] });
    if (membership.role === 'ADMINISTRATOR' && input.role !== 'ADMINISTRATOR')
      await assertAnotherAdministrator(tx, grant, membership.id);
    const after = { role: input.role, ...(await reachWords(tx, grant, reach)) };
    const changes = changesBetween({ role: membership.role, ...wordsOf(membership) }, after, reachFields);
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    await tx.membership.updateMany({
      where: { organizationId: grant.organizationId, id: membership.id },
      data: { role: input.role, ...(input.role !== 'ADMINISTRATOR' && { mayUsePassword: false }) },
    });
    await writeReach(tx, grant.organizationId, membership.userId, reach);
    return {
      result: undefined,
      events: [
        { type: 'member.role-changed', subject: { type: 'member', id: membership.userId }, data: changes },
        ...(await withdrawInvitations(tx, grant, membership.user.email)),
      ],
    };
  });
}

const reachFields = ['role', 'integrations', 'accessUntil'] as const;

/** A reach as the log tells it; null stands for everything. */
async function reachWords(tx: Transaction, grant: Grant, reach: Reach) {
  return {
    integrations: reach.chosenOnly ? await namesOfChosen(tx, grant, reach.integrationIds) : null,
    accessUntil: reach.accessUntil,
  };
}

function wordsOf(membership: {
  chosenOnly: boolean;
  accessUntil: Date | null;
  integrations: { integration: { name: string } }[];
}): Awaited<ReturnType<typeof reachWords>> {
  const names = membership.integrations.map(({ integration }) => integration.name).toSorted();
  return {
    integrations: membership.chosenOnly ? names : null,
    accessUntil: membership.accessUntil && toDay(membership.accessUntil),
  };
}

/** Ends a membership; the person's next request finds no organization. The last administrator stays. */
export async function endMembership(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  membershipId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  await commit(grant, async (tx) => {
    const membership = await lockMembership(tx, grant, membershipId);
    if (membership.role === 'ADMINISTRATOR') await assertAnotherAdministrator(tx, grant, membership.id);
    const keys = await revokeKeysOf(tx, grant, { membershipId: membership.id, name: membership.user.name });
    // What waited for them waits for nobody: it must not look as if somebody answers it.
    const { count: assignments } = await unsafeWithSetAside(tx, () =>
      tx.assignment.updateMany({
        where: {
          organizationId: grant.organizationId,
          userId: membership.userId,
          removedAt: null,
          assessment: { status: 'OPEN' },
        },
        data: { removedAt: now() },
      }),
    );
    // Last: whoever ends their own may write nothing afterwards.
    await tx.membership.updateMany({
      where: { organizationId: grant.organizationId, id: membership.id },
      data: { endedAt: new Date(), mayUsePassword: false },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'member.ended',
          subject: { type: 'member', id: membership.userId },
          data: { role: membership.role, assignments },
        },
        ...keys,
        ...(await withdrawInvitations(tx, grant, membership.user.email)),
      ],
    };
  });
}

/**
 * Takes away a member's authenticator app, passkeys and recovery codes, for somebody who lost them; they sign in with the
 * password and set up a new second factor. Not one's own (that is changed on the account page), and FORBIDDEN for people who work in another
 * organization too. The administrator confirmed who they are.
 */
export async function resetSecondFactor(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  membershipId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  await assertOnlyOurs(grant, membershipId);
  const owner = await commit(grant, async (tx) => {
    const { userId, user } = await lockMembership(tx, grant, membershipId);
    if (userId === grant.actor.userId) {
      throw new AppError('WRONG_STATE', 'Change your own second factor on your account page.');
    }
    const { had } = await removeSecondFactor(
      tx,
      { id: confirmation.userId, name: grant.actor.name, from: grant.actor.from },
      userId,
    );
    if (!had) throw new AppError('WRONG_STATE', `${user.name} has no second factor.`);
    return {
      result: userId,
      events: [
        {
          type: 'member.second-factor-reset',
          subject: { type: 'member', id: userId },
          data: { name: user.name },
        },
      ],
    };
  });
  tellOwner(owner, 'second-factor.removed');
}

/** Ends every session of a member, for a lost device or a doubt. FORBIDDEN for people who work in another organization too. */
export async function endMemberSessions(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  membershipId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  await assertOnlyOurs(grant, membershipId);
  await commit(grant, async (tx) => {
    const { userId, user } = await lockMembership(tx, grant, membershipId);
    if (userId === grant.actor.userId)
      throw new AppError('WRONG_STATE', 'End your own sessions on your account page.');
    const actor = { id: confirmation.userId, name: grant.actor.name, from: grant.actor.from };
    await endSessions(tx, actor, userId, null);
    return {
      result: undefined,
      events: [
        { type: 'member.sessions-ended', subject: { type: 'member', id: userId }, data: { name: user.name } },
      ],
    };
  });
}

/** Turns on an account again that went off because nobody used it (8.2.6). The person was asked whether they need it. */
export async function enableMember(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  membershipId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  await commit(grant, async (tx) => {
    const { userId, user } = await lockMembership(tx, grant, membershipId);
    await tx.user.update({ where: { id: userId }, data: { enabledAt: now() } });
    return {
      result: undefined,
      events: [
        { type: 'member.enabled', subject: { type: 'member', id: userId }, data: { name: user.name } },
      ],
    };
  });
}

/**
 * Ends the lock after failed sign-ins early: the standard lets it last until the person's identity is confirmed (8.3.4). The person is
 * told by mail. Throws FORBIDDEN for one's own and for people who work in another organization too, WRONG_STATE where nothing is
 * locked.
 */
export async function liftLock(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  membershipId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  await assertOnlyOurs(grant, membershipId);
  const liftedFor = await commit(grant, async (tx) => {
    const { userId, user } = await lockMembership(tx, grant, membershipId);
    if (userId === grant.actor.userId) {
      throw new AppError('FORBIDDEN', 'Another administrator has to confirm that it is you.');
    }
    const lifted = await tx.user.updateMany({
      where: { id: userId, lockedUntil: { gt: now() } },
      data: { lockedUntil: null, failedAttempts: 0 },
    });
    if (lifted.count === 0) throw new AppError('WRONG_STATE', `${user.name} is not locked any more.`);
    return {
      result: userId,
      events: [
        { type: 'member.lock-lifted', subject: { type: 'member', id: userId }, data: { name: user.name } },
      ],
    };
  });
  tellOwner(liftedFor, 'sign-in.lock-lifted');
}

/**
 * Changes the name that stands beside a member's answers and decides whether they are the officer who signs: that is why
 * nobody changes their own, unless they administer. FORBIDDEN for people who work in another organization too.
 */
export async function renameMember(
  grant: Grant<'member:manage'>,
  confirmation: Confirmation,
  input: { membershipId: string; name: string },
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  await assertOnlyOurs(grant, input.membershipId);
  await commit(grant, async (tx) => {
    const { userId, user } = await lockMembership(tx, grant, input.membershipId);
    await tx.user.update({ where: { id: userId }, data: { name: input.name } });
    return {
      result: undefined,
      events: [
        {
          type: 'member.renamed',
          subject: { type: 'member', id: userId },
          data: { name: { from: user.name, to: input.name } },
        },
      ],
    };
  });
}

/** Throws FORBIDDEN when the person belongs to another real organization, or to a sample alone. */
async function assertOnlyOurs(grant: Grant<'member:manage'>, membershipId: string): Promise<void> {
  const { organizationId } = grant;
  const member = await read(grant, (tx) =>
    tx.membership.findFirst({
      where: { organizationId, id: membershipId, endedAt: null },
      select: { userId: true },
    }),
  );
  if (!member) throw notFound();
  // Read as that person: row-level security hides their other memberships from this organization.
  const real = await unsafeTransaction({ organizationId: null, userId: member.userId }, (tx) =>
    tx.membership.findMany({
      where: { userId: member.userId, endedAt: null, organization: { isSample: false } },
      select: { organizationId: true },
    }),
  );
  if (real.length === 1 && real[0]?.organizationId === organizationId) return;
  throw new AppError(
    'FORBIDDEN',
    'This person also works in another organization here, so this is not yours alone to decide.',
  );
}
