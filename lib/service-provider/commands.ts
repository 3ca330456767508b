import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { inUseRefusal, overtakenFields, overtakenMessage } from '@/lib/legal-entity/rules';
import { dayIn, now, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { serviceProviderKindNames } from './model';
import { assertServiceProviderNameIsFree, insertServiceProvider, serviceProviderColumns } from './operations';
import type { ChangeServiceProviderInput, ServiceProviderInput } from './schema';

type Manage = Grant<'service-provider:manage'>;

const fields = [
  'name',
  'kind',
  'directoryId',
  'services',
  'handlesAccountData',
  'managesInScope',
  'couldAffectSecurity',
  'attestationOn',
  'attestationValidUntil',
  'website',
  'contactName',
  'contactEmail',
  'notes',
] as const satisfies readonly (keyof ServiceProviderInput)[];

/** Adds a third party to the register (12.8.1). */
export function addServiceProvider(
  grant: Manage,
  input: ServiceProviderInput,
): Promise<{ serviceProviderId: string }> {
  return commit(grant, async (tx) => {
    assertAttestationIsDated(grant, input);
    const { serviceProviderId, event } = await insertServiceProvider(tx, grant, input);
    return { result: { serviceProviderId }, events: [event] };
  });
}

/** Changes what the register says about a third party. */
export function changeServiceProvider(
  grant: Manage,
  serviceProviderId: string,
  { version, ...after }: ChangeServiceProviderInput,
): Promise<{ serviceProviderId: string }> {
  return commit(grant, async (tx) => {
    const row = await lockedServiceProvider(tx, grant, serviceProviderId);
    if (row.archivedAt) {
      throw new AppError('WRONG_STATE', 'This provider is archived. Restore it before you change it.');
    }
    const before = {
      ...row,
      attestationOn: row.attestationOn ? toDay(row.attestationOn) : null,
      attestationValidUntil: row.attestationValidUntil ? toDay(row.attestationValidUntil) : null,
    };
    if (before.version !== version) {
      const differences = changesBetween<Record<(typeof fields)[number], unknown>>(after, before, fields);
      throw new AppError(
        'CONFLICT',
        overtakenMessage,
        overtakenFields(differences, serviceProviderKindNames),
      );
    }
    assertAttestationIsDated(grant, after);
    const changes = changesBetween(before, after, fields);
    if (Object.keys(changes).length === 0) return unchanged({ serviceProviderId });
    if (changes.name) await assertServiceProviderNameIsFree(tx, grant, after.name, serviceProviderId);
    await tx.serviceProvider.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: serviceProviderId } },
      data: { ...serviceProviderColumns(after), version: { increment: 1 } },
    });
    return {
      result: { serviceProviderId },
      events: [
        {
          type: 'service-provider.changed',
          subject: { type: 'service-provider', id: serviceProviderId },
          data: changes,
        },
      ],
    };
  });
}

/** Takes a third party out of the register. Refused while an integration in use names it. */
export function archiveServiceProvider(grant: Manage, serviceProviderId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedServiceProvider(tx, grant, serviceProviderId);
    if (row.archivedAt) return unchanged(undefined);
    const users = await tx.integration.findMany({
      where: {
        organizationId: grant.organizationId,
        archivedAt: null,
        providers: { some: { serviceProviderId } },
      },
      select: { name: true },
      orderBy: { name: 'asc' },
    });
    const refusal = inUseRefusal(
      'This provider',
      users.map((user) => user.name),
      { one: 'integration', many: 'integrations' },
      'Take it off there first.',
    );
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    await setArchivedAt(tx, grant, serviceProviderId, now());
    return {
      result: undefined,
      events: [
        {
          type: 'service-provider.archived',
          subject: { type: 'service-provider', id: serviceProviderId },
          data: { name: row.name },
        },
      ],
    };
  });
}

/** Brings an archived third party back. */
export function restoreServiceProvider(grant: Manage, serviceProviderId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockedServiceProvider(tx, grant, serviceProviderId);
    if (!row.archivedAt) return unchanged(undefined);
    await assertServiceProviderNameIsFree(tx, grant, row.name, serviceProviderId);
    await setArchivedAt(tx, grant, serviceProviderId, null);
    return {
      result: undefined,
      events: [
        {
          type: 'service-provider.restored',
          subject: { type: 'service-provider', id: serviceProviderId },
          data: { name: row.name },
        },
      ],
    };
  });
}

async function lockedServiceProvider(tx: Transaction, grant: Manage, id: string) {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "ServiceProvider" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.serviceProvider.findFirst({ where: { organizationId, id } });
  if (!row) throw notFound();
  return row;
}

async function setArchivedAt(tx: Transaction, grant: Manage, id: string, archivedAt: Date | null) {
  await tx.serviceProvider.update({
    where: { organizationId_id: { organizationId: grant.organizationId, id } },
    data: { archivedAt, version: { increment: 1 } },
  });
}

function assertAttestationIsDated(grant: Manage, input: ServiceProviderInput): void {
  if (input.attestationOn === null || input.attestationOn <= dayIn(grant.timeZone)) return;
  throw new AppError('INVALID', undefined, {
    attestationOn: ['This day lies ahead. Enter the day on which the attestation was signed.'],
  });
}
