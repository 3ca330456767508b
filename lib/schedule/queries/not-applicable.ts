import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Transaction } from '@/lib/platform/db';

/**
 * The planned duties of the standard that nothing is to be done for: every requirement of them is answered Not
 * Applicable in every assessment, open or signed, that asks it (for an integration's duty: that covers the integration);
 * or the only ones that asked for it have another questionnaire now.
 */
export async function listNotApplicable(tx: Transaction, { organizationId }: Grant): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT v."id"
      FROM "Activity" v
      CROSS JOIN LATERAL unnest(v."requirementNumbers") AS asked(number)
      JOIN "Response" r ON r."organizationId" = v."organizationId" AND r."requirementKey" = 'pci-dss:' || asked.number
      JOIN "Assessment" a ON a."organizationId" = r."organizationId" AND a."id" = r."assessmentId"
     WHERE v."organizationId" = ${organizationId}::uuid AND v."archivedAt" IS NULL
       AND v."catalogueActivityId" IS NOT NULL
       AND a."archivedAt" IS NULL AND a."status" IN ('OPEN', 'SIGNED')
       AND (v."integrationId" IS NULL OR EXISTS (
             SELECT 1 FROM "AssessmentIntegration" i
              WHERE i."organizationId" = a."organizationId" AND i."assessmentId" = a."id"
                AND i."integrationId" = v."integrationId"))
     GROUP BY v."id"
    HAVING bool_and(r."finding" IS NOT DISTINCT FROM 'NOT_APPLICABLE')
    UNION
    SELECT v."id"
      FROM "Activity" v
      CROSS JOIN LATERAL unnest(v."requirementNumbers") AS asked(number)
      JOIN "SetAsideRequirement" s ON s."organizationId" = v."organizationId" AND s."requirementKey" = 'pci-dss:' || asked.number
      JOIN "Assessment" a ON a."organizationId" = s."organizationId" AND a."id" = s."assessmentId"
     WHERE v."organizationId" = ${organizationId}::uuid AND v."archivedAt" IS NULL AND v."catalogueActivityId" IS NOT NULL
       AND a."archivedAt" IS NULL AND a."status" IN ('OPEN', 'SIGNED')
       AND (v."integrationId" IS NULL OR EXISTS (
             SELECT 1 FROM "AssessmentIntegration" i
              WHERE i."organizationId" = a."organizationId" AND i."assessmentId" = a."id"
                AND i."integrationId" = v."integrationId"))
       AND NOT EXISTS (
             SELECT 1 FROM "Response" r
               JOIN "Assessment" b ON b."organizationId" = r."organizationId" AND b."id" = r."assessmentId"
              WHERE r."organizationId" = v."organizationId"
                AND r."requirementKey" IN (SELECT 'pci-dss:' || number FROM unnest(v."requirementNumbers") AS n(number))
                AND b."archivedAt" IS NULL AND b."status" IN ('OPEN', 'SIGNED')
                AND (v."integrationId" IS NULL OR EXISTS (
                      SELECT 1 FROM "AssessmentIntegration" j
                       WHERE j."organizationId" = b."organizationId" AND j."assessmentId" = b."id"
                         AND j."integrationId" = v."integrationId")))`;
  return new Set(rows.map(({ id }) => id));
}
