import { v7 as uuid } from 'uuid';
import { read } from '@/lib/access/read';
import { unsafeAnswer, unsafeTest } from '@/lib/assessment/testing';
import type { Finding, QuestionnaireId } from '@/lib/catalogue/model';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { listChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { changeQuestionnaire } from './commands';

/** An integration of the company of an assessment, covered by it. For tests only. */
async function cover(organization: TestOrganization, assessmentId: string) {
  const { organizationId } = organization;
  const integrationId = uuid();
  await unsafeRows(
    `INSERT INTO "Integration" ("organizationId", "id", "legalEntityId", "name", "method", "channels", "sites", "endpoints")
     SELECT $1, $3, "legalEntityId", 'Web shop', 'HOSTED_REDIRECT', '{E_COMMERCE}', '{}', '{}' FROM "Assessment" WHERE "organizationId" = $1 AND "id" = $2`,
    [organizationId, assessmentId, integrationId],
  );
  await unsafeRows(
    `INSERT INTO "AssessmentIntegration" ("organizationId", "assessmentId", "integrationId") VALUES ($1, $2, $3)`,
    [organizationId, assessmentId, integrationId],
  );
  return integrationId;
}

/** A decision on a questionnaire for what an assessment covers, as the picker records one. For tests only. */
export async function decideOn(
  { organizationId, userId }: TestOrganization,
  assessmentId: string,
  questionnaireId: QuestionnaireId,
): Promise<string> {
  const id = uuid();
  await unsafeRows(
    `INSERT INTO "QuestionnaireDecision" ("organizationId", "id", "legalEntityId", "catalogueVersionId", "integrationIds", "channels", "answers", "conclusion", "questionnaireId", "decidedById")
     SELECT a."organizationId", $3::uuid, a."legalEntityId", a."catalogueVersionId", array_agg(i."id"), '{E_COMMERCE}', '[]', $5::jsonb || jsonb_build_object('register',
              jsonb_agg(jsonb_build_object('integrationId', i."id", 'method', i."method", 'channels', i."channels", 'storesAccountData', i."storesAccountData"))), $4, $6::uuid
       FROM "Assessment" a JOIN "AssessmentIntegration" l ON l."organizationId" = a."organizationId" AND l."assessmentId" = a."id"
       JOIN "Integration" i ON i."organizationId" = l."organizationId" AND i."id" = l."integrationId"
      WHERE a."organizationId" = $1 AND a."id" = $2 GROUP BY 1, 2, 3, 4`,
    [organizationId, assessmentId, id, questionnaireId, JSON.stringify(conclusion(questionnaireId)), userId],
  );
  return id;
}

function conclusion(questionnaireId: QuestionnaireId) {
  return {
    format: 1,
    resultId: 'all',
    outcome: 'QUESTIONNAIRE',
    questionnaireId,
    byRules: questionnaireId,
    covers: [],
    why: [],
    alternatives: [],
    criteria: [],
    smaller: [],
    refusals: [],
    conditional: [],
    acquirerDecides: [],
    doubts: [],
    contradictions: [],
    override: null,
    siblingIds: [],
    decidedByName: 'Ada Lovelace',
  };
}

/** An open assessment that covers one integration. For tests only. */
export async function makeCovered(
  organization: TestOrganization,
  questionnaireId: QuestionnaireId,
): Promise<{ assessmentId: string; integrationId: string }> {
  const assessmentId = await makeAssessment(organization, questionnaireId);
  return { assessmentId, integrationId: await cover(organization, assessmentId) };
}

const hanging = [
  'Response',
  'EvidenceLink',
  'TestRecord',
  'Comment',
  'Assignment',
  'RequirementReview',
  'CarriedAnswer',
  'RiskAnalysisLink',
];

/** Every row that hangs on requirements of an assessment, as the owner of the tables sees it. For tests only. */
export async function unsafeEverything(assessmentId: string): Promise<Record<string, string[]>> {
  const found = await Promise.all(
    hanging.map(async (table) => {
      const rows = await unsafeRows<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM "${table}" t WHERE "assessmentId" = $1 ORDER BY 1`,
        [assessmentId],
      );
      return [table, rows.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** Changes the questionnaire as somebody who may. */
export const change = (
  organization: TestOrganization,
  assessmentId: string,
  decisionId: string,
  version = 1,
) =>
  changeQuestionnaire(
    organization.grant('assessment:manage'),
    organization.grant('response:record'),
    assessmentId,
    {
      decisionId,
      version,
    },
  );

/** For tests only, as all here. */
export const numbersOf = (questionnaireId: string) =>
  getQuestionnaire('pci-dss-4.0.1', questionnaireId).requirementNumbers;

/** The checklist as the app shows it. */
export async function listed(ours: TestOrganization, assessmentId: string, questionnaireId: string) {
  const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId };
  return (await listChecklist(ours.grant('assessment:read'), assessmentId, head)).items;
}

/** An answer with a note as evidence, a test, a comment, an assignment and a review. */
export async function answerWhole(
  ours: TestOrganization,
  assessmentId: string,
  number: string,
  finding: Finding,
) {
  await unsafeAnswer(ours, assessmentId, number, finding);
  await unsafeTest(ours, assessmentId, number);
  const place = [ours.organizationId, assessmentId, `pci-dss:${number}`, ours.userId];
  await unsafeRows(
    `INSERT INTO "Comment" ("organizationId", "id", "assessmentId", "requirementKey", "authorId", "text", "mentionedIds") VALUES ($1, gen_random_uuid(), $2, $3, $4, 'Why?', '{}')`,
    place,
  );
  await unsafeRows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById") VALUES ($1, gen_random_uuid(), $2, $3, $4, $4)`,
    place,
  );
  await unsafeRows(
    `INSERT INTO "RequirementReview" ("organizationId", "assessmentId", "requirementKey", "state", "basis", "byId", "byName") VALUES ($1, $2, $3, 'APPROVED', 3, $4, 'Ada')`,
    place,
  );
}

/** How much of a requirement the app sees: rows, evidence, tests, comments, assignments, reviews. */
export function seenOf(ours: TestOrganization, assessmentId: string, number: string): Promise<number[]> {
  const where = { assessmentId, requirementKey: `pci-dss:${number}` };
  return read(ours.grant('assessment:read'), async (tx) => [
    await tx.response.count({ where }),
    await tx.evidenceLink.count({ where }),
    await tx.testRecord.count({ where }),
    await tx.comment.count({ where }),
    await tx.assignment.count({ where }),
    await tx.requirementReview.count({ where }),
  ]);
}

/** Lets everybody of an assessment's organization have all their turns at joint changes again. */
export const unsafeForgetTurns = (assessmentId: string) =>
  unsafeRows(
    `DELETE FROM "RateLimit" r USING "Assessment" a WHERE a."id" = $1 AND r."key" LIKE 'joint%:' || a."organizationId" || '%'`,
    [assessmentId],
  );
