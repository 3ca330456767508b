import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { inUseRefusal } from '@/lib/legal-entity/rules';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { lockAnalysis } from './lock';

type Manage = Grant<'schedule:manage'>;

/** Takes an analysis out of the list. Refused while an answer of an open assessment rests on it. */
export function archiveAnalysis(grant: Manage, analysisId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await lockAnalysis(tx, grant, analysisId);
    if (row.archivedAt) return unchanged(undefined);
    const users = await tx.riskAnalysisLink.findMany({
      where: { organizationId, analysisId, assessment: { status: 'OPEN', archivedAt: null } },
      select: { assessment: { select: { name: true } } },
    });
    const refusal = inUseRefusal(
      'This risk analysis',
      [...new Set(users.map(({ assessment }) => assessment.name))].sort(),
      { one: 'assessment', many: 'assessments' },
      'Take it off there first.',
    );
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    await tx.riskAnalysis.update({
      where: { organizationId_id: { organizationId, id: analysisId } },
      data: { archivedAt: now(), version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'risk-analysis.archived',
          subject: { type: 'risk-analysis', id: analysisId },
          data: { title: row.title },
        },
      ],
    };
  });
}

/** Brings an archived analysis back. */
export function restoreAnalysis(grant: Manage, analysisId: string): Promise<void> {
  return commit(grant, async (tx) => {
    const row = await lockAnalysis(tx, grant, analysisId);
    if (!row.archivedAt) return unchanged(undefined);
    await tx.riskAnalysis.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: analysisId } },
      data: { archivedAt: null, version: { increment: 1 } },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'risk-analysis.restored',
          subject: { type: 'risk-analysis', id: analysisId },
          data: { title: row.title },
        },
      ],
    };
  });
}
