import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { type AnalysisBasis, weeklyRequirement } from '@/lib/response/rules/frequency';
import { findLink, linkEvent, lockAnalysisTarget, putLink, writeAnalysisLink } from '../operations';

/** Lets an answer of an open assessment rest on an analysis. Throws NOT_FOUND, WRONG_STATE, INVALID for another requirement. */
export function linkAnalysis(
  grant: Grant<'schedule:manage'>,
  analysisId: string,
  target: RequirementTarget,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const locked = await lockAnalysisTarget(tx, grant, target);
    // Held, so that nobody archives it meanwhile.
    await tx.$queryRaw`SELECT 1 FROM "RiskAnalysis" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${analysisId}::uuid FOR SHARE`;
    const analysis = await tx.riskAnalysis.findUnique({
      where: { organizationId_id: { organizationId, id: analysisId } },
      select: { id: true, title: true, requirementNumbers: true, archivedAt: true },
    });
    if (!analysis) throw notFound();
    const events = await writeAnalysisLink(tx, grant, locked, analysis);
    return events.length === 0 ? unchanged(undefined) : { result: undefined, events: eventList(events) };
  });
}

/** Takes the analysis off an answer; the analysis itself stays. */
export function unlinkAnalysis(grant: Grant<'schedule:manage'>, target: RequirementTarget): Promise<void> {
  return commit(grant, async (tx) => {
    const locked = await lockAnalysisTarget(tx, grant, target);
    const before = await findLink(tx, grant, locked);
    if (!before?.analysis) return unchanged(undefined);
    await putLink(tx, grant, locked, { basis: 'RISK_ANALYSIS', analysisId: null });
    return { result: undefined, events: [linkEvent('risk-analysis.unlinked', before.analysis, locked)] };
  });
}

/** As the log tells it. */
const basisWords: Record<AnalysisBasis, string> = {
  WEEKLY: 'every week',
  RISK_ANALYSIS: 'as a risk analysis sets',
};

/** Says of 11.6.1 whether it is done every week or as often as an analysis sets. Weekly takes the analysis off. */
export function chooseFrequency(
  grant: Grant<'schedule:manage'>,
  basis: AnalysisBasis,
  target: RequirementTarget,
): Promise<void> {
  return commit(grant, async (tx) => {
    if (target.requirementNumber !== weeklyRequirement) throw notFound();
    const locked = await lockAnalysisTarget(tx, grant, target);
    const before = await findLink(tx, grant, locked);
    if (before?.basis === basis) return unchanged(undefined);
    await putLink(tx, grant, locked, { basis, analysisId: null });
    const { assessmentId, assessmentName, requirementNumber, requirementKey } = locked;
    const events: DomainEvent[] = [
      ...(before?.analysis ? [linkEvent('risk-analysis.unlinked', before.analysis, locked)] : []),
      {
        type: 'risk-analysis.frequency-chosen',
        subject: { type: 'response', id: `${assessmentId}/${requirementKey}/0` },
        data: { requirementNumber, assessmentName, frequency: basisWords[basis] },
      },
    ];
    return { result: undefined, events: eventList(events) };
  });
}
