import { randomUUID } from 'node:crypto';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import { listQuestionnaireRequirements } from '@/lib/catalogue/queries';
import { unsafeRows } from '@/lib/platform/testing';

const catalogueVersionId = 'pci-dss-4.0.1';

/** An open assessment with one empty answer row per row of the form, as real rows. For tests only. */
export async function makeAssessment(
  organization: { organizationId: string; userId: string },
  questionnaireId: QuestionnaireId = 'A',
  state: { status?: 'OPEN' | 'SIGNED' | 'SUPERSEDED'; archived?: boolean } = {},
): Promise<string> {
  const { organizationId, userId } = organization;
  const [assessmentId, legalEntityId] = [randomUUID(), randomUUID()];
  const entityType = questionnaireId === 'D-ServiceProvider' ? 'SERVICE_PROVIDER' : 'MERCHANT';
  await unsafeRows(
    `INSERT INTO "LegalEntity" ("organizationId", "id", "entityType", "name") VALUES ($1, $2, $3, 'Lumen Outdoor Ltd')`,
    [organizationId, legalEntityId, entityType],
  );
  await unsafeRows(
    `INSERT INTO "Assessment" ("organizationId", "id", "legalEntityId", "name", "questionnaireId", "catalogueVersionId", "channels",
       "periodFrom", "periodTo", "createdById", "archivedAt")
     VALUES ($1, $2, $3, 'Web shop 2026', $4, $5, ARRAY['E_COMMERCE'], '2026-01-01', '2026-12-31', $6,
       CASE WHEN $7::boolean THEN now() END)`,
    [
      organizationId,
      assessmentId,
      legalEntityId,
      questionnaireId,
      catalogueVersionId,
      userId,
      state.archived ?? false,
    ],
  );
  const rows = listQuestionnaireRequirements(catalogueVersionId, questionnaireId).flatMap((requirement) =>
    Array.from({ length: requirement.answerRows.length || 1 }, (_, row) => ({
      key: requirement.requirementKey,
      row,
    })),
  );
  await unsafeRows(
    `INSERT INTO "Response" ("organizationId", "assessmentId", "requirementKey", "row", "catalogueVersionId")
     SELECT $1, $2, k, r, $3 FROM unnest($4::text[], $5::int[]) AS t(k, r)`,
    [
      organizationId,
      assessmentId,
      catalogueVersionId,
      rows.map((row) => row.key),
      rows.map((row) => row.row),
    ],
  );
  const { status } = state;
  if (status) {
    await unsafeRows(
      `UPDATE "Assessment" SET "status" = $2, "signedAt" = CASE WHEN $2 = 'SIGNED' THEN now() END WHERE "id" = $1`,
      [assessmentId, status],
    );
  }
  return assessmentId;
}
