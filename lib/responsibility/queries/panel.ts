import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf } from '@/lib/response/queries';
import { unsafeReadGroundsOf } from '@/lib/review/queries/grounds';
import type { ResponsibilityPanelView } from '../model';
import { saidOf } from '../operations';
import { attestationOf, providerFacts, suggester } from './facts';

/** How many providers take part in an assessment: without one there is nothing to say of any requirement. */
export function countProviders(grant: Grant<'assessment:read'>, assessmentId: string): Promise<number> {
  const { organizationId } = grant;
  return read(grant, (tx) => tx.serviceProvider.count({ where: takingPart(organizationId, assessmentId) }));
}

/** What the providers of an assessment's integrations do for one requirement. Throws NOT_FOUND. */
export function getResponsibilityPanel(
  grant: Grant<'assessment:read'>,
  { assessmentId, requirementNumber }: RequirementTarget,
): Promise<ResponsibilityPanelView> {
  const { organizationId, actor, timeZone } = grant;
  const requirementKey = requirementKeyOf(requirementNumber);
  return read(grant, async (tx) => {
    const grounds = await unsafeReadGroundsOf(tx, organizationId, assessmentId, requirementKey);
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId, responses: { some: { requirementKey } } },
      select: { id: true },
    });
    if (!assessment) throw notFound();
    const rows = await tx.serviceProvider.findMany({
      where: takingPart(organizationId, assessmentId),
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      select: { ...providerFacts, responsibilities: { where: { requirementKey } } },
    });
    return {
      grounds,
      mayChange: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'service-provider:manage'),
      providers: rows.map((row) => ({
        serviceProviderId: row.id,
        name: row.name,
        ...attestationOf(row, timeZone),
        ...saidOf(row.responsibilities[0]),
        suggestion: suggester(row)(requirementNumber),
      })),
    };
  });
}

function takingPart(organizationId: string, assessmentId: string) {
  return {
    organizationId,
    archivedAt: null,
    integrations: { some: { integration: { assessments: { some: { assessmentId } } } } },
  };
}
