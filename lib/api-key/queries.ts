import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { now } from '@/lib/platform/clock';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import type { ApiKeyView, ServiceAccountView } from './model';
import { deriveKeyState, needsReview } from './rules';

/** Revoked and ended keys stay on the list for so many days, so that nobody wonders where one went. */
const LISTED_AFTER_END_DAYS = 90;

/** One's own keys, newest first. */
export function listOwnKeys(grant: Grant<'api-key:hold'>): Promise<ApiKeyView[]> {
  return listKeys(grant, { userId: grant.actor.userId ?? '' });
}

/** Every key of the organization, newest first. */
export function listAllKeys(grant: Grant<'api-key:manage'>): Promise<ApiKeyView[]> {
  return listKeys(grant, {});
}

async function listKeys(grant: Grant, membership: Prisma.MembershipWhereInput): Promise<ApiKeyView[]> {
  const at = now();
  const since = new Date(at.getTime() - LISTED_AFTER_END_DAYS * 86_400_000);
  const rows = await read(grant, (tx) =>
    tx.apiKey.findMany({
      where: {
        organizationId: grant.organizationId,
        membership,
        expiresAt: { gt: since },
        OR: [{ revokedAt: null }, { revokedAt: { gt: since } }],
      },
      orderBy: { id: 'desc' },
      take: 500,
      select: {
        id: true,
        name: true,
        permissions: true,
        createdAt: true,
        expiresAt: true,
        lastUsedAt: true,
        lastUsedFrom: true,
        revokedAt: true,
        membership: { select: { userId: true, user: { select: { name: true, kind: true } } } },
      },
    }),
  );
  return rows.map((row) => ({
    keyId: row.id,
    name: row.name,
    ownerName: row.membership.user.name,
    isService: row.membership.user.kind === 'SERVICE',
    isYours: row.membership.userId === grant.actor.userId,
    permissions: row.permissions,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedFrom: row.lastUsedFrom,
    state: deriveKeyState(row, at),
  }));
}

/** Members that are programs, with who answers for them. */
export async function listServiceAccounts(grant: Grant<'api-key:manage'>): Promise<ServiceAccountView[]> {
  const at = now();
  const rows = await read(grant, (tx) =>
    tx.serviceAccount.findMany({
      where: { organizationId: grant.organizationId, membership: { endedAt: null } },
      orderBy: { createdAt: 'asc' },
      select: {
        membershipId: true,
        purpose: true,
        reviewedAt: true,
        membership: { select: { role: true, user: { select: { name: true } } } },
        owner: { select: { endedAt: true, user: { select: { name: true } } } },
      },
    }),
  );
  return rows.map((row) => {
    const ownerLeft = row.owner.endedAt !== null;
    return {
      membershipId: row.membershipId,
      name: row.membership.user.name,
      role: row.membership.role,
      purpose: row.purpose,
      ownerName: row.owner.user.name,
      ownerLeft,
      reviewedAt: row.reviewedAt.toISOString(),
      needsReview: needsReview({ reviewedAt: row.reviewedAt, ownerLeft }, at),
    };
  });
}
