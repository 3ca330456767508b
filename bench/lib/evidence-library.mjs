/** A library as it stands after years: so many items, of which a part has files, uses, tags, an end, or was removed. */
export async function fillLibrary(owner, { organizationId, userId, assessmentId }, count) {
  await owner.query(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "evidenceType", "note", "url", "collectedOn", "validUntil",
       "ownerId", "confidentiality", "source", "tags", "receivedAt", "receivedById", "receivedByName", "archivedAt")
     SELECT $1, (lpad(to_hex(1700000000000 + n::bigint * 600000), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
       CASE WHEN n % 10 < 7 THEN 'FILE' WHEN n % 10 < 9 THEN 'LINK' ELSE 'NOTE' END,
       (ARRAY['External scan', 'Account review', 'Firewall rules', 'Patch report', 'Training record', 'Change ticket', 'Script inventory'])[n % 7 + 1]
         || ' ' || (ARRAY['harbour', 'meadow', 'summit', 'valley', 'orchard'])[n % 5 + 1] || ' ' || n,
       (ARRAY['scan_report', 'inventory', 'config_export', 'change_ticket', 'screenshot', ''])[n % 6 + 1],
       'Taken from the console of system ' || n % 400 || ' by the person on duty, kept with the ticket ' || n || '.',
       CASE WHEN n % 10 BETWEEN 7 AND 8 THEN 'https://wiki.example/evidence/' || n ELSE '' END,
       current_date - (n % 900), CASE WHEN n % 5 > 0 THEN current_date - 300 + (n % 700 * 7919 % 700) END,
       $2, (ARRAY['INTERNAL', 'INTERNAL', 'CONFIDENTIAL', 'PUBLIC'])[n % 4 + 1], 'System ' || n % 400,
       CASE WHEN n % 3 = 0 THEN ARRAY['quarter-' || n % 4 + 1, 'site-' || n % 20] ELSE '{}' END,
       now() - make_interval(mins => ($3 - n) * 10), $2, 'Bench Officer', CASE WHEN n % 20 = 0 THEN now() END
     FROM generate_series(1, $3::int) n`,
    [organizationId, userId, count],
  );
  await owner.query(
    `INSERT INTO "EvidenceFile" ("organizationId", "id", "evidenceId", "storageKey", "fileName", "sizeBytes", "mediaType", "sha256",
       "keyId", "wrappedKey", "state", "heldFor", "cardScan", "wordMarks")
     SELECT $1, gen_random_uuid(), e."id", e."organizationId" || '/' || gen_random_uuid(), lower(replace(e."title", ' ', '-')) || '.pdf', 200000,
       'application/pdf', encode(sha256(e."id"::text::bytea), 'hex'), 'bench', 'bench', 'AVAILABLE', '', 'OWN',
       ARRAY(SELECT hashtextextended(e."title" || w, 0) FROM generate_series(1, 30) w)
     FROM "EvidenceItem" e WHERE e."organizationId" = $1 AND e."kind" = 'FILE'`,
    [organizationId],
  );
  await owner.query(
    `INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById")
     SELECT $1, gen_random_uuid(), e."id", $3, r."catalogueVersionId", r."requirementKey", $2
       FROM (SELECT "id", row_number() OVER (ORDER BY "id") AS n FROM "EvidenceItem" WHERE "organizationId" = $1 AND "archivedAt" IS NULL) e
       JOIN (SELECT "catalogueVersionId", "requirementKey", row_number() OVER (ORDER BY "requirementKey") - 1 AS n, count(*) OVER () AS all
               FROM "Response" WHERE "organizationId" = $1 AND "assessmentId" = $3 AND "row" = 0) r
         ON r.n IN (e.n % r.all, e.n * 31 % r.all)
      WHERE e.n % 10 < 7`,
    [organizationId, userId, assessmentId],
  );
  await owner.query('VACUUM (ANALYZE) "EvidenceItem", "EvidenceFile", "EvidenceLink"');
}
