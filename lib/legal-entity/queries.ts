import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type {
  AcquirerListItem,
  AcquirerView,
  EntityType,
  LegalEntityListItem,
  LegalEntityView,
  MerchantIdView,
  NamedRow,
  RegisterFilter,
} from './model';

type Read = Grant<'legal-entity:read'>;

function archivedWhere(filter: RegisterFilter) {
  return filter === 'archived' ? { not: null } : null;
}

/** Legal entities for the list, by name. */
export function listLegalEntities(grant: Read, filter: RegisterFilter): Promise<LegalEntityListItem[]> {
  return read(grant, async (tx) => {
    const rows = await tx.legalEntity.findMany({
      where: { organizationId: grant.organizationId, archivedAt: archivedWhere(filter) },
      orderBy: { name: 'asc' },
      select: {
        id: true,
        name: true,
        tradingName: true,
        entityType: true,
        city: true,
        country: true,
        _count: {
          select: {
            merchantIds: { where: { archivedAt: null } },
            integrations: { where: { archivedAt: null } },
          },
        },
      },
    });
    return rows.map((row) => ({
      legalEntityId: row.id,
      name: row.name,
      tradingName: row.tradingName,
      entityType: row.entityType as EntityType,
      place: [row.city, row.country].filter(Boolean).join(', '),
      merchantIdCount: row._count.merchantIds,
      integrationCount: row._count.integrations,
    }));
  });
}

/** How many are in use and in the archive, for the tabs above the list. */
export function countLegalEntities(grant: Read): Promise<{ active: number; archived: number }> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const active = await tx.legalEntity.count({ where: { organizationId, archivedAt: null } });
    const archived = await tx.legalEntity.count({ where: { organizationId, archivedAt: { not: null } } });
    return { active, archived };
  });
}

/** Names of the active legal entities, for choices in forms. */
export function listLegalEntityNames(grant: Read): Promise<NamedRow[]> {
  return read(grant, (tx) =>
    tx.legalEntity.findMany({
      where: { organizationId: grant.organizationId, archivedAt: null },
      orderBy: { name: 'asc' },
      select: { id: true, name: true },
    }),
  );
}

/** One legal entity with every field of Part 1a. */
export function getLegalEntity(grant: Read, legalEntityId: string): Promise<LegalEntityView> {
  return read(grant, async (tx) => {
    const row = await tx.legalEntity.findFirst({
      where: { organizationId: grant.organizationId, id: legalEntityId },
    });
    if (!row) throw notFound();
    return {
      legalEntityId: row.id,
      name: row.name,
      tradingName: row.tradingName,
      entityType: row.entityType as EntityType,
      street: row.street,
      postalCode: row.postalCode,
      city: row.city,
      region: row.region,
      country: row.country,
      website: row.website,
      contactName: row.contactName,
      contactTitle: row.contactTitle,
      contactPhone: row.contactPhone,
      contactEmail: row.contactEmail,
      version: row.version,
      isArchived: row.archivedAt !== null,
    };
  });
}

/** Merchant ids of a legal entity or of an acquirer, those in use first. */
export function listMerchantIds(
  grant: Read,
  of: { legalEntityId: string } | { acquirerId: string },
): Promise<MerchantIdView[]> {
  return read(grant, async (tx) => {
    const rows = await tx.merchantId.findMany({
      where: { organizationId: grant.organizationId, ...of },
      orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { number: 'asc' }],
      select: {
        id: true,
        number: true,
        note: true,
        archivedAt: true,
        acquirer: { select: { id: true, name: true } },
        legalEntity: { select: { id: true, name: true } },
      },
    });
    return rows.map((row) => ({
      merchantIdId: row.id,
      number: row.number,
      note: row.note,
      acquirer: row.acquirer,
      legalEntity: row.legalEntity,
      isArchived: row.archivedAt !== null,
    }));
  });
}

/** Acquirers for the list, by name. */
export function listAcquirers(grant: Read, filter: RegisterFilter): Promise<AcquirerListItem[]> {
  return read(grant, async (tx) => {
    const rows = await tx.acquirer.findMany({
      where: { organizationId: grant.organizationId, archivedAt: archivedWhere(filter) },
      orderBy: { name: 'asc' },
      select: {
        id: true,
        name: true,
        portalUrl: true,
        contactName: true,
        nextDueOn: true,
        wantsActionPlan: true,
        _count: { select: { merchantIds: { where: { archivedAt: null } } } },
      },
    });
    return rows.map((row) => ({
      acquirerId: row.id,
      name: row.name,
      portalUrl: row.portalUrl,
      contactName: row.contactName,
      nextDueOn: row.nextDueOn ? toDay(row.nextDueOn) : null,
      wantsActionPlan: row.wantsActionPlan,
      merchantIdCount: row._count.merchantIds,
    }));
  });
}

/** How many are in use and in the archive, for the tabs above the list. */
export function countAcquirers(grant: Read): Promise<{ active: number; archived: number }> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const active = await tx.acquirer.count({ where: { organizationId, archivedAt: null } });
    const archived = await tx.acquirer.count({ where: { organizationId, archivedAt: { not: null } } });
    return { active, archived };
  });
}

/** Names of the active acquirers, for choices in forms. */
export function listAcquirerNames(grant: Read): Promise<NamedRow[]> {
  return read(grant, (tx) =>
    tx.acquirer.findMany({
      where: { organizationId: grant.organizationId, archivedAt: null },
      orderBy: { name: 'asc' },
      select: { id: true, name: true },
    }),
  );
}

/** One acquirer with its portal, contact, deadline and rules. */
export function getAcquirer(grant: Read, acquirerId: string): Promise<AcquirerView> {
  return read(grant, async (tx) => {
    const row = await tx.acquirer.findFirst({
      where: { organizationId: grant.organizationId, id: acquirerId },
    });
    if (!row) throw notFound();
    return {
      acquirerId: row.id,
      name: row.name,
      portalUrl: row.portalUrl,
      contactName: row.contactName,
      contactEmail: row.contactEmail,
      contactPhone: row.contactPhone,
      nextDueOn: row.nextDueOn ? toDay(row.nextDueOn) : null,
      wantsActionPlan: row.wantsActionPlan,
      rules: row.rules,
      version: row.version,
      isArchived: row.archivedAt !== null,
    };
  });
}
