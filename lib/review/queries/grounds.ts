import 'server-only';
import type { Transaction } from '@/lib/platform/db';

/**
 * What an approval rests on beside the answers, as one word for each requirement that has any: evidence, tests, accepted risks,
 * the risk analysis and what providers are said to do, each with its version. The same word is the same grounds.
 */
export async function unsafeReadGrounds(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ requirementKey: string; grounds: string }[]>`
    WITH beside AS (
      SELECT l."requirementKey", 'evidence/' || e."id" || '/' || e."version" || CASE WHEN e."reviewState" = 'REJECTED' THEN '/rejected' ELSE '' END AS "what" FROM "EvidenceLink" l
        JOIN "EvidenceItem" e ON e."organizationId" = l."organizationId" AND e."id" = l."evidenceId"
       WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${assessmentId}::uuid AND l."removedAt" IS NULL
      UNION ALL SELECT t."requirementKey", 'test/' || t."id" || '/' || t."version" FROM "TestRecord" t
       WHERE t."organizationId" = ${organizationId}::uuid AND t."assessmentId" = ${assessmentId}::uuid AND t."withdrawnAt" IS NULL
      UNION ALL SELECT k."requirementKey", 'risk/' || k."id" || '/' || k."version" FROM "AcceptedRisk" k
       WHERE k."organizationId" = ${organizationId}::uuid AND k."assessmentId" = ${assessmentId}::uuid AND k."withdrawnAt" IS NULL
      UNION ALL SELECT n."requirementKey", concat_ws('/', 'analysis', n."basis", a."id", a."version") FROM "RiskAnalysisLink" n
        LEFT JOIN "RiskAnalysis" a ON a."organizationId" = n."organizationId" AND a."id" = n."analysisId"
       WHERE n."organizationId" = ${organizationId}::uuid AND n."assessmentId" = ${assessmentId}::uuid
      UNION ALL SELECT d."requirementKey", 'provider/' || d."serviceProviderId" || '/' || d."version" FROM "ResponsibilityAssignment" d
       WHERE d."organizationId" = ${organizationId}::uuid AND d."serviceProviderId" IN (
         SELECT p."serviceProviderId" FROM "AssessmentIntegration" i
           JOIN "IntegrationProvider" p ON p."organizationId" = i."organizationId" AND p."integrationId" = i."integrationId"
          WHERE i."organizationId" = ${organizationId}::uuid AND i."assessmentId" = ${assessmentId}::uuid)
    )
    SELECT "requirementKey", left(encode(sha256(convert_to(string_agg("what", ' ' ORDER BY "what"), 'UTF8')), 'hex'), 32) AS "grounds"
      FROM beside WHERE ${keys === null} OR "requirementKey" = ANY (${keys ?? []}) GROUP BY "requirementKey"`;
  return new Map(rows.map(({ requirementKey, grounds }) => [requirementKey, grounds]));
}

/**
 * The same of one requirement; '' for nothing. Whoever shows some of it reads this first, in the same transaction: then it says
 * nothing that is not shown, and what changes in between is refused to an approval.
 */
export async function unsafeReadGroundsOf(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  requirementKey: string,
): Promise<string> {
  const grounds = await unsafeReadGrounds(tx, organizationId, assessmentId, [requirementKey]);
  return grounds.get(requirementKey) ?? '';
}
