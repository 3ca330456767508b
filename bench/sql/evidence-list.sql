-- One page of the library, filtered and in order, with what stands beside it: files, uses, owner, the counts of the views, and
-- what the filter offers. Without row-level security.
WITH page AS (
  SELECT * FROM "EvidenceItem" WHERE "organizationId" = $1 AND "archivedAt" IS NULL AND "evidenceType" = $3 AND "ownerId" = $2
   ORDER BY "titleOrder", "id" LIMIT 51)
SELECT
  (SELECT jsonb_agg(to_jsonb(p) || jsonb_build_object(
      'owner', (SELECT jsonb_build_object('name', u."name", 'endedAt', m."endedAt") FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
                 WHERE m."organizationId" = p."organizationId" AND m."userId" = p."ownerId"),
      'files', (SELECT jsonb_agg(jsonb_build_object('sha256', f."sha256", 'mediaType', f."mediaType", 'state', f."state", 'cardScan', f."cardScan") ORDER BY f."id")
                  FROM "EvidenceFile" f WHERE f."organizationId" = p."organizationId" AND f."evidenceId" = p."id"),
      'links', (SELECT jsonb_agg(l."requirementKey") FROM "EvidenceLink" l
                 WHERE l."organizationId" = p."organizationId" AND l."evidenceId" = p."id" AND l."removedAt" IS NULL)) ORDER BY p."titleOrder", p."id") FROM page p) AS "rows",
  (SELECT count(*) FROM (SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1 AND "archivedAt" IS NULL LIMIT 10001) c) AS "all",
  (SELECT count(*) FROM (SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1 AND "archivedAt" IS NULL
     AND "validUntil" BETWEEN current_date AND current_date + 30 LIMIT 10001) c) AS "endsSoon",
  (SELECT count(*) FROM (SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1 AND "archivedAt" IS NULL AND "validUntil" < current_date LIMIT 10001) c) AS "ended",
  (SELECT count(*) FROM (SELECT 1 FROM "EvidenceItem" e WHERE "organizationId" = $1 AND "archivedAt" IS NULL
     AND NOT EXISTS (SELECT 1 FROM "EvidenceLink" l WHERE l."organizationId" = e."organizationId" AND l."evidenceId" = e."id" AND l."removedAt" IS NULL)
     AND NOT EXISTS (SELECT 1 FROM "ActivityOccurrenceEvidence" o WHERE o."organizationId" = e."organizationId" AND o."evidenceId" = e."id") LIMIT 10001) c) AS "notUsed",
  (SELECT count(*) FROM (SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1 AND "archivedAt" IS NOT NULL LIMIT 10001) c) AS "removed",
  (SELECT jsonb_agg(u."name") FROM "Membership" m JOIN "User" u ON u."id" = m."userId" WHERE m."organizationId" = $1 AND m."endedAt" IS NULL) AS "owners",
  (SELECT jsonb_agg(DISTINCT t) FROM (SELECT "tags" FROM "EvidenceItem" WHERE "organizationId" = $1 AND "archivedAt" IS NULL AND "tags" <> '{}'
     ORDER BY "organizationId", "receivedAt" DESC, "id" DESC LIMIT 500) e, unnest(e."tags") t) AS "tags"
