import 'server-only';
import type { Transaction } from '@/lib/platform/db';

/** What a change of an item changes of what it proves, by the names in its events. */
const provingFields = ['url', 'collectedOn', 'coversFrom', 'coversTo', 'validUntil'];

/**
 * Who brought what an item is now, read from the events, which nothing takes away: whoever added its newest version or a file of
 * it, and whoever ever changed its days, its address or the text of a note. What a program brought was brought by whoever made
 * its key, and by whoever answered for the service account then.
 */
export async function unsafeReadBringers(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH item AS (
      SELECT i."kind", i."fileVersion", i."receivedById"::text AS "receivedById" FROM "EvidenceItem" i
       WHERE i."organizationId" = ${organizationId}::uuid AND i."id" = ${evidenceId}::uuid
    ), events AS (
      SELECT e."sequence", e."type", e."actorId"::text AS "id", e."text"::jsonb AS "said" FROM "AuditEvent" e
       WHERE e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'evidence' AND e."subjectId" = ${evidenceId}
         AND e."type" IN ('evidence.added', 'evidence.version-added', 'evidence.file-added', 'evidence.changed')
    ), hands AS (
      SELECT e."id", e."said" #>> '{actor,key,id}' AS "keyId", e."sequence" FROM events e CROSS JOIN item i
       WHERE CASE WHEN e."type" = 'evidence.changed'
               THEN jsonb_exists_any(e."said" -> 'data', ${provingFields}::text[]) OR i."kind" = 'NOTE' AND jsonb_exists(e."said" -> 'data', 'note')
               ELSE e."sequence" >= coalesce((SELECT max(v."sequence") FROM events v
                 WHERE v."type" = 'evidence.version-added' AND v."said" #>> '{data,fileVersion}' = i."fileVersion"::text), 0) END
    )
    SELECT DISTINCT b."id" FROM (
      SELECT h."id" FROM hands h
      UNION SELECT i."receivedById" FROM item i WHERE i."fileVersion" = 1
      UNION SELECT e."actorId"::text FROM hands h
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'api-key' AND e."subjectId" = h."keyId" AND e."type" = 'api-key.made'
      UNION SELECT o."id" FROM hands h
       CROSS JOIN LATERAL (SELECT e."actorId"::text AS "id" FROM "AuditEvent" e
         WHERE e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'member' AND e."subjectId" = h."id"
           AND e."type" IN ('service-account.added', 'service-account.reviewed') AND e."sequence" < h."sequence" ORDER BY e."sequence" DESC LIMIT 1) o
    ) b WHERE b."id" IS NOT NULL`;
  return rows.map(({ id }) => id);
}
