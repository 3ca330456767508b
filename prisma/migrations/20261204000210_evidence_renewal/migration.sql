-- Evidence that is in use is asked for again before it ends. Each may do without the mails.
ALTER TABLE "Membership" ADD COLUMN "renewalMails" BOOLEAN NOT NULL DEFAULT true;

CREATE TABLE "EvidenceReminder" (
    "organizationId" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "validUntil" DATE NOT NULL,
    "stage" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "claimedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "EvidenceReminder_pkey" PRIMARY KEY ("organizationId","evidenceId","validUntil","stage","userId"),
    CONSTRAINT evidence_reminder_stage CHECK ("stage" IN ('IN_30_DAYS', 'IN_7_DAYS', 'ENDED'))
);
ALTER TABLE "EvidenceReminder" ADD CONSTRAINT "EvidenceReminder_organizationId_evidenceId_fkey" FOREIGN KEY ("organizationId", "evidenceId") REFERENCES "EvidenceItem"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "EvidenceReminder" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "EvidenceReminder" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "EvidenceReminder"
  USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
-- The program keeps them for itself.
CREATE POLICY need_to_know ON "EvidenceReminder" AS RESTRICTIVE USING ((SELECT current_person()) IS NULL);
REVOKE UPDATE ON "EvidenceReminder" FROM inplace_app;
GRANT UPDATE ("claimedAt", "sentAt") ON "EvidenceReminder" TO inplace_app;
GRANT DELETE ON "EvidenceReminder" TO inplace_app;
-- What was sent stays said.
CREATE POLICY unsent_only ON "EvidenceReminder" AS RESTRICTIVE FOR DELETE USING ("sentAt" IS NULL OR current_setting('app.removing_sample', true) = "organizationId"::text);

-- Evidence in use that ends until a day, or has ended, with whoever answers for it: nobody where they left, may not add evidence
-- or do not see it. In use is what an open assessment rests on, and what shows the latest time that an activity was done. Asked
-- of all uses, whoever asks.
CREATE FUNCTION evidence_to_renew(p_org uuid, p_until date)
RETURNS TABLE ("evidenceId" uuid, "title" text, "validUntil" date, "ownerId" uuid) LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_found jsonb; v_item record;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  SELECT jsonb_agg(jsonb_build_object('id', e."id", 'title', e."title", 'ends', e."validUntil", 'owner', m."userId", 'role', m."role") ORDER BY e."validUntil", e."id") INTO v_found
    FROM "EvidenceItem" e JOIN "Organization" o ON o."id" = e."organizationId"
    LEFT JOIN "Membership" m ON m."organizationId" = e."organizationId" AND m."userId" = e."ownerId" AND is_current(m."endedAt", m."accessUntil", o."timeZone")
     AND m."role" IN ('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')
     AND EXISTS (SELECT 1 FROM "User" u WHERE u."id" = m."userId" AND u."kind" = 'PERSON' AND u."deactivatedAt" IS NULL)
   WHERE e."organizationId" = p_org AND e."archivedAt" IS NULL AND e."validUntil" <= p_until
     AND (EXISTS (SELECT 1 FROM "EvidenceLink" l JOIN "Assessment" a ON a."organizationId" = l."organizationId" AND a."id" = l."assessmentId"
           WHERE l."organizationId" = e."organizationId" AND l."evidenceId" = e."id" AND l."removedAt" IS NULL AND a."status" = 'OPEN' AND a."archivedAt" IS NULL)
       OR EXISTS (SELECT 1 FROM "ActivityOccurrenceEvidence" x
            JOIN "ActivityOccurrence" c ON c."organizationId" = x."organizationId" AND c."id" = x."occurrenceId"
            JOIN "Activity" v ON v."organizationId" = c."organizationId" AND v."id" = c."activityId" AND v."archivedAt" IS NULL
            LEFT JOIN "Integration" i ON i."organizationId" = v."organizationId" AND i."id" = v."integrationId"
           WHERE x."organizationId" = e."organizationId" AND x."evidenceId" = e."id" AND i."archivedAt" IS NULL
             AND c."completedOn" = (SELECT max(n."completedOn") FROM "ActivityOccurrence" n WHERE n."organizationId" = c."organizationId" AND n."activityId" = c."activityId")));
  FOR v_item IN SELECT * FROM jsonb_to_recordset(coalesce(v_found, '[]'::jsonb)) AS f("id" uuid, "title" text, "ends" date, "owner" uuid, "role" text) LOOP
    "evidenceId" := v_item."id"; "title" := v_item."title"; "validUntil" := v_item."ends"; "ownerId" := v_item."owner";
    IF v_item."role" = 'CONTROL_OWNER' THEN
      PERFORM set_config('app.user_id', v_item."owner"::text, true);
      IF NOT EXISTS (SELECT 1 FROM "EvidenceItem" s WHERE s."organizationId" = p_org AND s."id" = v_item."id") THEN "ownerId" := NULL; END IF;
      PERFORM set_config('app.user_id', '', true);
    END IF;
    RETURN NEXT;
  END LOOP;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
END $$;
