import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import { unsafeTransaction } from '@/lib/platform/db';
import type {
  SignOnAdministratorView,
  SignOnDomainView,
  SignOnIdentityView,
  SignOnMode,
  SignOnProviderView,
  SignOnView,
} from './model';
import { roleRules } from './schema';

/** Name and value of the TXT record that proves a domain. */
export function proofRecord({ domain, token }: { domain: string; token: string }) {
  return { name: `_inplace.${domain}`, value: `inplace-verification=${token}` };
}

/** How everybody signs in: for those who may only read. */
export async function getSignOnMode(grant: Grant<'organization:read'>): Promise<SignOnMode> {
  const { signOn } = await read(grant, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: grant.organizationId }, select: { signOn: true } }),
  );
  return signOn as SignOnMode;
}

/** Everything of the settings page but the client secret, which nobody reads again. */
export async function getSignOn(grant: Grant<'organization:manage'>): Promise<SignOnView> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const { signOn, isSample } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { signOn: true, isSample: true },
    });
    return {
      mode: signOn as SignOnMode,
      isSample,
      isAlone: await isAlone(tx),
      provider: await providerView(tx, organizationId),
      domains: await listDomains(tx, organizationId),
      administrators: await listAdministrators(tx, organizationId),
      identities: await listIdentities(tx, organizationId),
    };
  });
}

/** Whether no other real organization is on this instance. */
export async function isAlone(tx: Transaction): Promise<boolean> {
  return (await tx.knownOrganization.count()) <= 1;
}

async function providerView(tx: Transaction, organizationId: string): Promise<SignOnProviderView | null> {
  const row = await tx.signOnProvider.findUnique({
    where: { organizationId },
    omit: { sealedSecret: true },
  });
  return (
    row && {
      issuer: row.issuer,
      clientId: row.clientId,
      roleClaim: row.roleClaim ?? '',
      roleRules: roleRules.parse(row.roleRules),
      withoutRole: row.withoutRole === 'REFUSE' ? 'REFUSE' : 'KEEP',
      joinsAtOnce: row.joinsAtOnce,
      defaultRole: row.defaultRole as Role,
      secondFactor: row.secondFactor === 'PROVIDER' ? 'PROVIDER' : 'OURS',
      acr: row.acr ?? '',
      amr: row.amr.join(' '),
      version: row.version,
      testedAt: row.testedAt?.toISOString() ?? null,
    }
  );
}

async function listDomains(tx: Transaction, organizationId: string): Promise<SignOnDomainView[]> {
  const rows = await tx.signOnDomain.findMany({
    where: { organizationId, removedAt: null },
    orderBy: { domain: 'asc' },
  });
  return rows.map((row) => ({
    domainId: row.id,
    domain: row.domain,
    record: proofRecord(row),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    verifiedBy: row.verifiedBy === null ? null : row.verifiedBy === 'DNS' ? 'DNS' : 'ADMINISTRATOR',
  }));
}

async function listAdministrators(
  tx: Transaction,
  organizationId: string,
): Promise<SignOnAdministratorView[]> {
  const rows = await tx.membership.findMany({
    where: { organizationId, endedAt: null, role: 'ADMINISTRATOR' },
    select: { id: true, mayUsePassword: true, passwordUsedAt: true, user: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => ({
    membershipId: row.id,
    name: row.user.name,
    mayUsePassword: row.mayUsePassword,
    passwordUsedAt: row.passwordUsedAt?.toISOString() ?? null,
  }));
}

async function listIdentities(tx: Transaction, organizationId: string): Promise<SignOnIdentityView[]> {
  const rows = await tx.signOnIdentity.findMany({
    where: { organizationId, endedAt: null },
    select: {
      id: true,
      createdAt: true,
      lastUsedAt: true,
      user: { select: { name: true, email: true } },
    },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => ({
    identityId: row.id,
    name: row.user.name,
    email: row.user.email,
    linkedAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}

/** The organization whose provider signs in the people of a proven domain, or null. Knows nothing of people. */
export async function findSignOnOf(domain: string): Promise<string | null> {
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.sign_on_domain', ${domain}, true)`;
    const found = await tx.signOnDomain.findFirst({
      where: { domain, verifiedAt: { not: null }, removedAt: null },
      select: { organizationId: true },
    });
    if (!found) return null;
    await tx.$executeRaw`SELECT set_config('app.organization_id', ${found.organizationId}, true)`;
    const on = await tx.organization.count({
      where: { id: found.organizationId, signOn: { not: 'OFF' }, signOnProvider: { isNot: null } },
    });
    return on > 0 ? found.organizationId : null;
  });
}
