-- A program is told what it has left, so that it can slow down before it is refused. Counted and read in the same statement.
DROP FUNCTION api_key_context(text, text, text, boolean, int, int, int, int, int);
CREATE FUNCTION api_key_context(p_hash text, p_from text, p_network text, p_counts boolean, p_key_points int, p_org_points int, p_seconds int, p_guess_points int, p_guess_seconds int)
RETURNS TABLE ("outcome" text, "wait" int, "keyId" uuid, "keyName" text, "permissions" text[], "userId" uuid, "userName" text, "role" text, "organizationId" uuid, "timeZone" text,
  "keyUsed" int, "keyReset" int, "organizationUsed" int, "organizationReset" int)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE v_key "ApiKey"%ROWTYPE; v_known boolean; v_person record; v_wait int := 0; v_now bigint;
BEGIN
  -- Nothing that is written here needs to outlive a crash, so nobody waits for the disk.
  PERFORM set_config('synchronous_commit', 'off', true), set_config('app.api_key', p_hash, true),
          set_config('app.organization_id', '', true), set_config('app.user_id', '', true);
  SELECT k.* INTO v_key FROM "ApiKey" k WHERE k."tokenHash" = p_hash;
  v_known := FOUND;
  PERFORM set_config('app.organization_id', coalesce(v_key."organizationId"::text, ''), true);
  SELECT u."id", u."name", m."role", o."timeZone" INTO v_person
    FROM "Membership" m JOIN "User" u ON u."id" = m."userId" JOIN "Organization" o ON o."id" = m."organizationId"
   WHERE m."organizationId" = v_key."organizationId" AND m."id" = v_key."membershipId" AND is_current(m."endedAt", m."accessUntil", o."timeZone")
     AND u."deactivatedAt" IS NULL AND v_key."revokedAt" IS NULL AND v_key."expiresAt" > now()
     AND (u."kind" <> 'PERSON' OR last_used(u."id") >= now() - interval '90 days');
  IF NOT FOUND THEN
    v_wait := guesses_wait(p_network, p_guess_points);
    -- A key that was once real is nobody's guess; it takes the same time.
    IF v_wait = 0 AND p_network IS NOT NULL THEN
      PERFORM count_turn('key-guess:' || p_network, CASE WHEN v_known THEN 0 ELSE 1 END, p_guess_points, p_guess_seconds);
    END IF;
    RETURN QUERY SELECT CASE WHEN v_wait > 0 THEN 'LIMITED' ELSE 'UNKNOWN' END, v_wait, NULL::uuid, NULL::text, NULL::text[], NULL::uuid, NULL::text, NULL::text,
      NULL::uuid, NULL::text, NULL::int, NULL::int, NULL::int, NULL::int;
    RETURN;
  END IF;
  IF p_counts THEN
    v_wait := count_turn('api-key:' || v_key."id", 1, p_key_points, p_seconds);
    IF v_wait = 0 THEN v_wait := count_turn('api-organization:' || v_key."organizationId", 1, p_org_points, p_seconds); END IF;
  END IF;
  IF v_key."lastUsedAt" IS NULL OR v_key."lastUsedAt" < now() - interval '1 minute' THEN
    UPDATE "ApiKey" k SET "lastUsedAt" = now(), "lastUsedFrom" = p_from
     WHERE k."organizationId" = v_key."organizationId" AND k."id" = v_key."id";
  END IF;
  v_now := (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
  RETURN QUERY SELECT CASE WHEN v_wait > 0 THEN 'LIMITED' ELSE 'OK' END, v_wait, v_key."id", v_key."name", v_key."permissions",
      v_person."id"::uuid, v_person."name"::text, v_person."role"::text, v_key."organizationId", v_person."timeZone"::text,
      coalesce(one."points", 0)::int, greatest(0, ceil((coalesce(one."expire", v_now) - v_now) / 1000.0))::int,
      coalesce(every."points", 0)::int, greatest(0, ceil((coalesce(every."expire", v_now) - v_now) / 1000.0))::int
    FROM (SELECT 1) AS always
    LEFT JOIN "RateLimit" one ON one."key" = 'api-key:' || v_key."id" AND one."expire" > v_now
    LEFT JOIN "RateLimit" every ON every."key" = 'api-organization:' || v_key."organizationId" AND every."expire" > v_now;
END $$;
