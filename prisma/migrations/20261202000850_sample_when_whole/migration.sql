-- A sample takes seconds to fill. Until it is whole nobody is offered it.
ALTER TABLE "Organization" ADD COLUMN "isReady" BOOLEAN NOT NULL DEFAULT true;

CREATE OR REPLACE FUNCTION session_context(p_session uuid, p_user uuid, p_touch boolean)
RETURNS TABLE ("sessionId" uuid, "userId" uuid, "userName" text, "email" text, "organizationId" uuid, "organizationName" text, "isSample" boolean, "timeZone" text, "role" text, "seesAll" boolean, "organizations" jsonb, "secondFactorAt" timestamptz, "needsSecondFactor" boolean, "signOnOrganizationId" uuid)
LANGUAGE plpgsql AS $$
DECLARE v_org uuid; v_seen timestamptz; v_created timestamptz; v_factor timestamptz; v_sign_on uuid;
BEGIN
  SELECT s."organizationId", s."lastSeenAt", s."createdAt", s."secondFactorAt", s."signOnOrganizationId" INTO v_org, v_seen, v_created, v_factor, v_sign_on FROM "Session" s
   WHERE s."id" = p_session AND s."userId" = p_user AND s."revokedAt" IS NULL
     AND s."absoluteEnd" > now() AND s."lastSeenAt" > now() - interval '15 minutes';
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM set_config('app.user_id', p_user::text, true), set_config('app.organization_id', coalesce(v_org::text, ''), true);
  IF EXISTS (SELECT 1 FROM "Organization" o WHERE o."id" = v_org
      AND (v_seen <= now() - make_interval(mins => o."idleMinutes") OR v_created <= now() - make_interval(hours => o."sessionHours"))) THEN
    RETURN;
  END IF;
  IF p_touch AND v_seen < now() - interval '30 seconds' THEN
    UPDATE "Session" s SET "lastSeenAt" = now() WHERE s."id" = p_session AND s."revokedAt" IS NULL;
  END IF;
  RETURN QUERY
    SELECT p_session, u."id", u."name", u."email", o."id", o."name", o."isSample", o."timeZone", CASE WHEN o."id" IS NULL THEN NULL ELSE m."role" END,
           o."id" IS NOT NULL AND m."role" <> 'CONTROL_OWNER' AND NOT (m."role" = 'ASSESSOR' AND m."chosenOnly"),
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', oo."id", 'name', oo."name", 'isSample', oo."isSample", 'role', mm."role") ORDER BY mm."createdAt"), '[]'::jsonb)
              FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND is_current(mm."endedAt", mm."accessUntil", oo."timeZone")
               AND oo."isReady" AND session_reaches(v_sign_on, oo."id", oo."isSample", oo."signOn", mm."role", mm."mayUsePassword")),
           v_factor,
           v_factor IS NULL AND (EXISTS (SELECT 1 FROM "Authenticator" f WHERE f."userId" = u."id" AND f."removedAt" IS NULL)
             OR EXISTS (SELECT 1 FROM "Passkey" k WHERE k."userId" = u."id" AND k."removedAt" IS NULL)
             OR EXISTS (SELECT 1 FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND mm."endedAt" IS NULL AND oo."secondFactorRequired" AND NOT oo."isSample"
               AND (v_sign_on IS NULL OR oo."id" = v_sign_on))),
           v_sign_on
      FROM "User" u
      LEFT JOIN "Membership" m ON m."userId" = u."id" AND m."organizationId" = v_org AND m."endedAt" IS NULL
      LEFT JOIN "Organization" o ON o."id" = m."organizationId" AND is_current(m."endedAt", m."accessUntil", o."timeZone")
            AND session_reaches(v_sign_on, o."id", o."isSample", o."signOn", m."role", m."mayUsePassword")
     WHERE u."id" = p_user AND u."deactivatedAt" IS NULL;
END $$;
