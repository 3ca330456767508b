import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { fromDay } from '@/lib/platform/clock';
import { lockAnalysisTarget, writeAnalysisLink } from '../operations';
import type { MakeAnalysisInput } from '../schema';
import { columnsOf } from './lock';

/** Starts an analysis. One that was started from a requirement of an assessment is linked there in the same step. */
export function makeAnalysis(
  grant: Grant<'schedule:manage'>,
  { assessmentId, linkTo, ...parts }: MakeAnalysisInput,
): Promise<{ analysisId: string }> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const columns = columnsOf(grant, parts);
    const isLinked = assessmentId !== null && linkTo !== null && columns.requirementNumbers.includes(linkTo);
    const target = isLinked
      ? await lockAnalysisTarget(tx, grant, { assessmentId, requirementNumber: linkTo })
      : null;
    const row = await tx.riskAnalysis.create({
      data: { organizationId, ...columns, madeOn: columns.madeOn ? fromDay(columns.madeOn) : null },
      select: { id: true, title: true, requirementNumbers: true, archivedAt: true },
    });
    const made: DomainEvent = {
      type: 'risk-analysis.made',
      subject: { type: 'risk-analysis', id: row.id },
      data: { ...columns },
    };
    const linked = target ? await writeAnalysisLink(tx, grant, target, row) : [];
    return { result: { analysisId: row.id }, events: [made, ...linked] };
  });
}
