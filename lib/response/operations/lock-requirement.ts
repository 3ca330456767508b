import 'server-only';
import type { Finding } from '@/lib/catalogue/model';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '../model';
import { requirementKeyOf, subjectOf } from '../queries';

type LockedAssessment = {
  name: string;
  status: string;
  archivedAt: Date | null;
  periodFrom: Date;
  catalogueVersionId: string;
};

export type LockedRequirement = {
  assessmentId: string;
  assessmentName: string;
  catalogueVersionId: string;
  periodFrom: string;
  requirementKey: string;
  requirementNumber: string;
  rows: readonly { row: number; finding: Finding | null }[];
  subject: { type: 'response'; id: string };
};

/**
 * The requirement of an assessment that still takes what is recorded beside answers, held until the commit: a signature waits for us, or we for it.
 * Throws NOT_FOUND for what is out of reach or not asked, WRONG_STATE with the reason that `whyNot` gives.
 */
export async function lockRequirement(
  tx: Transaction,
  organizationId: string,
  { assessmentId, requirementNumber }: RequirementTarget,
  whyNot: (assessment: { status: string; archivedAt: Date | null }) => string | null,
): Promise<LockedRequirement> {
  const [assessment] = await tx.$queryRaw<LockedAssessment[]>`
    SELECT "name", "status", "archivedAt", "periodFrom", "catalogueVersionId" FROM "Assessment"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR SHARE`;
  if (!assessment) throw notFound();
  const requirementKey = requirementKeyOf(requirementNumber);
  const rows = await tx.response.findMany({
    where: { organizationId, assessmentId, requirementKey },
    orderBy: { row: 'asc' },
    select: { row: true, finding: true },
  });
  if (rows.length === 0) throw notFound(`${requirementNumber} is not asked in this assessment.`);
  const reason = whyNot(assessment);
  if (reason) throw new AppError('WRONG_STATE', reason);
  return {
    assessmentId,
    assessmentName: assessment.name,
    catalogueVersionId: assessment.catalogueVersionId,
    periodFrom: toDay(assessment.periodFrom),
    requirementKey,
    requirementNumber,
    rows: rows.map(({ row, finding }) => ({ row, finding: finding as Finding | null })),
    subject: { type: 'response', id: subjectOf(assessmentId, requirementKey) },
  };
}

/** Whether a requirement is answered in rows and has this one. */
export function hasRow(rows: LockedRequirement['rows'], row: number): boolean {
  return rows.length > 1 && rows.some((one) => one.row === row);
}
