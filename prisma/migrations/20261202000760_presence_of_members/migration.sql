-- Whoever is no member any more is nowhere, at once. Their name is the one that they have, so it need not be kept here.
DROP FUNCTION note_presence(uuid, uuid, uuid, text, text, boolean);
ALTER TABLE "Presence" DROP COLUMN "name";

-- Says that a person has a requirement open, and gives who else has. It writes when that is news, or was last written twelve
-- seconds ago: of looks that come every few seconds, most only read. What has run out goes when somebody comes. Nobody writes
-- where nobody can: without a role that answers, or in an assessment that is signed or archived.
CREATE FUNCTION note_presence(p_org uuid, p_user uuid, p_assessment uuid, p_requirement_key text, p_writing boolean)
RETURNS TABLE ("name" text, "isWriting" boolean) LANGUAGE plpgsql AS $$
DECLARE v_seen timestamptz; v_was boolean; v_writing boolean := false;
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  IF p_writing THEN
    v_writing := has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER') AND EXISTS (SELECT 1 FROM "Assessment" a
      WHERE a."organizationId" = p_org AND a."id" = p_assessment AND a."status" = 'OPEN' AND a."archivedAt" IS NULL);
  END IF;
  SELECT p."seenAt", p."isWriting" INTO v_seen, v_was FROM "Presence" p
   WHERE p."organizationId" = p_org AND p."assessmentId" = p_assessment AND p."requirementKey" = p_requirement_key AND p."userId" = p_user;
  IF v_seen IS NULL THEN
    DELETE FROM "Presence" p WHERE p."organizationId" = p_org AND p."seenAt" < now() - interval '1 minute';
  END IF;
  IF v_seen IS NULL OR v_was <> v_writing OR v_seen < now() - interval '12 seconds' THEN
    INSERT INTO "Presence" AS p ("organizationId", "assessmentId", "requirementKey", "userId", "isWriting", "seenAt")
    SELECT p_org, p_assessment, p_requirement_key, p_user, v_writing, now()
     WHERE EXISTS (SELECT 1 FROM "Response" r WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment AND r."requirementKey" = p_requirement_key)
    ON CONFLICT ("organizationId", "assessmentId", "requirementKey", "userId")
    DO UPDATE SET "isWriting" = EXCLUDED."isWriting", "seenAt" = EXCLUDED."seenAt";
  END IF;
  RETURN QUERY
    SELECT u."name", p."isWriting" FROM "Presence" p
      JOIN "Membership" m ON m."organizationId" = p."organizationId" AND m."userId" = p."userId" AND m."endedAt" IS NULL
      JOIN "User" u ON u."id" = p."userId"
     WHERE p."organizationId" = p_org AND p."assessmentId" = p_assessment AND p."requirementKey" = p_requirement_key
       AND p."userId" <> p_user AND p."seenAt" > now() - interval '25 seconds'
     ORDER BY p."isWriting" DESC, u."name" LIMIT 10;
END $$;
