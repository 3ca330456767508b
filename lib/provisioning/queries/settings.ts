import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import { now } from '@/lib/platform/clock';
import { provenDomains } from '@/lib/sign-on/operations/domain';
import type { ProvisioningView } from '../model';

/** What the settings page shows: domains, tokens that work, groups with their roles. */
export function getProvisioning(grant: Grant<'member:manage'>): Promise<ProvisioningView> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const settings = await tx.provisioning.findUnique({ where: { organizationId } });
    const tokens = await tx.provisioningToken.findMany({
      where: { organizationId, revokedAt: null, expiresAt: { gt: now() } },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        createdAt: true,
        createdByName: true,
        expiresAt: true,
        lastUsedAt: true,
        lastUsedFrom: true,
      },
    });
    const groups = await tx.provisionedGroup.findMany({
      where: { organizationId, removedAt: null },
      orderBy: { displayName: 'asc' },
      take: 500,
      select: { id: true, displayName: true, role: true, _count: { select: { members: true } } },
    });
    return {
      domains: await provenDomains(tx, organizationId),
      defaultRole: (settings?.defaultRole ?? 'CONTROL_OWNER') as Role,
      tokens: tokens.map(({ id, ...token }) => ({
        tokenId: id,
        ...token,
        createdAt: token.createdAt.toISOString(),
        expiresAt: token.expiresAt.toISOString(),
        lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
      })),
      groups: groups.map(({ id, displayName, role, _count }) => ({
        groupId: id,
        displayName,
        memberCount: _count.members,
        role: role as Role | null,
      })),
    };
  });
}
