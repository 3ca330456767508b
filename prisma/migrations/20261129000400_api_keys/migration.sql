-- AlterTable
ALTER TABLE "User" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'PERSON';

-- CreateTable
CREATE TABLE "ApiKey" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "permissions" TEXT[],
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdByName" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedFrom" TEXT,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "ServiceAccount" (
    "organizationId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reviewedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ServiceAccount_pkey" PRIMARY KEY ("organizationId","membershipId")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_tokenHash_key" ON "ApiKey"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiKey_organizationId_membershipId_idx" ON "ApiKey"("organizationId", "membershipId");

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_organizationId_membershipId_fkey" FOREIGN KEY ("organizationId", "membershipId") REFERENCES "Membership"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceAccount" ADD CONSTRAINT "ServiceAccount_organizationId_membershipId_fkey" FOREIGN KEY ("organizationId", "membershipId") REFERENCES "Membership"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceAccount" ADD CONSTRAINT "ServiceAccount_organizationId_ownerId_fkey" FOREIGN KEY ("organizationId", "ownerId") REFERENCES "Membership"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- 1. The wall. A key is found by its hash before its organization is known.
ALTER TABLE "ApiKey" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ApiKey" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "ApiKey"
  USING ("organizationId" = (SELECT current_organization()) OR "tokenHash" = (SELECT nullif(current_setting('app.api_key', true), '')))
  WITH CHECK ("organizationId" = (SELECT current_organization()));
ALTER TABLE "ServiceAccount" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ServiceAccount" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "ServiceAccount"
  USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));

-- 2. A key is what it was made as: never another hash, more permissions, a later end. What was revoked stays so, also when
-- its member comes back.
REVOKE UPDATE ON "ApiKey", "ServiceAccount" FROM inplace_app;
GRANT UPDATE ("lastUsedAt", "lastUsedFrom", "revokedAt") ON "ApiKey" TO inplace_app;
GRANT UPDATE ("ownerId", "reviewedAt") ON "ServiceAccount" TO inplace_app;
ALTER TABLE "ApiKey" ADD CONSTRAINT at_most_a_year CHECK ("expiresAt" <= "createdAt" + interval '366 days');

CREATE FUNCTION api_key_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."revokedAt" IS NOT NULL AND NEW."revokedAt" IS DISTINCT FROM OLD."revokedAt" THEN
    RAISE EXCEPTION 'a revoked key stays revoked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER api_key_guard BEFORE UPDATE ON "ApiKey" FOR EACH ROW EXECUTE FUNCTION api_key_guard();

CREATE FUNCTION keys_end_with_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "ApiKey" SET "revokedAt" = now() WHERE "organizationId" = NEW."organizationId" AND "membershipId" = NEW."id" AND "revokedAt" IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER keys_end_with_membership AFTER UPDATE OF "endedAt" ON "Membership" FOR EACH ROW
  WHEN (OLD."endedAt" IS NULL AND NEW."endedAt" IS NOT NULL) EXECUTE FUNCTION keys_end_with_membership();

-- 3. A service account never signs in and never administers, whatever the app asks for.
ALTER TABLE "User" ADD CONSTRAINT kind_is_known CHECK ("kind" IN ('PERSON', 'SERVICE'));
ALTER TABLE "User" ADD CONSTRAINT service_has_no_password CHECK ("kind" = 'PERSON' OR "passwordHash" = '!');

CREATE FUNCTION kind_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a person stays a person, and a service a service' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER kind_stays BEFORE UPDATE OF "kind" ON "User" FOR EACH ROW WHEN (OLD."kind" <> NEW."kind") EXECUTE FUNCTION kind_stays();

CREATE FUNCTION only_persons_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "User" u WHERE u."id" = NEW."userId" AND u."kind" <> 'PERSON') THEN
    RAISE EXCEPTION 'a service account does not sign in' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_persons_sign_in BEFORE INSERT ON "Session" FOR EACH ROW EXECUTE FUNCTION only_persons_sign_in();
CREATE TRIGGER only_persons_sign_in BEFORE INSERT ON "Authenticator" FOR EACH ROW EXECUTE FUNCTION only_persons_sign_in();
CREATE TRIGGER only_persons_sign_in BEFORE INSERT ON "Passkey" FOR EACH ROW EXECUTE FUNCTION only_persons_sign_in();
CREATE TRIGGER only_persons_sign_in BEFORE INSERT ON "PasswordReset" FOR EACH ROW EXECUTE FUNCTION only_persons_sign_in();

CREATE FUNCTION only_persons_administer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "User" u WHERE u."id" = NEW."userId" AND u."kind" <> 'PERSON') THEN
    RAISE EXCEPTION 'a service account does not administer' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_persons_administer BEFORE INSERT OR UPDATE OF "role", "userId" ON "Membership" FOR EACH ROW
  WHEN (NEW."role" = 'ADMINISTRATOR') EXECUTE FUNCTION only_persons_administer();

-- 4. A request with a key in one round trip: who it is, whether it still may, and what it has used up. Unknown, expired and
-- revoked keys, and those of former members, take the same steps and get the same answer.

-- Counts in the limiter's own table. Returns the seconds to wait, 0 while there is a turn left.
CREATE FUNCTION count_turn(p_key text, p_weight int, p_points int, p_seconds int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_now bigint := (extract(epoch FROM clock_timestamp()) * 1000)::bigint; v_points int; v_expire bigint;
BEGIN
  INSERT INTO "RateLimit" AS r ("key", "points", "expire") VALUES (p_key, p_weight, v_now + p_seconds * 1000)
  ON CONFLICT ("key") DO UPDATE SET
    "points" = CASE WHEN r."expire" <= v_now THEN p_weight ELSE r."points" + p_weight END,
    "expire" = CASE WHEN r."expire" <= v_now THEN v_now + p_seconds * 1000 ELSE r."expire" END
  RETURNING r."points", r."expire" INTO v_points, v_expire;
  RETURN CASE WHEN v_points > p_points THEN greatest(1, ceil((v_expire - v_now) / 1000.0)::int) ELSE 0 END;
END $$;

-- Whether an address has tried too many keys that nobody has. Returns the seconds to wait.
CREATE FUNCTION guesses_wait(p_network text, p_points int) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT greatest(1, ceil(("expire" - extract(epoch FROM clock_timestamp()) * 1000) / 1000)::int) FROM "RateLimit"
    WHERE "key" = 'key-guess:' || p_network AND "points" >= p_points AND "expire" > extract(epoch FROM clock_timestamp()) * 1000), 0)
$$;

CREATE FUNCTION api_key_context(p_hash text, p_from text, p_network text, p_counts boolean, p_key_points int, p_org_points int, p_seconds int, p_guess_points int, p_guess_seconds int)
RETURNS TABLE ("outcome" text, "wait" int, "keyId" uuid, "keyName" text, "permissions" text[], "userId" uuid, "userName" text, "role" text, "organizationId" uuid, "timeZone" text)
LANGUAGE plpgsql AS $$
DECLARE v_key "ApiKey"%ROWTYPE; v_known boolean; v_person record; v_wait int := 0;
BEGIN
  v_wait := guesses_wait(p_network, p_guess_points);
  IF v_wait > 0 THEN
    RETURN QUERY SELECT 'LIMITED'::text, v_wait, NULL::uuid, NULL::text, NULL::text[], NULL::uuid, NULL::text, NULL::text, NULL::uuid, NULL::text; RETURN;
  END IF;
  -- Nothing that is written here needs to outlive a crash, so nobody waits for the disk.
  PERFORM set_config('synchronous_commit', 'off', true), set_config('app.api_key', p_hash, true),
          set_config('app.organization_id', '', true), set_config('app.user_id', '', true);
  SELECT k.* INTO v_key FROM "ApiKey" k WHERE k."tokenHash" = p_hash;
  v_known := FOUND;
  PERFORM set_config('app.organization_id', coalesce(v_key."organizationId"::text, ''), true);
  SELECT u."id", u."name", m."role", o."timeZone" INTO v_person
    FROM "Membership" m JOIN "User" u ON u."id" = m."userId" JOIN "Organization" o ON o."id" = m."organizationId"
   WHERE m."organizationId" = v_key."organizationId" AND m."id" = v_key."membershipId" AND is_current(m."endedAt", m."accessUntil", o."timeZone")
     AND u."deactivatedAt" IS NULL AND v_key."revokedAt" IS NULL AND v_key."expiresAt" > now();
  IF NOT FOUND THEN
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

-- 5. Answers name the key that recorded them, as every other event does.
DROP FUNCTION record_response(uuid, uuid, text, text, uuid, text, int, int, jsonb, text);

CREATE FUNCTION record_response(p_org uuid, p_user uuid, p_user_name text, p_role text, p_assessment uuid, p_requirement_key text, p_row int, p_version int, p_changes jsonb, p_from text DEFAULT NULL, p_key jsonb DEFAULT NULL)
RETURNS TABLE ("outcome" text, "version" int, "updatedAt" timestamptz, "updatedByName" text, "current" jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  v_assessment record; v_before "Response"%ROWTYPE; v_after "Response"%ROWTYPE; v_old jsonb; v_new jsonb; v_diff jsonb;
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  SELECT a."status", a."archivedAt", q."responseOptions" INTO v_assessment
    FROM "Assessment" a JOIN "CatalogueQuestionnaire" q ON q."catalogueVersionId" = a."catalogueVersionId" AND q."questionnaireId" = a."questionnaireId"
   WHERE a."organizationId" = p_org AND a."id" = p_assessment FOR SHARE OF a;
  IF NOT FOUND THEN RETURN QUERY SELECT 'NOT_FOUND'::text, NULL::int, NULL::timestamptz, NULL::text, NULL::jsonb; RETURN; END IF;
  SELECT * INTO v_before FROM "Response" r
   WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment AND r."requirementKey" = p_requirement_key AND r."row" = p_row FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'NOT_FOUND'::text, NULL::int, NULL::timestamptz, NULL::text, NULL::jsonb; RETURN; END IF;
  v_old := to_jsonb(v_before) - ARRAY['organizationId','assessmentId','requirementKey','row','catalogueVersionId','version','updatedAt','updatedById','updatedByName'];
  IF v_assessment."status" <> 'OPEN' OR v_assessment."archivedAt" IS NOT NULL THEN
    RETURN QUERY SELECT 'WRONG_STATE'::text, v_before."version", v_before."updatedAt"::timestamptz, v_before."updatedByName", v_old; RETURN;
  END IF;
  IF p_changes ->> 'finding' IS NOT NULL AND NOT (p_changes ->> 'finding' = ANY (v_assessment."responseOptions")) THEN
    RETURN QUERY SELECT 'NOT_OFFERED'::text, v_before."version", v_before."updatedAt"::timestamptz, v_before."updatedByName", v_old; RETURN;
  END IF;
  IF v_before."version" <> p_version THEN
    RETURN QUERY SELECT 'CONFLICT'::text, v_before."version", v_before."updatedAt"::timestamptz, v_before."updatedByName", v_old; RETURN;
  END IF;
  v_new := v_old || p_changes;
  SELECT jsonb_object_agg(k.key, jsonb_build_object('from', v_old -> k.key, 'to', v_new -> k.key)) INTO v_diff
    FROM jsonb_object_keys(v_new) AS k(key) WHERE v_old -> k.key IS DISTINCT FROM v_new -> k.key;
  IF v_diff IS NULL THEN
    RETURN QUERY SELECT 'UNCHANGED'::text, v_before."version", v_before."updatedAt"::timestamptz, v_before."updatedByName", v_old; RETURN;
  END IF;
  v_after := jsonb_populate_record(v_before, p_changes);
  UPDATE "Response" r SET
    "finding" = v_after."finding", "resultNote" = v_after."resultNote", "notApplicableReason" = v_after."notApplicableReason",
    "notTestedReason" = v_after."notTestedReason", "notTestedAskedBy" = v_after."notTestedAskedBy",
    "legalException" = v_after."legalException", "legalBasis" = v_after."legalBasis",
    "planAction" = v_after."planAction", "planOwner" = v_after."planOwner", "planTargetOn" = v_after."planTargetOn",
    "ccwConstraints" = v_after."ccwConstraints", "ccwDefinition" = v_after."ccwDefinition", "ccwObjective" = v_after."ccwObjective",
    "ccwIdentifiedRisk" = v_after."ccwIdentifiedRisk", "ccwValidation" = v_after."ccwValidation", "ccwMaintenance" = v_after."ccwMaintenance",
    "version" = r."version" + 1, "updatedAt" = clock_timestamp(), "updatedById" = p_user, "updatedByName" = p_user_name
   WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment AND r."requirementKey" = p_requirement_key AND r."row" = p_row
   RETURNING r.* INTO v_after;
  PERFORM append_event(p_org, 'response.recorded', p_user, p_user_name, 'response', p_assessment::text || '/' || p_requirement_key || '/' || p_row,
    jsonb_build_object('format', 1, 'type', 'response.recorded', 'actor', jsonb_strip_nulls(jsonb_build_object('id', p_user, 'name', p_user_name, 'role', p_role, 'from', p_from, 'key', p_key)),
      'subject', jsonb_build_object('type', 'response', 'id', p_assessment::text || '/' || p_requirement_key || '/' || p_row),
      'data', jsonb_build_object('requirementNumber', split_part(p_requirement_key, ':', 2), 'row', p_row, 'version', v_after."version", 'changes', v_diff))::text);
  RETURN QUERY SELECT 'SAVED'::text, v_after."version", v_after."updatedAt"::timestamptz, v_after."updatedByName", NULL::jsonb;
END $$;
