import { randomUUID } from 'node:crypto';
import { analysedRequirements, weeklyRequirement } from '@/lib/response/rules/frequency';
import { dayFromNow } from './attestation';
import { type Organization, rows } from './people';

/**
 * An approved analysis on which every answer of the assessment rests whose frequency the entity sets; the payment page is
 * looked at every week.
 */
export async function restOnAnalysis(
  { organizationId }: Organization,
  assessmentId: string,
): Promise<string> {
  const analysisId = randomUUID();
  await rows(
    `INSERT INTO "RiskAnalysis" ("organizationId", "id", "title", "requirementNumbers", "assets", "threats", "likelihood", "impact",
       "cadenceEvery", "cadenceUnit", "justification", "madeByName", "madeOn", "approvedByName", "approvedOn", "nextReviewOn")
     VALUES ($1, $2, 'How often, and why', $3, 'Tills', 'Skimmers', 'Shops are open', 'Cards of a day', 3, 'month', 'A quarter is enough',
       'Hanne Vik', $4, 'Daniel Okafor', $4, $5)`,
    [organizationId, analysisId, analysedRequirements, dayFromNow(-30), dayFromNow(330)],
  );
  await rows(
    `INSERT INTO "RiskAnalysisLink" ("organizationId", "assessmentId", "requirementKey", "basis", "analysisId", "changedByName")
     SELECT DISTINCT r."organizationId", r."assessmentId", r."requirementKey", CASE WHEN n = $4 THEN 'WEEKLY' ELSE 'RISK_ANALYSIS' END,
            CASE WHEN n = $4 THEN NULL ELSE $2::uuid END, 'Hanne Vik'
       FROM "Response" r JOIN unnest($3::text[]) AS n ON r."requirementKey" = 'pci-dss:' || n WHERE r."assessmentId" = $1`,
    [assessmentId, analysisId, analysedRequirements, weeklyRequirement],
  );
  return analysisId;
}
