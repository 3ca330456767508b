import 'server-only';
import { v7 as newId } from 'uuid';
import { PROVISIONING_PREFIX } from '@/lib/access/api-key';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { newProgramToken, tokenHash } from '@/lib/access/token';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { now, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { tokenDays, tokensAtMost } from '../model';
import { readSettings } from './user';

type Manage = Grant<'member:manage'>;

/** Makes a token for the identity provider, by somebody who was just confirmed. Returns it this once; only its hash is kept. */
export function makeToken(grant: Manage, confirmation: Confirmation): Promise<{ token: string }> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  const token = newProgramToken(PROVISIONING_PREFIX);
  const id = newId();
  const expiresAt = new Date(now().getTime() + tokenDays * 86_400_000);
  return commit(grant, async (tx) => {
    await assertReal(tx, organizationId);
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`provision ${organizationId}`}, 0))`;
    const working = await tx.provisioningToken.count({
      where: { organizationId, revokedAt: null, expiresAt: { gt: now() } },
    });
    if (working >= tokensAtMost) {
      throw new AppError('WRONG_STATE', 'There are two tokens already. Revoke the one that is not used.');
    }
    await tx.provisioningToken.create({
      data: {
        organizationId,
        id,
        tokenHash: tokenHash(token),
        createdByName: grant.actor.name,
        expiresAt,
      },
    });
    return {
      result: { token },
      events: [
        {
          type: 'provisioning.token-made',
          subject: { type: 'provisioning-token', id },
          data: { expiresOn: toDay(expiresAt) },
        },
      ],
    };
  });
}

/** Revokes a token; the identity provider is refused from its next request on. Throws NOT_FOUND. */
export function revokeToken(grant: Manage, confirmation: Confirmation, tokenId: string): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const revoked = await tx.provisioningToken.updateMany({
      where: { organizationId, id: tokenId, revokedAt: null },
      data: { revokedAt: now() },
    });
    if (revoked.count !== 1) throw notFound('This token was revoked already.');
    return {
      result: undefined,
      events: [
        {
          type: 'provisioning.token-revoked',
          subject: { type: 'provisioning-token', id: tokenId },
          data: {},
        },
      ],
    };
  });
}

/** With which role the accounts start that the identity provider makes. */
export function changeProvisioning(
  grant: Manage,
  confirmation: Confirmation,
  input: { defaultRole: Role },
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    await assertReal(tx, organizationId);
    const before = await readSettings(tx, organizationId);
    const changes = changesBetween(before, input, ['defaultRole']);
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    await tx.provisioning.upsert({
      where: { organizationId },
      create: { organizationId, ...input },
      update: input,
    });
    return {
      result: undefined,
      events: [
        {
          type: 'provisioning.changed',
          subject: { type: 'organization', id: organizationId },
          data: changes,
        },
      ],
    };
  });
}

async function assertReal(tx: Transaction, organizationId: string): Promise<void> {
  const { isSample } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { isSample: true },
  });
  if (isSample) throw new AppError('WRONG_STATE', 'A sample organization has no identity provider.');
}
