import 'server-only';
import { Resolver } from 'node:dns/promises';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { newToken } from '@/lib/access/token';
import { commit } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { env } from '@/lib/platform/env';
import { AppError, notFound } from '@/lib/platform/errors';
import { assertReal } from '../operations/real';
import { isAlone, proofRecord } from '../queries';

type Manager = Grant<'organization:manage'>;

const ELSEWHERE =
  'Another organization on this server has proven this domain. Ask whoever runs the server which of you it belongs to.';

/** Names an e-mail domain of the organization. It counts once it is proven. */
export async function addDomain(grant: Manager, confirmation: Confirmation, domain: string): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    await assertReal(tx, organizationId);
    await tx.$executeRaw`SELECT set_config('app.sign_on_domain', ${domain}, true)`;
    const known = await tx.signOnDomain.findFirst({
      where: { domain, removedAt: null },
      select: { organizationId: true },
    });
    if (known) {
      const words = known.organizationId === organizationId ? 'This domain stands here already.' : ELSEWHERE;
      throw new AppError('INVALID', undefined, { domain: [words] });
    }
    const added = await tx.signOnDomain.createMany({
      data: [{ organizationId, domain, token: newToken() }],
      skipDuplicates: true,
    });
    if (added.count !== 1) throw new AppError('CONFLICT');
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.domain-added',
          subject: { type: 'organization', id: organizationId },
          data: { domain },
        },
      ],
    };
  });
}

async function findDomain(grant: Manager, domainId: string) {
  const { organizationId } = grant;
  const found = await read(grant, (tx) =>
    tx.signOnDomain.findFirst({ where: { organizationId, id: domainId, removedAt: null } }),
  );
  if (!found) throw notFound();
  if (found.verifiedAt) throw new AppError('WRONG_STATE', 'This domain is proven already.');
  return found;
}

/** Looks the record up. Throws WRONG_STATE with what was found instead. */
export async function proveDomain(grant: Manager, domainId: string): Promise<void> {
  const claim = await findDomain(grant, domainId);
  const record = proofRecord(claim);
  const texts = await textRecords(record.name);
  if (!texts.includes(record.value)) {
    throw new AppError(
      'WRONG_STATE',
      texts.length === 0
        ? `There is no TXT record at ${record.name} yet. A new one may take a while to be seen.`
        : `The TXT record at ${record.name} says something else: ${texts.join(', ').slice(0, 200)}`,
    );
  }
  await recordProof(grant, claim, 'DNS');
}

async function textRecords(name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 4000, tries: 2 });
  const { DNS_SERVER } = env();
  if (DNS_SERVER) resolver.setServers([DNS_SERVER]);
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw new AppError('UNAVAILABLE', 'No name server answered. Try again in a moment.');
  }
}

/** The administrator's word, where nobody else is on this server whom it could harm. Throws FORBIDDEN elsewhere. */
export async function vouchForDomain(
  grant: Manager,
  confirmation: Confirmation,
  domainId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  if (!(await read(grant, isAlone))) {
    throw new AppError(
      'FORBIDDEN',
      'Other organizations are on this server: prove the domain with the TXT record.',
    );
  }
  await recordProof(grant, await findDomain(grant, domainId), 'ADMINISTRATOR');
}

async function recordProof(
  grant: Manager,
  claim: { id: string; domain: string },
  verifiedBy: 'DNS' | 'ADMINISTRATOR',
): Promise<void> {
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    const { id, domain } = claim;
    // Of two organizations that prove one domain at the same moment the second waits here, and then sees the first.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-on domain ${domain}`}, 0)), set_config('app.sign_on_domain', ${domain}, true)`;
    const proven = await tx.signOnDomain.count({
      where: { domain, verifiedAt: { not: null }, removedAt: null },
    });
    if (proven > 0) throw new AppError('WRONG_STATE', ELSEWHERE);
    const changed = await tx.signOnDomain.updateMany({
      where: { organizationId, id, verifiedAt: null, removedAt: null },
      data: { verifiedAt: now(), verifiedBy },
    });
    if (changed.count !== 1) throw new AppError('CONFLICT');
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.domain-proven',
          subject: { type: 'organization', id: organizationId },
          data: { domain, by: verifiedBy },
        },
      ],
    };
  });
}

/** Removes a domain: its people are no longer sent to the provider. The last proven one stays while single sign-on is on. */
export async function removeDomain(
  grant: Manager,
  confirmation: Confirmation,
  domainId: string,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    const { signOn } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { signOn: true },
    });
    const others = await tx.signOnDomain.count({
      where: { organizationId, removedAt: null, verifiedAt: { not: null }, id: { not: domainId } },
    });
    if (signOn !== 'OFF' && others === 0) {
      throw new AppError('WRONG_STATE', 'Turn single sign-on off first, or prove another domain.');
    }
    const [removed] = await tx.signOnDomain.updateManyAndReturn({
      where: { organizationId, id: domainId, removedAt: null },
      data: { removedAt: now() },
      select: { domain: true },
    });
    if (!removed) throw notFound();
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.domain-removed',
          subject: { type: 'organization', id: organizationId },
          data: { domain: removed.domain },
        },
      ],
    };
  });
}
