import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { EntityType, RegisterFilter } from '@/lib/legal-entity/model';
import { dayIn } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import { type Page, pageQuery } from '@/lib/platform/page';
import type { Channel, IntegrationListItem, IntegrationMethod, IntegrationView } from '../model';
import { storedVolumes } from '../schema';
import {
  assessmentSelect,
  assessmentView,
  countRequirements,
  inOrder,
  providerSelect,
  providerViews,
} from './views';

type Read = Grant<'integration:read'>;

/**
 * Integrations with their providers and the assessment that counts now: the open one, else the newest. By name; with a
 * page wanted by id, and one more than its limit.
 */
export function listIntegrations(
  grant: Read,
  filter: RegisterFilter,
  wanted?: Page,
): Promise<IntegrationListItem[]> {
  const page = pageQuery(wanted);
  const today = dayIn(grant.timeZone);
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const rows = await tx.integration.findMany({
      where: { organizationId, archivedAt: filter === 'archived' ? { not: null } : null, ...page?.after },
      orderBy: page ? { id: 'asc' } : { name: 'asc' },
      ...(page && { take: page.take }),
      select: {
        id: true,
        name: true,
        method: true,
        channels: true,
        sites: true,
        storesAccountData: true,
        ownerName: true,
        legalEntity: { select: { id: true, name: true } },
        providers: providerSelect,
        assessments: assessmentSelect,
      },
    });
    const current = new Map(
      rows.map((row) => [row.id, inOrder(row.assessments.map((link) => link.assessment))[0]] as const),
    );
    const ids = [...current.values()].flatMap((assessment) => (assessment ? [assessment.id] : []));
    const counts = await countRequirements(tx, organizationId, ids);
    return rows.map((row) => {
      const assessment = current.get(row.id);
      return {
        integrationId: row.id,
        name: row.name,
        method: row.method as IntegrationMethod,
        channels: row.channels as Channel[],
        site: row.sites[0] ?? null,
        storesAccountData: row.storesAccountData,
        ownerName: row.ownerName,
        legalEntity: row.legalEntity,
        providers: providerViews(row.providers, today),
        assessment: assessment ? assessmentView(assessment, counts) : null,
      };
    });
  });
}

/** How many are in use and in the archive, for the tabs above the list. */
export function countIntegrations(grant: Read): Promise<{ active: number; archived: number }> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const active = await tx.integration.count({ where: { organizationId, archivedAt: null } });
    const archived = await tx.integration.count({ where: { organizationId, archivedAt: { not: null } } });
    return { active, archived };
  });
}

/** One integration with all its facts, providers and assessments. */
export function getIntegration(grant: Read, integrationId: string): Promise<IntegrationView> {
  const today = dayIn(grant.timeZone);
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const row = await tx.integration.findFirst({
      where: { organizationId, id: integrationId },
      include: {
        legalEntity: { select: { id: true, name: true, entityType: true } },
        providers: providerSelect,
        assessments: assessmentSelect,
      },
    });
    if (!row) throw notFound();
    const assessments = inOrder(row.assessments.map((link) => link.assessment));
    const ids = assessments.map((assessment) => assessment.id);
    const counts = await countRequirements(tx, organizationId, ids);
    return {
      integrationId: row.id,
      name: row.name,
      method: row.method as IntegrationMethod,
      channels: row.channels as Channel[],
      sites: row.sites,
      endpoints: row.endpoints,
      storesAccountData: row.storesAccountData,
      ownerName: row.ownerName,
      ...storedVolumes.parse(row),
      dataFlow: row.dataFlow,
      legalEntity: { ...row.legalEntity, entityType: row.legalEntity.entityType as EntityType },
      providers: providerViews(row.providers, today),
      assessments: assessments.map((assessment) => assessmentView(assessment, counts)),
      version: row.version,
      isArchived: row.archivedAt !== null,
    };
  });
}
