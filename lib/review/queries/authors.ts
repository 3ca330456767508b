import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';
import { requirementNumberOf } from '@/lib/response/queries';

export type Authors = { answeredByIds: string[]; answeredBy: string[] };

export const nobody: Authors = { answeredByIds: [], answeredBy: [] };

/** After every event. */
const NEWEST = 2n ** 63n - 1n;

/**
 * Who wrote what the answers of an assessment say now: everybody who saved one since the last approval of its requirement,
 * read from the events, which no later save takes away. Where nobody has since, whoever saved it last. A joint change that its
 * maker took back counts for nothing, neither the change nor the taking back: the two left the rows as others had written
 * them, and the event names both versions. A correction goes on where the version before it stood. What a service account
 * wrote was written by whoever made its key, and by whoever answered for the account then: people give it its words. What was
 * taken from another assessment was written by the authors of that answer then too, not by whoever used it alone. All
 * requirements without `keys`; those without an answer are absent. `upTo`: as it stood at that event, the newest by default.
 */
export async function unsafeReadAuthors(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
  upTo: bigint = NEWEST,
): Promise<Map<string, Authors>> {
  const written = await readWriters(tx, organizationId, assessmentId, keys, upTo);
  const authors = new Map(
    written.map(({ requirementKey, answeredByIds, answeredBy }) => [
      requirementKey,
      { answeredByIds, answeredBy },
    ]),
  );
  for (const { sequence, sourceId, numbers } of await readUses(tx, organizationId, assessmentId, upTo)) {
    const used = written.filter(
      ({ requirementKey, since }) =>
        numbers.includes(requirementNumberOf(requirementKey)) && sequence > since,
    );
    if (used.length === 0) continue;
    const usedKeys = used.map(({ requirementKey }) => requirementKey);
    // A change of its questionnaire may have put the source's answer out of sight; its words stand here all the same.
    const source = await unsafeWithSetAside(tx, () =>
      unsafeReadAuthors(tx, organizationId, sourceId, usedKeys, sequence),
    );
    for (const [key, more] of source) authors.set(key, joined(authors.get(key) ?? nobody, more));
  }
  return authors;
}

function joined(one: Authors, other: Authors): Authors {
  return {
    answeredByIds: [...new Set([...one.answeredByIds, ...other.answeredByIds])],
    answeredBy: [...new Set([...one.answeredBy, ...other.answeredBy])].toSorted(),
  };
}

/** When answers of other assessments were taken over into this one or a version that it corrects, oldest first. */
function readUses(tx: Transaction, organizationId: string, assessmentId: string, upTo: bigint) {
  return tx.$queryRaw<{ sequence: bigint; sourceId: string; numbers: string[] }[]>`
    WITH RECURSIVE versions AS (
      SELECT a."id", a."revisionOfId" FROM "Assessment" a WHERE a."organizationId" = ${organizationId}::uuid AND a."id" = ${assessmentId}::uuid
      UNION SELECT a."id", a."revisionOfId" FROM "Assessment" a JOIN versions v ON a."organizationId" = ${organizationId}::uuid AND a."id" = v."revisionOfId"
    )
    SELECT e."sequence", e."text"::jsonb #>> '{data,sourceId}' AS "sourceId", string_to_array(e."text"::jsonb #>> '{data,requirements}', ', ') AS "numbers"
      FROM versions v JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'assessment' AND e."subjectId" = v."id"::text
       AND e."type" IN ('assessment.answers-shared', 'assessment.shared-confirmed') AND e."sequence" < ${upTo}
     ORDER BY e."sequence"`;
}

/** Whose saves count, and the event after which they begin to. */
type Written = Authors & { requirementKey: string; since: bigint };

function readWriters(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
  upTo: bigint,
): Promise<Written[]> {
  return tx.$queryRaw<Written[]>`
    WITH RECURSIVE versions AS (
      SELECT a."id", a."revisionOfId" FROM "Assessment" a WHERE a."organizationId" = ${organizationId}::uuid AND a."id" = ${assessmentId}::uuid
      UNION SELECT a."id", a."revisionOfId" FROM "Assessment" a JOIN versions v ON a."organizationId" = ${organizationId}::uuid AND a."id" = v."revisionOfId"
    ), approved AS (
      SELECT n."number", max(e."sequence") AS "sequence" FROM versions v
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'assessment' AND e."subjectId" = v."id"::text AND e."type" = 'review.approved' AND e."sequence" < ${upTo}
       CROSS JOIN LATERAL string_to_table(e."text"::jsonb #>> '{data,requirements}', ', ') AS n("number")
       GROUP BY n."number"
    ), rows AS (
      SELECT r.*, coalesce(p."sequence", 0) AS "approvedAt" FROM "Response" r
        LEFT JOIN approved p ON p."number" = split_part(r."requirementKey", ':', 2)
       WHERE r."organizationId" = ${organizationId}::uuid AND r."assessmentId" = ${assessmentId}::uuid
         AND (${keys === null} OR r."requirementKey" = ANY (${keys ?? []}))
    ), undone AS (
      SELECT v."id" AS "assessmentId", e."actorId", split_part(t."save", '/', 1) AS "number", split_part(t."save", '/', 2)::int AS "row", split_part(t."save", '/', 3)::int AS "version"
        FROM versions v
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'assessment' AND e."subjectId" = v."id"::text AND e."type" = 'assessment.bulk-undone' AND e."sequence" < ${upTo}
       CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(e."text"::jsonb #> '{data,takenBack}', '[]')) AS t("save")
    ), saves AS (
      SELECT r."requirementKey", r."row", e."sequence", r."approvedAt", e."sequence" > r."approvedAt" AS "counts", e."actorId"::text AS "id", e."actorName" AS "name",
             e."text"::jsonb #>> '{actor,key,id}' AS "keyId"
        FROM rows r CROSS JOIN versions v
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'response'
         AND e."subjectId" = v."id"::text || '/' || r."requirementKey" || '/' || r."row" AND e."type" = 'response.recorded' AND e."sequence" < ${upTo}
       WHERE NOT EXISTS (SELECT 1 FROM undone u
         WHERE u."assessmentId" = v."id" AND u."number" = split_part(r."requirementKey", ':', 2) AND u."row" = r."row" AND u."actorId" = e."actorId"
           AND (e."text"::jsonb #>> '{data,version}')::int IN (u."version" - 1, u."version"))
    ), settled AS (
      SELECT * FROM rows r WHERE r."requirementKey" NOT IN (SELECT s."requirementKey" FROM saves s WHERE s."counts")
    ), last AS (
      SELECT DISTINCT ON (s."requirementKey", s."row") s.* FROM saves s ORDER BY s."requirementKey", s."row", s."sequence" DESC
    ), hands AS (
      SELECT "requirementKey", "id", "name", "keyId", "sequence", "approvedAt" AS "since" FROM saves WHERE "counts"
      UNION ALL SELECT r."requirementKey", l."id", l."name", l."keyId", l."sequence", l."sequence" FROM settled r
        JOIN last l ON l."requirementKey" = r."requirementKey" AND l."row" = r."row"
      UNION ALL SELECT r."requirementKey", r."updatedById"::text, r."updatedByName", NULL, ${upTo}, r."approvedAt" FROM settled r
       WHERE r."updatedById" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM last l WHERE l."requirementKey" = r."requirementKey" AND l."row" = r."row")
         AND NOT EXISTS (SELECT 1 FROM undone u WHERE u."number" = split_part(r."requirementKey", ':', 2) AND u."row" = r."row" AND u."version" = 2)
    ), authors AS (
      SELECT "requirementKey", "id", "name", "since" FROM hands
      UNION ALL SELECT h."requirementKey", e."actorId"::text, e."actorName", h."since" FROM hands h
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'api-key' AND e."subjectId" = h."keyId" AND e."type" = 'api-key.made'
      UNION ALL SELECT h."requirementKey", o."id", o."name", h."since" FROM hands h
       CROSS JOIN LATERAL (SELECT e."actorId"::text AS "id", e."actorName" AS "name" FROM "AuditEvent" e
         WHERE e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'member' AND e."subjectId" = h."id"
           AND e."type" IN ('service-account.added', 'service-account.reviewed') AND e."sequence" < h."sequence" ORDER BY e."sequence" DESC LIMIT 1) o
    )
    SELECT "requirementKey", array_remove(array_agg(DISTINCT "id"), NULL) AS "answeredByIds",
           array_remove(array_agg(DISTINCT nullif("name", '')), NULL) AS "answeredBy", min("since") AS "since"
      FROM authors GROUP BY "requirementKey"`;
}
