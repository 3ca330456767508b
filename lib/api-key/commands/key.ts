import 'server-only';
import { v7 as newId } from 'uuid';
import { KEY_PREFIX } from '@/lib/access/api-key';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { isKeyAllowed } from '@/lib/access/permissions';
import { newProgramToken, tokenHash } from '@/lib/access/token';
import { commit } from '@/lib/audit-trail/commit';
import { now, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { keysPerMember, type NewKey } from '../model';

type Made = { keyId: string; token: string };

/** Makes a key for oneself, by somebody who was just confirmed. Returns it this once; only its hash is kept. */
export function makeKey(
  grant: Grant<'api-key:hold'>,
  confirmation: Confirmation,
  input: NewKey,
): Promise<Made> {
  return insertKey(grant, confirmation, { userId: grant.actor.userId ?? '' }, input);
}

/** Makes a key for a service account. Throws NOT_FOUND for anybody else's membership. */
export function makeServiceKey(
  grant: Grant<'api-key:manage'>,
  confirmation: Confirmation,
  membershipId: string,
  input: NewKey,
): Promise<Made> {
  return insertKey(grant, confirmation, { id: membershipId, user: { kind: 'SERVICE' } }, input);
}

async function insertKey(
  grant: Grant,
  confirmation: Confirmation,
  holder: Prisma.MembershipWhereInput,
  { name, permissions, days }: NewKey,
): Promise<Made> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  const token = newProgramToken(KEY_PREFIX);
  const keyId = newId();
  const expiresAt = new Date(now().getTime() + days * 86_400_000);
  return commit(grant, async (tx) => {
    const member = await lockHolder(tx, grant, holder);
    await assertRoom(tx, organizationId, member.id);
    const beyond = permissions.filter(
      (permission) => !isKeyAllowed(member.role as Role, permissions, permission),
    );
    if (beyond.length > 0) {
      throw new AppError('INVALID', undefined, {
        permissions: [`The role of ${member.user.name} does not allow all of this.`],
      });
    }
    await tx.apiKey.create({
      data: {
        organizationId,
        id: keyId,
        membershipId: member.id,
        name,
        permissions: [...permissions],
        tokenHash: tokenHash(token),
        createdByName: grant.actor.name,
        expiresAt,
      },
    });
    return {
      result: { keyId, token },
      events: [
        {
          type: 'api-key.made',
          subject: { type: 'api-key', id: keyId },
          data: { name, owner: member.user.name, permissions: [...permissions], expiresOn: toDay(expiresAt) },
        },
      ],
    };
  });
}

/** The membership is locked, so that it cannot end while a key is made for it. */
async function lockHolder(tx: Transaction, grant: Grant, holder: Prisma.MembershipWhereInput) {
  const { organizationId } = grant;
  const found = await tx.membership.findFirst({
    where: { ...holder, organizationId, endedAt: null },
    select: { id: true },
  });
  if (!found) throw notFound();
  await tx.$executeRaw`SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${found.id}::uuid FOR SHARE`;
  const member = await tx.membership.findFirst({
    where: { organizationId, id: found.id, endedAt: null },
    select: {
      id: true,
      role: true,
      user: { select: { name: true } },
      organization: { select: { isSample: true } },
    },
  });
  if (!member) throw notFound();
  if (member.organization.isSample) {
    throw new AppError('WRONG_STATE', 'A sample organization has no keys. Switch to your own.');
  }
  return member;
}

async function assertRoom(tx: Transaction, organizationId: string, membershipId: string): Promise<void> {
  const working = await tx.apiKey.count({
    where: { organizationId, membershipId, revokedAt: null, expiresAt: { gt: now() } },
  });
  if (working >= keysPerMember) {
    throw new AppError('WRONG_STATE', `That is ${keysPerMember} keys already. Revoke one first.`);
  }
}

/** Revokes one of one's own keys; it stops working with the next request, in every process. Throws NOT_FOUND. */
export function revokeOwnKey(
  grant: Grant<'api-key:hold'>,
  confirmation: Confirmation,
  keyId: string,
): Promise<void> {
  return revoke(grant, confirmation, { id: keyId, membership: { userId: grant.actor.userId ?? '' } });
}

/** Revokes any key of the organization. */
export function revokeAnyKey(
  grant: Grant<'api-key:manage'>,
  confirmation: Confirmation,
  keyId: string,
): Promise<void> {
  return revoke(grant, confirmation, { id: keyId });
}

async function revoke(
  grant: Grant,
  confirmation: Confirmation,
  which: Prisma.ApiKeyWhereInput,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    const key = await tx.apiKey.findFirst({
      where: { ...which, organizationId, revokedAt: null },
      select: { id: true, name: true, membership: { select: { user: { select: { name: true } } } } },
    });
    const revoked = await tx.apiKey.updateMany({
      where: { organizationId, id: key?.id ?? organizationId, revokedAt: null },
      data: { revokedAt: now() },
    });
    if (!key || revoked.count !== 1) throw notFound('This key was revoked already.');
    return {
      result: undefined,
      events: [
        {
          type: 'api-key.revoked',
          subject: { type: 'api-key', id: key.id },
          data: { name: key.name, owner: key.membership.user.name },
        },
      ],
    };
  });
}
