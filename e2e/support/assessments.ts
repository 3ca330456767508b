import { randomUUID } from 'node:crypto';
import type { Finding, QuestionnaireId } from '@/lib/catalogue/model';
import type { ResponseFields } from '@/lib/response/model';
import { answerRows } from '../../bench/lib/answer-rows.mjs';
import { type Organization, rows } from './people';

const catalogueVersionId = 'pci-dss-4.0.1';

export type Started = { assessmentId: string; legalEntityId: string; requirementNumbers: string[] };

/** An open assessment of the whole questionnaire with one empty answer per row of the form, as the app starts it. */
export async function startAssessment(
  { organizationId, person }: Organization,
  questionnaireId: QuestionnaireId,
  name = 'Web shop 2026',
): Promise<Started> {
  const [assessmentId, legalEntityId] = [randomUUID(), randomUUID()];
  await rows(
    `INSERT INTO "LegalEntity" ("organizationId", "id", "name", "entityType") VALUES ($1, $2, 'Marlow Outdoor GmbH', 'MERCHANT')`,
    [organizationId, legalEntityId],
  );
  await rows(
    `INSERT INTO "Assessment" ("organizationId", "id", "legalEntityId", "name", "questionnaireId", "catalogueVersionId", "channels", "periodFrom", "periodTo", "createdById")
     VALUES ($1, $2, $3, $4, $5, $6, '{E_COMMERCE}', '2026-01-01', '2026-12-31', $7)`,
    [organizationId, assessmentId, legalEntityId, name, questionnaireId, catalogueVersionId, person.userId],
  );
  const keys = await rows<{ key: string }>(
    'SELECT unnest("requirementKeys") AS key FROM "CatalogueQuestionnaire" WHERE "catalogueVersionId" = $1 AND "questionnaireId" = $2',
    [catalogueVersionId, questionnaireId],
  );
  const answers = keys.flatMap(({ key }) =>
    Array.from({ length: answerRows(key) }, (_, row) => ({ key, row })),
  );
  await rows(
    `INSERT INTO "Response" ("organizationId", "assessmentId", "requirementKey", "row", "catalogueVersionId")
     SELECT $1, $2, k, r, $3 FROM unnest($4::text[], $5::int[]) AS t(k, r)`,
    [
      organizationId,
      assessmentId,
      catalogueVersionId,
      answers.map((answer) => answer.key),
      answers.map((answer) => answer.row),
    ],
  );
  return {
    assessmentId,
    legalEntityId,
    requirementNumbers: keys.map(({ key }) => key.slice(key.indexOf(':') + 1)),
  };
}

/** The assessment that a person made in the browser, the only one of the organization. */
export async function madeAssessment({ organizationId }: Organization): Promise<Started> {
  const [made] = await rows<Started>(
    `SELECT a."id" AS "assessmentId", a."legalEntityId",
       (SELECT array_agg(DISTINCT replace(r."requirementKey", 'pci-dss:', '')) FROM "Response" r WHERE r."assessmentId" = a."id") AS "requirementNumbers"
     FROM "Assessment" a WHERE a."organizationId" = $1`,
    [organizationId],
  );
  if (!made) throw new Error('no assessment was made');
  return made;
}

export type StoredAnswer = ResponseFields & { row: number; version: number; updatedByName: string };

/** The answer rows of a requirement as the database has them. */
export async function storedAnswers(assessmentId: string, requirementNumber: string) {
  return rows<StoredAnswer>(
    `SELECT *, "planTargetOn"::text AS "planTargetOn" FROM "Response"
     WHERE "assessmentId" = $1 AND "requirementKey" = $2 ORDER BY "row"`,
    [assessmentId, `pci-dss:${requirementNumber}`],
  );
}

/** What nobody has answered by hand gets this finding. */
export async function answerRest(assessmentId: string, finding: Finding): Promise<void> {
  await rows(
    `UPDATE "Response" SET "finding" = $2, "version" = 1, "updatedAt" = now(), "updatedByName" = 'Priya Raman'
     WHERE "assessmentId" = $1 AND "finding" IS NULL`,
    [assessmentId, finding],
  );
  await rows(
    `INSERT INTO "RequirementReview" ("organizationId", "assessmentId", "requirementKey", "state", "basis", "byId", "byName")
     SELECT "organizationId", "assessmentId", "requirementKey", 'APPROVED', sum("version"), gen_random_uuid(), 'Priya Raman'
       FROM "Response" WHERE "assessmentId" = $1 GROUP BY 1, 2, 3 ON CONFLICT DO NOTHING`,
    [assessmentId],
  );
}

/** How many requirements and answer rows the assessment has, and how many of the rows are open. */
export async function countAnswers(assessmentId: string) {
  const [counted] = await rows<{ requirements: number; answerRows: number; open: number }>(
    `SELECT count(DISTINCT "requirementKey")::int AS "requirements", count(*)::int AS "answerRows",
       count(*) FILTER (WHERE "finding" IS NULL)::int AS "open" FROM "Response" WHERE "assessmentId" = $1`,
    [assessmentId],
  );
  return counted;
}
