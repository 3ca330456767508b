// Loads the catalogue of the standard into the database, as its owner. Rows are updated or marked withdrawn, never
// deleted, and answers are not touched: they refer to requirements by a key that stays.
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Catalogue } from '@/lib/catalogue/model';
import { catalogueVersionIds, getCatalogue } from '@/lib/catalogue/queries';

const ownerUrl = process.env.DATABASE_OWNER_URL;
if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is not set; the launcher sets it');

const client = new pg.Client({ connectionString: ownerUrl, application_name: 'inplace-catalogue' });
await client.connect();
try {
  for (const versionId of catalogueVersionIds) await load(getCatalogue(versionId));
} finally {
  await client.end();
}

async function load(catalogue: Catalogue): Promise<void> {
  const requirements = catalogue.requirements.map((requirement, position) => ({
    requirementKey: requirement.requirementKey,
    requirementNumber: requirement.requirementNumber,
    kind: requirement.kind,
    parentNumber: requirement.parentNumber,
    position,
    title: requirement.title,
    summary: requirement.summary,
  }));
  const questionnaires = catalogue.questionnaires.map((questionnaire) => ({
    questionnaireId: questionnaire.questionnaireId,
    name: questionnaire.name,
    revision: questionnaire.revision,
    requirementKeys: questionnaire.requirementNumbers.map((number) => keyOf(catalogue, number)),
    responseOptions: questionnaire.responseOptions,
  }));
  const contentHash = createHash('sha256')
    .update(JSON.stringify([requirements, questionnaires]))
    .digest('hex');

  await client.query('BEGIN');
  // One loader at a time; a second one finds the same hash and leaves.
  await client.query('SELECT pg_advisory_xact_lock(72707371)');
  const known = await client.query(
    'SELECT 1 FROM "CatalogueVersion" WHERE "id" = $1 AND "contentHash" = $2',
    [catalogue.catalogueVersionId, contentHash],
  );
  if (known.rowCount) {
    await client.query('COMMIT');
    return;
  }
  await client.query(
    `INSERT INTO "CatalogueVersion" ("id", "standard", "version", "contentHash", "loadedAt") VALUES ($1, $2, $3, $4, now())
     ON CONFLICT ("id") DO UPDATE SET "standard" = $2, "version" = $3, "contentHash" = $4, "loadedAt" = now()`,
    [catalogue.catalogueVersionId, catalogue.standard, catalogue.version, contentHash],
  );
  await client.query(
    `INSERT INTO "CatalogueRequirement" ("catalogueVersionId", "requirementKey", "requirementNumber", "kind", "parentNumber", "position", "title", "summary")
     SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb) AS r("requirementKey" text, "requirementNumber" text, "kind" text, "parentNumber" text, "position" int, "title" text, "summary" text)
     ON CONFLICT ("catalogueVersionId", "requirementKey") DO UPDATE SET
       "requirementNumber" = excluded."requirementNumber", "kind" = excluded."kind", "parentNumber" = excluded."parentNumber",
       "position" = excluded."position", "title" = excluded."title", "summary" = excluded."summary", "withdrawnAt" = NULL`,
    [catalogue.catalogueVersionId, JSON.stringify(requirements)],
  );
  await client.query(
    `UPDATE "CatalogueRequirement" SET "withdrawnAt" = now()
      WHERE "catalogueVersionId" = $1 AND "withdrawnAt" IS NULL AND NOT ("requirementKey" = ANY ($2::text[]))`,
    [catalogue.catalogueVersionId, requirements.map((requirement) => requirement.requirementKey)],
  );
  for (const questionnaire of questionnaires)
    await client.query(
      `INSERT INTO "CatalogueQuestionnaire" ("catalogueVersionId", "questionnaireId", "name", "revision", "requirementKeys", "responseOptions") VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ("catalogueVersionId", "questionnaireId") DO UPDATE SET "name" = $3, "revision" = $4, "requirementKeys" = $5, "responseOptions" = $6`,
      [
        catalogue.catalogueVersionId,
        questionnaire.questionnaireId,
        questionnaire.name,
        questionnaire.revision,
        questionnaire.requirementKeys,
        questionnaire.responseOptions,
      ],
    );
  await client.query('COMMIT');
}

function keyOf(catalogue: Catalogue, number: string): string {
  const requirement = catalogue.requirementByNumber.get(number);
  if (!requirement)
    throw new Error(`a questionnaire names requirement ${number}, which the catalogue does not have`);
  return requirement.requirementKey;
}
