import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { dayIn } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { type AnalysisRow, analysisFields } from '../queries/rows';
import type { MakeAnalysisInput } from '../schema';

/** Locks an analysis for this transaction and reads it. Somebody else's answers like one that never existed. */
export async function lockAnalysis(tx: Transaction, grant: Grant, analysisId: string): Promise<AnalysisRow> {
  const { organizationId } = grant;
  await tx.$queryRaw`SELECT 1 FROM "RiskAnalysis" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${analysisId}::uuid FOR UPDATE`;
  const row = await tx.riskAnalysis.findUnique({
    where: { organizationId_id: { organizationId, id: analysisId } },
    select: analysisFields,
  });
  if (!row) throw notFound();
  return row;
}

export function assertNotArchived(row: AnalysisRow): void {
  if (row.archivedAt)
    throw new AppError('WRONG_STATE', 'This risk analysis is archived. Restore it before you change it.');
}

export function assertVersion(row: AnalysisRow, version: number): void {
  if (row.version !== version)
    throw new AppError(
      'CONFLICT',
      'Somebody else changed this risk analysis since you opened it. Read it again below; what you typed here is kept.',
    );
}

/** A day of the past or today, in the organization's time zone. */
export function assertPast(grant: Grant, field: string, day: string | null): void {
  if (day !== null && day > dayIn(grant.timeZone))
    throw new AppError('INVALID', undefined, {
      [field]: ['This day has not come yet. Choose today or an earlier one.'],
    });
}

type Parts = Omit<MakeAnalysisInput, 'assessmentId' | 'linkTo'>;

/** The columns of what was typed. A frequency and a process exclude each other, so that one of them is the result. */
export function columnsOf(grant: Grant, { every, unit, ...parts }: Parts) {
  if (every !== null && parts.process.trim() !== '')
    throw new AppError('INVALID', undefined, {
      process: ['Give either a frequency or a process: leave one of the two empty.'],
    });
  assertPast(grant, 'madeOn', parts.madeOn);
  return {
    ...parts,
    requirementNumbers: [...new Set<string>(parts.requirementNumbers)],
    cadenceEvery: every,
    cadenceUnit: every === null ? null : unit,
  };
}
