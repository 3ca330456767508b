-- 1. Whoever guesses shuts nobody else out: the key is looked up first, and the limit meets those that do not work. A key of a
-- person does not work longer than their account, which is off after 90 days without a sign-in (8.2.6); its own use is none.
-- Service accounts do not sign in, and are reviewed instead.
CREATE OR REPLACE FUNCTION api_key_context(p_hash text, p_from text, p_network text, p_counts boolean, p_key_points int, p_org_points int, p_seconds int, p_guess_points int, p_guess_seconds int)
RETURNS TABLE ("outcome" text, "wait" int, "keyId" uuid, "keyName" text, "permissions" text[], "userId" uuid, "userName" text, "role" text, "organizationId" uuid, "timeZone" text)
LANGUAGE plpgsql AS $$
DECLARE v_key "ApiKey"%ROWTYPE; v_known boolean; v_person record; v_wait int := 0;
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
    IF v_wait > 0 THEN
      RETURN QUERY SELECT 'LIMITED'::text, v_wait, NULL::uuid, NULL::text, NULL::text[], NULL::uuid, NULL::text, NULL::text, NULL::uuid, NULL::text; RETURN;
    END IF;
    -- A key that was once real is nobody's guess; it takes the same time.
    IF p_network IS NOT NULL THEN
      PERFORM count_turn('key-guess:' || p_network, CASE WHEN v_known THEN 0 ELSE 1 END, p_guess_points, p_guess_seconds);
    END IF;
    RETURN QUERY SELECT 'UNKNOWN'::text, 0, NULL::uuid, NULL::text, NULL::text[], NULL::uuid, NULL::text, NULL::text, NULL::uuid, NULL::text; RETURN;
  END IF;
  IF p_counts THEN
    v_wait := count_turn('api-key:' || v_key."id", 1, p_key_points, p_seconds);
    IF v_wait = 0 THEN v_wait := count_turn('api-organization:' || v_key."organizationId", 1, p_org_points, p_seconds); END IF;
  END IF;
  IF v_key."lastUsedAt" IS NULL OR v_key."lastUsedAt" < now() - interval '1 minute' THEN
    UPDATE "ApiKey" k SET "lastUsedAt" = now(), "lastUsedFrom" = p_from
     WHERE k."organizationId" = v_key."organizationId" AND k."id" = v_key."id";
  END IF;
  RETURN QUERY SELECT CASE WHEN v_wait > 0 THEN 'LIMITED' ELSE 'OK' END, v_wait, v_key."id", v_key."name", v_key."permissions",
    v_person."id"::uuid, v_person."name"::text, v_person."role"::text, v_key."organizationId", v_person."timeZone"::text;
END $$;

CREATE OR REPLACE FUNCTION provisioning_context(p_hash text, p_from text, p_network text, p_points int, p_seconds int, p_guess_points int, p_guess_seconds int)
RETURNS TABLE ("outcome" text, "wait" int, "tokenId" uuid, "organizationId" uuid)
LANGUAGE plpgsql AS $$
DECLARE v_token "ProvisioningToken"%ROWTYPE; v_known boolean; v_wait int := 0;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true), set_config('app.api_key', p_hash, true),
          set_config('app.organization_id', '', true), set_config('app.user_id', '', true);
  SELECT t.* INTO v_token FROM "ProvisioningToken" t WHERE t."tokenHash" = p_hash;
  v_known := FOUND;
  IF NOT v_known OR v_token."revokedAt" IS NOT NULL OR v_token."expiresAt" <= now() THEN
    v_wait := guesses_wait(p_network, p_guess_points);
    IF v_wait > 0 THEN RETURN QUERY SELECT 'LIMITED'::text, v_wait, NULL::uuid, NULL::uuid; RETURN; END IF;
    IF p_network IS NOT NULL THEN
      PERFORM count_turn('key-guess:' || p_network, CASE WHEN v_known THEN 0 ELSE 1 END, p_guess_points, p_guess_seconds);
    END IF;
    RETURN QUERY SELECT 'UNKNOWN'::text, 0, NULL::uuid, NULL::uuid; RETURN;
  END IF;
  PERFORM set_config('app.organization_id', v_token."organizationId"::text, true);
  v_wait := count_turn('provisioning:' || v_token."organizationId", 1, p_points, p_seconds);
  IF v_token."lastUsedAt" IS NULL OR v_token."lastUsedAt" < now() - interval '1 minute' THEN
    UPDATE "ProvisioningToken" t SET "lastUsedAt" = now(), "lastUsedFrom" = p_from
     WHERE t."organizationId" = v_token."organizationId" AND t."id" = v_token."id";
  END IF;
  RETURN QUERY SELECT CASE WHEN v_wait > 0 THEN 'LIMITED' ELSE 'OK' END, v_wait, v_token."id", v_token."organizationId";
END $$;

-- 2. A session is of the person, and of the way of signing in, that it was made for: never somebody else's, with another
-- factor, or brought back.
REVOKE UPDATE ON "Session" FROM inplace_app;
GRANT UPDATE ("organizationId", "lastSeenAt", "revokedAt", "signOnConfirmedAt") ON "Session" TO inplace_app;

CREATE FUNCTION session_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."revokedAt" IS NOT NULL AND NEW."revokedAt" IS NULL THEN
    RAISE EXCEPTION 'an ended session stays ended' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW."absoluteEnd" > OLD."absoluteEnd" THEN
    RAISE EXCEPTION 'a session gets no later end' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_guard BEFORE UPDATE OF "revokedAt", "absoluteEnd" ON "Session" FOR EACH ROW EXECUTE FUNCTION session_guard();
