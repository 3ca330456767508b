import 'server-only';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Catalogue } from './model';

/** Lets one loader work at a time; a second one waits, finds the same contents and leaves. */
const LOAD_LOCK = 72707371;

/**
 * Brings one version of the standard into the database, over the owner's connection (the running app may not write
 * these rows). Texts are updated, vanished requirements are marked withdrawn, nothing is deleted, and answers are not
 * touched: they refer to requirements by a key that stays.
 */
export async function loadCatalogue(
  client: pg.ClientBase,
  catalogue: Catalogue,
): Promise<'loaded' | 'unchanged'> {
  const rows = rowsOf(catalogue);
  await client.query('BEGIN');
  try {
    const outcome = await load(client, catalogue, rows);
    await client.query('COMMIT');
    return outcome;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

type Rows = ReturnType<typeof rowsOf>;

function rowsOf(catalogue: Catalogue) {
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
    .update(JSON.stringify([catalogue.standard, catalogue.version, requirements, questionnaires]))
    .digest('hex');
  return { requirements, questionnaires, contentHash };
}

function keyOf(catalogue: Catalogue, number: string): string {
  const requirement = catalogue.requirementByNumber.get(number);
  if (!requirement) throw new Error(`a questionnaire names ${number}, which the catalogue does not have`);
  return requirement.requirementKey;
}

async function load(
  client: pg.ClientBase,
  catalogue: Catalogue,
  rows: Rows,
): Promise<'loaded' | 'unchanged'> {
  const id = catalogue.catalogueVersionId;
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOAD_LOCK]);
  const known = await client.query(
    'SELECT 1 FROM "CatalogueVersion" WHERE "id" = $1 AND "contentHash" = $2',
    [id, rows.contentHash],
  );
  if (known.rowCount) return 'unchanged';
  await client.query(
    `INSERT INTO "CatalogueVersion" ("id", "standard", "version", "contentHash", "loadedAt") VALUES ($1, $2, $3, $4, now())
     ON CONFLICT ("id") DO UPDATE SET "standard" = $2, "version" = $3, "contentHash" = $4, "loadedAt" = now()`,
    [id, catalogue.standard, catalogue.version, rows.contentHash],
  );
  await client.query(
    `INSERT INTO "CatalogueRequirement" ("catalogueVersionId", "requirementKey", "requirementNumber", "kind", "parentNumber", "position", "title", "summary")
     SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb) AS r("requirementKey" text, "requirementNumber" text, "kind" text, "parentNumber" text, "position" int, "title" text, "summary" text)
     ON CONFLICT ("catalogueVersionId", "requirementKey") DO UPDATE SET
       "requirementNumber" = excluded."requirementNumber", "kind" = excluded."kind", "parentNumber" = excluded."parentNumber",
       "position" = excluded."position", "title" = excluded."title", "summary" = excluded."summary", "withdrawnAt" = NULL`,
    [id, JSON.stringify(rows.requirements)],
  );
  await client.query(
    `UPDATE "CatalogueRequirement" SET "withdrawnAt" = now()
      WHERE "catalogueVersionId" = $1 AND "withdrawnAt" IS NULL AND NOT ("requirementKey" = ANY ($2::text[]))`,
    [id, rows.requirements.map((requirement) => requirement.requirementKey)],
  );
  await client.query(
    `INSERT INTO "CatalogueQuestionnaire" ("catalogueVersionId", "questionnaireId", "name", "revision", "requirementKeys", "responseOptions")
     SELECT $1, q."questionnaireId", q."name", q."revision", q."requirementKeys", q."responseOptions"
       FROM jsonb_to_recordset($2::jsonb) AS q("questionnaireId" text, "name" text, "revision" text, "requirementKeys" text[], "responseOptions" text[])
     ON CONFLICT ("catalogueVersionId", "questionnaireId") DO UPDATE SET
       "name" = excluded."name", "revision" = excluded."revision", "requirementKeys" = excluded."requirementKeys",
       "responseOptions" = excluded."responseOptions"`,
    [id, JSON.stringify(rows.questionnaires)],
  );
  return 'loaded';
}
