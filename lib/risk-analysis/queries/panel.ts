import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { dayIn } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf } from '@/lib/response/queries';
import { type AnalysisBasis, asksForAnalysis } from '@/lib/response/rules/frequency';
import { unsafeReadGroundsOf } from '@/lib/review/queries/grounds';
import type { AnalysisPanelView } from '../model';
import { lockReason } from '../policy';
import { analysisFields, itemOf } from './rows';

/** On what the frequency of one requirement's answer rests. Throws NOT_FOUND, also where no analysis is asked for. */
export async function getAnalysisPanel(
  grant: Grant<'assessment:read'>,
  { assessmentId, requirementNumber }: RequirementTarget,
): Promise<AnalysisPanelView> {
  if (!asksForAnalysis(requirementNumber)) throw notFound();
  const { organizationId, actor } = grant;
  const requirementKey = requirementKeyOf(requirementNumber);
  const today = dayIn(grant.timeZone);
  const mayManage = actor.role !== 'SYSTEM' && isAllowed(actor.role, 'schedule:manage');
  return read(grant, async (tx) => {
    const grounds = await unsafeReadGroundsOf(tx, organizationId, assessmentId, requirementKey);
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId, responses: { some: { requirementKey } } },
      select: { status: true, archivedAt: true },
    });
    if (!assessment) throw notFound();
    const link = await tx.riskAnalysisLink.findUnique({
      where: {
        organizationId_assessmentId_requirementKey: { organizationId, assessmentId, requirementKey },
      },
      select: { basis: true, analysis: { select: analysisFields } },
    });
    const locked = lockReason(assessment);
    const choices =
      mayManage && !locked
        ? await tx.riskAnalysis.findMany({
            where: { organizationId, archivedAt: null, requirementNumbers: { has: requirementNumber } },
            orderBy: [{ title: 'asc' }, { id: 'asc' }],
            select: analysisFields,
          })
        : [];
    return {
      basis: (link?.basis ?? null) as AnalysisBasis | null,
      analysis: link?.analysis ? itemOf(link.analysis, today) : null,
      choices: choices.map((row) => itemOf(row, today)),
      grounds,
      mayManage,
      locked,
    };
  });
}
