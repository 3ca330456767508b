-- Who has a requirement open at the moment, so that two people see each other before they change the same answer. Rows are
-- worth half a minute, and not worth the write-ahead log: a database that restarts begins with none.
CREATE UNLOGGED TABLE "Presence" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "isWriting" BOOLEAN NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Presence_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey","userId")
);
ALTER TABLE "Presence" ADD CONSTRAINT "Presence_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Presence" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Presence" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "Presence" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
-- Whoever sees the requirement sees who else is at it.
CREATE POLICY need_to_know ON "Presence" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
-- Nobody says it of somebody else; what has run out may be swept by whoever sees it.
CREATE POLICY own_only ON "Presence" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL OR "userId" = (SELECT current_person()));
CREATE POLICY own_only_changes ON "Presence" AS RESTRICTIVE FOR UPDATE USING ((SELECT current_person()) IS NULL OR "userId" = (SELECT current_person()));
CREATE POLICY own_or_stale ON "Presence" AS RESTRICTIVE FOR DELETE USING ((SELECT current_person()) IS NULL OR "userId" = (SELECT current_person())
  OR "seenAt" < now() - interval '1 minute');
REVOKE UPDATE ON "Presence" FROM inplace_app;
GRANT UPDATE ("name", "isWriting", "seenAt") ON "Presence" TO inplace_app;
GRANT DELETE ON "Presence" TO inplace_app;

-- Says that a person has a requirement open, and gives who else has. It writes when that is news, or was last written twelve
-- seconds ago: of looks that come every few seconds, most only read. What has run out goes when somebody comes.
CREATE FUNCTION note_presence(p_org uuid, p_user uuid, p_assessment uuid, p_requirement_key text, p_name text, p_writing boolean)
RETURNS TABLE ("name" text, "isWriting" boolean) LANGUAGE plpgsql AS $$
DECLARE v_seen timestamptz; v_writing boolean;
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  SELECT p."seenAt", p."isWriting" INTO v_seen, v_writing FROM "Presence" p
   WHERE p."organizationId" = p_org AND p."assessmentId" = p_assessment AND p."requirementKey" = p_requirement_key AND p."userId" = p_user;
  IF v_seen IS NULL THEN
    DELETE FROM "Presence" p WHERE p."organizationId" = p_org AND p."seenAt" < now() - interval '1 minute';
  END IF;
  IF v_seen IS NULL OR v_writing <> p_writing OR v_seen < now() - interval '12 seconds' THEN
    INSERT INTO "Presence" AS p ("organizationId", "assessmentId", "requirementKey", "userId", "name", "isWriting", "seenAt")
    SELECT p_org, p_assessment, p_requirement_key, p_user, p_name, p_writing, now()
     WHERE EXISTS (SELECT 1 FROM "Response" r WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment AND r."requirementKey" = p_requirement_key)
    ON CONFLICT ("organizationId", "assessmentId", "requirementKey", "userId")
    DO UPDATE SET "name" = EXCLUDED."name", "isWriting" = EXCLUDED."isWriting", "seenAt" = EXCLUDED."seenAt";
  END IF;
  RETURN QUERY
    SELECT p."name", p."isWriting" FROM "Presence" p
     WHERE p."organizationId" = p_org AND p."assessmentId" = p_assessment AND p."requirementKey" = p_requirement_key
       AND p."userId" <> p_user AND p."seenAt" > now() - interval '25 seconds'
     ORDER BY p."isWriting" DESC, p."name" LIMIT 10;
END $$;
