import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { dayIn, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf } from '@/lib/response/queries';
import { unsafeReadGroundsOf } from '@/lib/review/queries/grounds';
import type { AcceptedRiskFacts, AcceptedRisksView } from './model';
import { mayChangeAccepted, whyNotAcceptable } from './policy';
import { isOverdue } from './rules';

/** The accepted risks of one requirement that stand, oldest first. Throws NOT_FOUND. */
export async function listAcceptedRisks(
  grant: Grant<'assessment:read'>,
  { assessmentId, requirementNumber }: RequirementTarget,
): Promise<AcceptedRisksView> {
  const { organizationId, actor, timeZone } = grant;
  const requirementKey = requirementKeyOf(requirementNumber);
  const today = dayIn(timeZone);
  return read(grant, async (tx) => {
    const grounds = await unsafeReadGroundsOf(tx, organizationId, assessmentId, requirementKey);
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId, responses: { some: { requirementKey } } },
      select: {
        status: true,
        archivedAt: true,
        acceptedRisks: {
          where: { requirementKey, withdrawnAt: null },
          orderBy: [{ acceptedOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        },
      },
    });
    if (!assessment) throw notFound();
    const locked = whyNotAcceptable(assessment);
    return {
      risks: assessment.acceptedRisks.map((row) => ({
        ...acceptedRiskFacts(row),
        acceptedRiskId: row.id,
        version: row.version,
        recordedByName: row.createdByName,
        recordedAt: row.createdAt.toISOString(),
        isOverdue: isOverdue({ reviewOn: toDay(row.reviewOn) }, today),
        mayChange: locked === null && mayChangeAccepted(actor, row.createdById),
      })),
      grounds,
      locked,
      today,
    };
  });
}

/** How many stand beside the answers of one requirement. */
export function countAcceptedRisks(
  grant: Grant<'assessment:read'>,
  { assessmentId, requirementNumber }: RequirementTarget,
): Promise<number> {
  const { organizationId } = grant;
  const requirementKey = requirementKeyOf(requirementNumber);
  const where = { organizationId, assessmentId, requirementKey, withdrawnAt: null };
  return read(grant, (tx) => tx.acceptedRisk.count({ where }));
}

/** Those of a whole assessment that stand, by requirement key. Reads in the caller's transaction and does not check rights. */
export async function unsafeReadAcceptedRisks(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<Map<string, AcceptedRiskFacts[]>> {
  const rows = await tx.acceptedRisk.findMany({
    where: { organizationId, assessmentId, withdrawnAt: null },
    orderBy: [{ requirementKey: 'asc' }, { acceptedOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  const risks = new Map<string, AcceptedRiskFacts[]>();
  for (const row of rows) {
    risks.set(row.requirementKey, [...(risks.get(row.requirementKey) ?? []), acceptedRiskFacts(row)]);
  }
  return risks;
}

type Row = Omit<AcceptedRiskFacts, 'acceptedOn' | 'reviewOn'> & { acceptedOn: Date; reviewOn: Date };

/** Picks what was said, so that columns that are added later do not leave the server by accident. */
export function acceptedRiskFacts(row: Row): AcceptedRiskFacts {
  return {
    row: row.row,
    risk: row.risk,
    reason: row.reason,
    acceptedByName: row.acceptedByName,
    acceptedByRole: row.acceptedByRole,
    acceptedOn: toDay(row.acceptedOn),
    reviewOn: toDay(row.reviewOn),
  };
}
