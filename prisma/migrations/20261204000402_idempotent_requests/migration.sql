-- A request that a program sends again is the same request: its Idempotency-Key is claimed here before the work begins, and its
-- answer is kept for a day. Of the key itself only the hash.
CREATE TABLE "IdempotentRequest" (
    "organizationId" UUID NOT NULL,
    "keyId" UUID NOT NULL,
    "requestHash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "attempt" UUID NOT NULL,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,
    "heldUntil" TIMESTAMPTZ(3) NOT NULL,
    "writtenAt" TIMESTAMPTZ(3),
    "fingerprint" TEXT,
    "sizeBytes" BIGINT,
    "status" INTEGER,
    "answer" TEXT,

    CONSTRAINT "IdempotentRequest_pkey" PRIMARY KEY ("organizationId","keyId","requestHash")
);
ALTER TABLE "IdempotentRequest" ADD CONSTRAINT "IdempotentRequest_organizationId_keyId_fkey" FOREIGN KEY ("organizationId", "keyId") REFERENCES "ApiKey"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "IdempotentRequest_claimedAt_idx" ON "IdempotentRequest"("claimedAt");
ALTER TABLE "IdempotentRequest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "IdempotentRequest" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "IdempotentRequest" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
-- An answer holds what its program may see, and is for that program's member alone.
CREATE POLICY need_to_know ON "IdempotentRequest" AS RESTRICTIVE USING ((SELECT current_person()) IS NULL OR "userId" = (SELECT current_person()));
REVOKE UPDATE ON "IdempotentRequest" FROM inplace_app;
GRANT UPDATE ("userId", "attempt", "claimedAt", "heldUntil", "writtenAt", "fingerprint", "sizeBytes", "status", "answer") ON "IdempotentRequest" TO inplace_app;
GRANT DELETE ON "IdempotentRequest" TO inplace_app;

-- Claims a request for one attempt. An attempt that ended without a word (its process died) and wrote nothing is taken over as
-- soon as it holds the claim no longer; what is older than a day is as if it had never been.
CREATE FUNCTION claim_request(p_org uuid, p_user uuid, p_key uuid, p_request text, p_attempt uuid, p_hold int)
RETURNS TABLE ("outcome" text, "fingerprint" text, "sizeBytes" bigint, "status" int, "answer" text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE v_row "IdempotentRequest"%ROWTYPE; v_now timestamptz := clock_timestamp();
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  INSERT INTO "IdempotentRequest" AS r ("organizationId", "keyId", "requestHash", "userId", "attempt", "claimedAt", "heldUntil")
  VALUES (p_org, p_key, p_request, p_user, p_attempt, v_now, v_now + make_interval(secs => p_hold))
  ON CONFLICT ("organizationId", "keyId", "requestHash") DO UPDATE SET "userId" = EXCLUDED."userId", "attempt" = EXCLUDED."attempt", "claimedAt" = EXCLUDED."claimedAt",
    "heldUntil" = EXCLUDED."heldUntil", "writtenAt" = NULL, "fingerprint" = NULL, "sizeBytes" = NULL, "status" = NULL, "answer" = NULL
   WHERE r."heldUntil" <= clock_timestamp()
     AND (r."status" IS NULL AND r."writtenAt" IS NULL OR r."claimedAt" < clock_timestamp() - interval '24 hours');
  IF FOUND THEN RETURN QUERY SELECT 'CLAIMED'::text, NULL::text, NULL::bigint, NULL::int, NULL::text; RETURN; END IF;
  SELECT * INTO v_row FROM "IdempotentRequest" r WHERE r."organizationId" = p_org AND r."keyId" = p_key AND r."requestHash" = p_request;
  RETURN QUERY SELECT CASE WHEN v_row."status" IS NOT NULL THEN 'DONE' WHEN v_row."writtenAt" IS NOT NULL AND v_row."heldUntil" <= clock_timestamp() THEN 'LOST' ELSE 'RUNNING' END,
    v_row."fingerprint", v_row."sizeBytes", v_row."status", v_row."answer";
END $$;

-- Says that an attempt still runs. False when it holds the claim no longer.
CREATE FUNCTION hold_request(p_org uuid, p_user uuid, p_key uuid, p_request text, p_attempt uuid, p_hold int)
RETURNS TABLE ("isHeld" boolean) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  UPDATE "IdempotentRequest" r SET "heldUntil" = clock_timestamp() + make_interval(secs => p_hold)
   WHERE r."organizationId" = p_org AND r."keyId" = p_key AND r."requestHash" = p_request AND r."attempt" = p_attempt AND r."status" IS NULL;
  RETURN QUERY SELECT FOUND;
END $$;

-- Within the transaction of the work: the work counts only while its attempt holds the claim. With the answer, where it is known
-- by then. False when another attempt has taken over: then nothing may be written.
CREATE FUNCTION request_written(p_org uuid, p_key uuid, p_request text, p_attempt uuid, p_fingerprint text, p_size bigint, p_status int, p_answer text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "IdempotentRequest" r SET "writtenAt" = clock_timestamp(), "fingerprint" = p_fingerprint, "sizeBytes" = p_size, "status" = p_status, "answer" = p_answer
   WHERE r."organizationId" = p_org AND r."keyId" = p_key AND r."requestHash" = p_request AND r."attempt" = p_attempt;
  RETURN FOUND;
END $$;

-- Ends an attempt. With a success, or when something was written, the answer is kept; what failed and wrote nothing may be tried
-- again.
CREATE FUNCTION end_request(p_org uuid, p_user uuid, p_key uuid, p_request text, p_attempt uuid, p_fingerprint text, p_size bigint, p_status int, p_answer text)
RETURNS TABLE ("isKept" boolean) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  IF p_status >= 400 THEN
    DELETE FROM "IdempotentRequest" r WHERE r."organizationId" = p_org AND r."keyId" = p_key AND r."requestHash" = p_request AND r."attempt" = p_attempt
       AND r."writtenAt" IS NULL;
    IF FOUND THEN RETURN QUERY SELECT false; RETURN; END IF;
  END IF;
  UPDATE "IdempotentRequest" r SET "heldUntil" = clock_timestamp(), "fingerprint" = coalesce(r."fingerprint", p_fingerprint), "sizeBytes" = coalesce(r."sizeBytes", p_size),
      "status" = coalesce(r."status", p_status), "answer" = coalesce(r."answer", p_answer)
   WHERE r."organizationId" = p_org AND r."keyId" = p_key AND r."requestHash" = p_request AND r."attempt" = p_attempt;
  RETURN QUERY SELECT FOUND;
END $$;

-- What is older than a day goes, by the clock of the database and whoever asks for it.
CREATE POLICY tidied ON "IdempotentRequest" USING ("claimedAt" < now() - interval '24 hours'
  AND pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = '"IdempotentRequest"'::regclass), 'USAGE'));
CREATE FUNCTION tidy_idempotent_requests() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_rows bigint;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  DELETE FROM "IdempotentRequest" WHERE "claimedAt" < now() - interval '24 hours' AND "heldUntil" <= now();
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN v_rows;
END $$;
REVOKE ALL ON FUNCTION tidy_idempotent_requests() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tidy_idempotent_requests() TO inplace_app;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION tidy_idempotent_requests() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
