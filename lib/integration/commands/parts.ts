import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { insertLegalEntity } from '@/lib/legal-entity/operations';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { sameName } from '@/lib/platform/names';
import { insertServiceProvider } from '@/lib/service-provider/operations';
import type { AddIntegrationInput } from '../schema';

export type Manage = Grant<'integration:manage'>;

/** Proof of the further permissions that adding on the way needs. */
export type FurtherGrants = {
  legalEntity?: Grant<'legal-entity:manage'>;
  serviceProvider?: Grant<'service-provider:manage'>;
};

type Named = { id: string; name: string };
type Parts = { legalEntity: Named; providers: Named[]; events: DomainEvent[] };

/**
 * The legal entity and the providers of an integration: this organization's, not archived (unless the integration has
 * them already), held until the commit. New ones are added first, with their own events.
 */
export async function settleParts(
  tx: Transaction,
  grant: Manage,
  further: FurtherGrants,
  input: Pick<
    AddIntegrationInput,
    'legalEntityId' | 'newLegalEntity' | 'serviceProviderIds' | 'newServiceProvider'
  >,
  kept: { legalEntityId: string; serviceProviderIds: readonly string[] } | null,
): Promise<Parts> {
  const events: DomainEvent[] = [];
  let legalEntity: Named;
  if (input.legalEntityId === 'new') {
    if (!input.newLegalEntity || !further.legalEntity) throw new AppError('FORBIDDEN');
    const quick = input.newLegalEntity;
    const added = await underField('newLegalEntity', insertLegalEntity(tx, further.legalEntity, quick));
    events.push(added.event);
    legalEntity = { id: added.legalEntityId, name: quick.name };
  } else {
    legalEntity = await heldLegalEntity(tx, grant, input.legalEntityId, kept?.legalEntityId ?? null);
  }
  const providers = await heldProviders(tx, grant, input.serviceProviderIds, kept?.serviceProviderIds ?? []);
  if (input.newServiceProvider) {
    if (!further.serviceProvider) throw new AppError('FORBIDDEN');
    const quick = input.newServiceProvider;
    const added = await underField(
      'newServiceProvider',
      insertServiceProvider(tx, further.serviceProvider, quick),
    );
    events.push(added.event);
    providers.push({ id: added.serviceProviderId, name: quick.name });
  }
  return { legalEntity, providers, events };
}

async function heldLegalEntity(
  tx: Transaction,
  grant: Manage,
  id: string,
  keptId: string | null,
): Promise<Named> {
  const rows = await tx.$queryRaw<{ name: string; archivedAt: Date | null }[]>`
    SELECT "name", "archivedAt" FROM "LegalEntity"
     WHERE "organizationId" = ${grant.organizationId}::uuid AND "id" = ${id}::uuid FOR SHARE`;
  const [row] = rows;
  if (row && (row.archivedAt === null || id === keptId)) return { id, name: row.name };
  throw new AppError('INVALID', undefined, {
    legalEntityId: ['This legal entity is not in your list any more. Choose another one.'],
  });
}

async function heldProviders(
  tx: Transaction,
  grant: Manage,
  ids: readonly string[],
  keptIds: readonly string[],
): Promise<Named[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string; name: string; archivedAt: Date | null }[]>`
    SELECT "id", "name", "archivedAt" FROM "ServiceProvider"
     WHERE "organizationId" = ${grant.organizationId}::uuid AND "id" = ANY(${[...ids]}::uuid[])
     ORDER BY "id" FOR SHARE`;
  const usable = rows.filter((row) => row.archivedAt === null || keptIds.includes(row.id));
  if (usable.length === ids.length) return usable.map(({ id, name }) => ({ id, name }));
  throw new AppError('INVALID', undefined, {
    serviceProviderIds: ['One of these providers is not in your register any more. Choose again.'],
  });
}

/** Field errors of a nested form under the nested names. */
async function underField<R>(field: string, work: Promise<R>): Promise<R> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || !error.fieldErrors) throw error;
    const entries = Object.entries(error.fieldErrors).map(([name, words]) => [`${field}.${name}`, words]);
    throw new AppError(error.code, error.message, Object.fromEntries(entries));
  }
}

export async function assertNameIsFree(
  tx: Transaction,
  grant: Manage,
  name: string,
  exceptId: string | null,
) {
  const taken = await tx.integration.findFirst({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      name: await sameName(tx, grant.organizationId, 'integrations', name),
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true },
  });
  if (!taken) return;
  throw new AppError('INVALID', undefined, {
    name: ['An integration of this name exists already. Use a name that tells them apart.'],
  });
}

/** The row as it stands once no other writer holds it, with the names of what it refers to. */
export async function lockedIntegration(tx: Transaction, grant: Manage, id: string) {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "Integration" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.integration.findFirst({
    where: { organizationId, id },
    include: {
      legalEntity: { select: { name: true } },
      providers: { select: { serviceProvider: { select: { id: true, name: true } } } },
    },
  });
  if (!row) throw notFound();
  return row;
}
