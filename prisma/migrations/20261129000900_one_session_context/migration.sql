-- One session_context for all that decides about a request: the session's own limits and the organization's shorter ones,
-- memberships of today that the way of signing in reaches, how much of the organization is seen, and what is still owed.
DROP FUNCTION session_context(uuid, uuid, boolean);
CREATE FUNCTION session_context(p_session uuid, p_user uuid, p_touch boolean)
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
               AND session_reaches(v_sign_on, oo."id", oo."isSample", oo."signOn", mm."role", mm."mayUsePassword")),
           v_factor,
           v_factor IS NULL AND (EXISTS (SELECT 1 FROM "Authenticator" f WHERE f."userId" = u."id" AND f."removedAt" IS NULL)
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

-- A sample goes whole, in the order that its own references ask for: a table that is added later needs no line here.
CREATE OR REPLACE FUNCTION remove_sample_unchecked(p_org uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE v_left oid[]; v_next oid; v_person text := current_setting('app.user_id', true);
BEGIN
  -- By nobody: with the membership the right to see the rest would go.
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.removing_sample', p_org::text, true), set_config('app.user_id', '', true);
  PERFORM 1 FROM "Organization" WHERE "id" = p_org AND "isSample" FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'only a sample organization can be removed' USING ERRCODE = 'insufficient_privilege'; END IF;
  UPDATE "Session" SET "organizationId" = NULL WHERE "organizationId" = p_org;
  SELECT array_agg(c.oid ORDER BY c.relname) INTO v_left FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organizationId' AND NOT a.attisdropped
   WHERE c.relnamespace = (SELECT o.relnamespace FROM pg_class o WHERE o.oid = '"Organization"'::regclass) AND c.relkind = 'r' AND c.relname <> 'Session';
  WHILE coalesce(array_length(v_left, 1), 0) > 0 LOOP
    -- One that none of the others refers to. The log goes last: it is written while the rest goes.
    SELECT t INTO v_next FROM unnest(v_left) AS t
     WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contype = 'f' AND k.confrelid = t AND k.conrelid <> t AND k.conrelid = ANY (v_left))
     ORDER BY t::regclass::text LIKE '%Audit%' LIMIT 1;
    IF v_next IS NULL THEN RAISE EXCEPTION 'tables refer to each other in a circle'; END IF;
    EXECUTE format('DELETE FROM %s WHERE "organizationId" = $1', v_next::regclass) USING p_org;
    v_left := array_remove(v_left, v_next);
  END LOOP;
  DELETE FROM "Organization" WHERE "id" = p_org;
  PERFORM set_config('app.removing_sample', '', true), set_config('app.user_id', coalesce(v_person, ''), true);
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION remove_sample_unchecked(uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
