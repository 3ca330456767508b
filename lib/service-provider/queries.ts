import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { dayIn, daysBetween, toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type {
  ServiceProviderChoice,
  ServiceProviderCounts,
  ServiceProviderKind,
  ServiceProviderListItem,
  ServiceProviderView,
} from './model';
import { deriveAttestationState } from './rules';

type Read = Grant<'service-provider:read'>;

const integrationNames = {
  where: { integration: { archivedAt: null } },
  orderBy: { integration: { name: 'asc' as const } },
  select: { integration: { select: { id: true, name: true } } },
};

/** The register, by name, with the state of each attestation today. */
export function listServiceProviders(
  grant: Read,
  filter: 'active' | 'archived',
): Promise<ServiceProviderListItem[]> {
  const today = dayIn(grant.timeZone);
  return read(grant, async (tx) => {
    const rows = await tx.serviceProvider.findMany({
      where: {
        organizationId: grant.organizationId,
        archivedAt: filter === 'archived' ? { not: null } : null,
      },
      orderBy: { name: 'asc' },
      select: {
        id: true,
        name: true,
        kind: true,
        services: true,
        handlesAccountData: true,
        managesInScope: true,
        couldAffectSecurity: true,
        attestationValidUntil: true,
        integrations: integrationNames,
      },
    });
    return rows.map(({ id, integrations, kind, attestationValidUntil, ...row }) => {
      const validUntil = attestationValidUntil ? toDay(attestationValidUntil) : null;
      return {
        ...row,
        serviceProviderId: id,
        kind: kind as ServiceProviderKind,
        attestationValidUntil: validUntil,
        attestationState: deriveAttestationState(validUntil, today),
        integrations: integrations.map((link) => link.integration),
      };
    });
  });
}

/** Providers in use, for choices in forms. */
export function listServiceProviderChoices(grant: Read): Promise<ServiceProviderChoice[]> {
  return read(grant, async (tx) => {
    const rows = await tx.serviceProvider.findMany({
      where: { organizationId: grant.organizationId, archivedAt: null },
      orderBy: { name: 'asc' },
      select: { id: true, name: true, kind: true, directoryId: true },
    });
    return rows.map((row) => ({ ...row, kind: row.kind as ServiceProviderKind }));
  });
}

/** How many are in use and in the archive, for the tabs above the list. */
export function countServiceProviders(grant: Read): Promise<ServiceProviderCounts> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const active = await tx.serviceProvider.count({ where: { organizationId, archivedAt: null } });
    const archived = await tx.serviceProvider.count({ where: { organizationId, archivedAt: { not: null } } });
    return { active, archived };
  });
}

/** One third party with all that the register says. */
export function getServiceProvider(grant: Read, serviceProviderId: string): Promise<ServiceProviderView> {
  const today = dayIn(grant.timeZone);
  return read(grant, async (tx) => {
    const row = await tx.serviceProvider.findFirst({
      where: { organizationId: grant.organizationId, id: serviceProviderId },
      include: { integrations: integrationNames },
    });
    if (!row) throw notFound();
    const validUntil = row.attestationValidUntil ? toDay(row.attestationValidUntil) : null;
    return {
      serviceProviderId: row.id,
      name: row.name,
      kind: row.kind as ServiceProviderKind,
      directoryId: row.directoryId,
      services: row.services,
      handlesAccountData: row.handlesAccountData,
      managesInScope: row.managesInScope,
      couldAffectSecurity: row.couldAffectSecurity,
      attestationOn: row.attestationOn ? toDay(row.attestationOn) : null,
      attestationValidUntil: validUntil,
      attestationState: deriveAttestationState(validUntil, today),
      daysLeft: validUntil ? daysBetween(today, validUntil) : null,
      website: row.website,
      contactName: row.contactName,
      contactEmail: row.contactEmail,
      notes: row.notes,
      version: row.version,
      isArchived: row.archivedAt !== null,
      integrations: row.integrations.map((link) => link.integration),
    };
  });
}
