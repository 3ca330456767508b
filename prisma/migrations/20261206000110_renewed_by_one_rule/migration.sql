-- Evidence in use: what open assessments rest on, and what shows the latest time that an activity
-- was done. Asked of all uses, whoever asks.
CREATE FUNCTION evidence_in_use(p_org uuid) RETURNS TABLE ("evidenceId" uuid) LANGUAGE plpgsql ROWS 1000 AS $$
DECLARE v_person text := current_setting('app.user_id', true);
BEGIN
  PERFORM set_config('app.user_id', '', true);
  RETURN QUERY
    SELECT l."evidenceId" FROM "EvidenceLink" l
        JOIN "Assessment" a ON a."organizationId" = l."organizationId" AND a."id" = l."assessmentId" AND a."status" = 'OPEN' AND a."archivedAt" IS NULL
       WHERE l."organizationId" = p_org AND l."removedAt" IS NULL
      UNION
      SELECT x."evidenceId" FROM "ActivityOccurrenceEvidence" x
        JOIN "ActivityOccurrence" c ON c."organizationId" = x."organizationId" AND c."id" = x."occurrenceId"
        JOIN "Activity" v ON v."organizationId" = c."organizationId" AND v."id" = c."activityId" AND v."archivedAt" IS NULL
        LEFT JOIN "Integration" i ON i."organizationId" = v."organizationId" AND i."id" = v."integrationId"
       WHERE x."organizationId" = p_org AND i."archivedAt" IS NULL
         AND c."completedOn" = (SELECT max(n."completedOn") FROM "ActivityOccurrence" n WHERE n."organizationId" = c."organizationId" AND n."activityId" = c."activityId");
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
END $$;

-- That of it which ends until a day, or has ended, with whoever answers for it: nobody where they left, may not add evidence or do
-- not see it. The overview, the library and the mails go by this one rule.
DROP FUNCTION evidence_to_renew(uuid, date);
CREATE FUNCTION evidence_to_renew(p_org uuid, p_until date)
RETURNS TABLE ("evidenceId" uuid, "title" text, "validUntil" date, "ownerId" uuid) LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_narrow jsonb; v_item record;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  RETURN QUERY
    SELECT e."id", e."title", e."validUntil", m."userId"
      FROM evidence_in_use(p_org) u
      JOIN "EvidenceItem" e ON e."organizationId" = p_org AND e."id" = u."evidenceId" AND e."archivedAt" IS NULL AND e."validUntil" <= p_until
      LEFT JOIN (
        SELECT m."userId", m."role" FROM "Membership" m JOIN "Organization" o ON o."id" = m."organizationId" JOIN "User" p ON p."id" = m."userId"
         WHERE m."organizationId" = p_org AND is_current(m."endedAt", m."accessUntil", o."timeZone") AND p."kind" = 'PERSON' AND p."deactivatedAt" IS NULL
           AND m."role" IN ('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')) m ON m."userId" = e."ownerId"
     WHERE m."role" IS DISTINCT FROM 'CONTROL_OWNER';
  -- A control owner sees a part: whether this is in it is asked as that person.
  SELECT jsonb_agg(jsonb_build_object('id', e."id", 'title', e."title", 'ends', e."validUntil", 'owner', m."userId")) INTO v_narrow
    FROM evidence_in_use(p_org) u
    JOIN "EvidenceItem" e ON e."organizationId" = p_org AND e."id" = u."evidenceId" AND e."archivedAt" IS NULL AND e."validUntil" <= p_until
    JOIN (
      SELECT m."userId", m."role" FROM "Membership" m JOIN "Organization" o ON o."id" = m."organizationId" JOIN "User" p ON p."id" = m."userId"
       WHERE m."organizationId" = p_org AND is_current(m."endedAt", m."accessUntil", o."timeZone") AND p."kind" = 'PERSON' AND p."deactivatedAt" IS NULL
         AND m."role" = 'CONTROL_OWNER') m ON m."userId" = e."ownerId";
  FOR v_item IN SELECT * FROM jsonb_to_recordset(coalesce(v_narrow, '[]'::jsonb)) AS f("id" uuid, "title" text, "ends" date, "owner" uuid) LOOP
    "evidenceId" := v_item."id"; "title" := v_item."title"; "validUntil" := v_item."ends"; "ownerId" := v_item."owner";
    PERFORM set_config('app.user_id', v_item."owner"::text, true);
    IF NOT EXISTS (SELECT 1 FROM "EvidenceItem" s WHERE s."organizationId" = p_org AND s."id" = v_item."id") THEN "ownerId" := NULL; END IF;
    RETURN NEXT;
  END LOOP;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
END $$;
