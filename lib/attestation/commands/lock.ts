import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { whyNotPreparable } from '../policy';

type LockedAssessment = {
  id: string;
  name: string;
  status: string;
  archivedAt: Date | null;
  revision: number;
  revisionOfId: string | null;
};

/**
 * Locks the assessment for this transaction: savers of answers and evidence wait (they take a share lock), so what is
 * read from here on is what gets signed. Throws NOT_FOUND.
 */
export async function lockAssessment(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<LockedAssessment> {
  const rows = await tx.$queryRaw<LockedAssessment[]>`
    SELECT "id", "name", "status", "archivedAt", "revision", "revisionOfId" FROM "Assessment"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR UPDATE`;
  const [assessment] = rows;
  if (!assessment) throw notFound();
  return assessment;
}

/** The same, for an assessment that still takes changes. Throws WRONG_STATE when it is signed, replaced or archived. */
export async function lockOpenAssessment(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<LockedAssessment> {
  const assessment = await lockAssessment(tx, organizationId, assessmentId);
  const reason = whyNotPreparable(assessment);
  if (reason) throw new AppError('WRONG_STATE', reason);
  return assessment;
}

/** Holds what the register says of the covered integrations until the commit: whoever changes one of them waits. */
export async function holdIntegrations(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Integration"
     WHERE "organizationId" = ${organizationId}::uuid
       AND "id" IN (SELECT "integrationId" FROM "AssessmentIntegration"
                     WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${assessmentId}::uuid)
     ORDER BY "id" FOR SHARE`;
}

/**
 * Holds the files of the linked evidence until the commit: one that is released, removed or comes out of quarantine meanwhile
 * does so after the signature. New files and versions wait for the assessment.
 */
export async function holdEvidence(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "EvidenceFile"
     WHERE "organizationId" = ${organizationId}::uuid
       AND "evidenceId" IN (SELECT "evidenceId" FROM "EvidenceLink"
                             WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${assessmentId}::uuid AND "removedAt" IS NULL)
     ORDER BY "id" FOR SHARE`;
}
