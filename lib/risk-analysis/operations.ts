import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf } from '@/lib/response/queries';
import { type AnalysisBasis, asksForAnalysis } from '@/lib/response/rules/frequency';
import { outdateApprovals } from '@/lib/review/operations';
import type { AnalysisFact } from './model';
import { lockReason } from './policy';
import { analysisFields, itemOf, numberOf, optionalDay } from './queries/rows';

/** On what the answers of an assessment rest, in the standard's order, as it stands on a day. For the sign-off. */
export async function readAnalysisFacts(
  tx: Transaction,
  { organizationId, assessmentId, today }: { organizationId: string; assessmentId: string; today: string },
): Promise<AnalysisFact[]> {
  const links = await tx.riskAnalysisLink.findMany({
    where: { organizationId, assessmentId },
    select: { requirementKey: true, basis: true, analysis: { select: analysisFields } },
  });
  return links
    .map(({ requirementKey, basis, analysis }): AnalysisFact => {
      const item = analysis && itemOf(analysis, today);
      return {
        requirementNumber: numberOf(requirementKey),
        basis: basis as AnalysisBasis,
        analysis:
          analysis && item
            ? {
                analysisId: item.analysisId,
                title: item.title,
                frequency: item.frequency,
                state: item.state,
                nextReviewOn: item.nextReviewOn,
                revision: item.revision,
                approvedByName: analysis.approvedByName,
                approvedOn: optionalDay(analysis.approvedOn),
              }
            : null,
      };
    })
    .sort((left, right) => compareRequirementNumbers(left.requirementNumber, right.requirementNumber));
}

export type LockedAnalysisTarget = RequirementTarget & { requirementKey: string; assessmentName: string };

/**
 * The requirement of an assessment that still takes changes, under a share lock: a sign-off waits for us, or we for it.
 * Throws NOT_FOUND and WRONG_STATE.
 */
export async function lockAnalysisTarget(
  tx: Transaction,
  { organizationId }: Grant,
  { assessmentId, requirementNumber }: RequirementTarget,
): Promise<LockedAnalysisTarget> {
  if (!asksForAnalysis(requirementNumber)) throw notFound();
  const [assessment] = await tx.$queryRaw<{ name: string; status: string; archivedAt: Date | null }[]>`
    SELECT "name", "status", "archivedAt" FROM "Assessment"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR SHARE`;
  const requirementKey = requirementKeyOf(requirementNumber);
  const asked = await tx.response.findFirst({
    where: { organizationId, assessmentId, requirementKey },
    select: { row: true },
  });
  if (!assessment || !asked) throw notFound();
  const locked = lockReason(assessment);
  if (locked) throw new AppError('WRONG_STATE', locked);
  return { assessmentId, requirementNumber, requirementKey, assessmentName: assessment.name };
}

type Linkable = { id: string; title: string; requirementNumbers: readonly string[]; archivedAt: Date | null };

/** Lets an answer rest on an analysis, in place of what it rested on before. */
export async function writeAnalysisLink(
  tx: Transaction,
  grant: Grant,
  target: LockedAnalysisTarget,
  analysis: Linkable,
): Promise<DomainEvent[]> {
  if (analysis.archivedAt)
    throw new AppError('WRONG_STATE', 'This risk analysis is archived. Restore it before you use it.');
  if (!analysis.requirementNumbers.includes(target.requirementNumber))
    throw new AppError('INVALID', `This risk analysis is not for ${target.requirementNumber}.`);
  const before = await findLink(tx, grant, target);
  if (before?.analysis?.id === analysis.id) return [];
  await putLink(tx, grant, target, { basis: 'RISK_ANALYSIS', analysisId: analysis.id });
  return [
    ...(before?.analysis ? [linkEvent('risk-analysis.unlinked', before.analysis, target)] : []),
    linkEvent('risk-analysis.linked', analysis, target),
  ];
}

export function findLink(tx: Transaction, { organizationId }: Grant, target: LockedAnalysisTarget) {
  const { assessmentId, requirementKey } = target;
  return tx.riskAnalysisLink.findUnique({
    where: { organizationId_assessmentId_requirementKey: { organizationId, assessmentId, requirementKey } },
    select: { basis: true, analysis: { select: { id: true, title: true } } },
  });
}

export async function putLink(
  tx: Transaction,
  { organizationId, actor }: Grant,
  { assessmentId, requirementKey }: LockedAnalysisTarget,
  rest: { basis: AnalysisBasis; analysisId: string | null },
): Promise<void> {
  const row = { ...rest, changedAt: now(), changedByName: actor.name };
  await tx.riskAnalysisLink.upsert({
    where: { organizationId_assessmentId_requirementKey: { organizationId, assessmentId, requirementKey } },
    create: { organizationId, assessmentId, requirementKey, ...row },
    update: row,
  });
  await outdateApprovals(tx, organizationId, [{ assessmentId, requirementKey }]);
}

export function linkEvent(
  type: 'risk-analysis.linked' | 'risk-analysis.unlinked',
  analysis: { id: string; title: string },
  { assessmentId, assessmentName, requirementNumber }: LockedAnalysisTarget,
): DomainEvent {
  return {
    type,
    subject: { type: 'risk-analysis', id: analysis.id },
    data: { title: analysis.title, assessmentId, assessmentName, requirementNumber },
  };
}
