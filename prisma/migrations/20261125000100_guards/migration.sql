-- What the Prisma schema language cannot say: the audit chain, append-only guards, row-level security, the runtime
-- role's rights, and the SQL functions of the hot paths.

-- 1. The audit chain ---------------------------------------------------------------------------------------------
-- hash = sha256(previous | sequence | database time | text), computed under the lock of the chain's head.

CREATE FUNCTION chain_hash(p_previous text, p_sequence bigint, p_at timestamptz, p_text text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(
    p_previous || '|' || p_sequence || '|' || to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || p_text,
    'UTF8')), 'hex')
$$;

CREATE FUNCTION append_event(p_org uuid, p_type text, p_actor uuid, p_actor_name text, p_subject_type text, p_subject text, p_text text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_previous text; v_sequence bigint; v_at timestamptz; v_hash text;
BEGIN
  INSERT INTO "AuditHead" ("organizationId", "sequence", "hash") VALUES (p_org, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  SELECT "hash", "sequence" + 1 INTO v_previous, v_sequence FROM "AuditHead" WHERE "organizationId" = p_org FOR UPDATE;
  v_at := clock_timestamp();
  v_hash := chain_hash(v_previous, v_sequence, v_at, p_text);
  INSERT INTO "AuditEvent" ("organizationId", "sequence", "at", "type", "actorId", "actorName", "subjectType", "subjectId", "text", "previousHash", "hash")
  VALUES (p_org, v_sequence, v_at, p_type, p_actor, p_actor_name, p_subject_type, p_subject, p_text, v_previous, v_hash);
  UPDATE "AuditHead" SET "sequence" = v_sequence, "hash" = v_hash WHERE "organizationId" = p_org;
  RETURN v_sequence;
END $$;

CREATE FUNCTION append_instance_event(p_type text, p_actor uuid, p_actor_name text, p_subject_type text, p_subject text, p_text text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_previous text; v_sequence bigint; v_at timestamptz; v_hash text;
BEGIN
  INSERT INTO "InstanceHead" ("id", "sequence", "hash") VALUES (1, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  SELECT "hash", "sequence" + 1 INTO v_previous, v_sequence FROM "InstanceHead" WHERE "id" = 1 FOR UPDATE;
  v_at := clock_timestamp();
  v_hash := chain_hash(v_previous, v_sequence, v_at, p_text);
  INSERT INTO "InstanceEvent" ("sequence", "at", "type", "actorId", "actorName", "subjectType", "subjectId", "text", "previousHash", "hash")
  VALUES (v_sequence, v_at, p_type, p_actor, p_actor_name, p_subject_type, p_subject, p_text, v_previous, v_hash);
  UPDATE "InstanceHead" SET "sequence" = v_sequence, "hash" = v_hash WHERE "id" = 1;
  RETURN v_sequence;
END $$;

-- 2. Append-only ---------------------------------------------------------------------------------------------------
-- The runtime role has no UPDATE or DELETE right on events; the trigger also stops the owner. The one exception is the
-- removal of a sample organization, which remove_sample_organization() announces.

CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'AuditEvent' THEN
    IF current_setting('app.removing_sample', true) = OLD."organizationId"::text THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only (%)', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_event_guard BEFORE UPDATE OR DELETE ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION events_are_append_only();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON "AuditEvent" FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only();
CREATE TRIGGER instance_event_guard BEFORE UPDATE OR DELETE ON "InstanceEvent" FOR EACH ROW EXECUTE FUNCTION events_are_append_only();
CREATE TRIGGER instance_event_no_truncate BEFORE TRUNCATE ON "InstanceEvent" FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only();

-- A signed attestation is frozen in the database too: only a correction (a new revision) follows it.
CREATE FUNCTION signed_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.removing_sample', true) = OLD."organizationId"::text THEN
    RETURN OLD;
  END IF;
  IF OLD."status" = 'SIGNED' THEN
    -- The one thing that may follow: a document signed outside is filed beside it, once.
    IF TG_OP = 'UPDATE' AND OLD."signedDocumentId" IS NULL
       AND (to_jsonb(NEW) - 'signedDocumentId') = (to_jsonb(OLD) - 'signedDocumentId') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a signed attestation cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attestation_guard BEFORE UPDATE OR DELETE ON "Attestation" FOR EACH ROW EXECUTE FUNCTION signed_is_frozen();

-- What is stored as signed must be complete and carry its own hash.
ALTER TABLE "Attestation" ADD CONSTRAINT signed_is_whole CHECK (
  "status" <> 'SIGNED' OR (
    "outcome" IS NOT NULL AND "signerName" IS NOT NULL AND "signedAt" IS NOT NULL AND "snapshotText" IS NOT NULL
    AND coalesce("snapshotSha256" = encode(sha256(convert_to("snapshotText", 'UTF8')), 'hex'), false)));

-- A signed assessment never opens again; a correction is an assessment of its own.
CREATE FUNCTION signed_never_reopens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a signed assessment cannot be reopened' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER assessment_guard BEFORE UPDATE ON "Assessment" FOR EACH ROW
  WHEN (OLD."status" <> 'OPEN' AND NEW."status" = 'OPEN' OR OLD."status" = 'SUPERSEDED' AND NEW."status" <> 'SUPERSEDED')
  EXECUTE FUNCTION signed_never_reopens();

ALTER TABLE "Response" SET (fillfactor = 85);

-- 3. Row-level security: the second wall behind the conditions of the queries ----------------------------------------

CREATE FUNCTION current_organization() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.organization_id', true), '')::uuid $$;
CREATE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;

DO $$
DECLARE t text;
BEGIN
  FOR t IN
    SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables b USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND c.column_name = 'organizationId' AND b.table_type = 'BASE TABLE' AND c.table_name NOT IN ('Session', 'Membership', 'Invitation')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY organization_wall ON %I USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()))', t);
  END LOOP;
END $$;

-- A person sees their own memberships and the names of those organizations, to choose where to work.
ALTER TABLE "Membership" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Membership" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "Membership"
  USING ("organizationId" = (SELECT current_organization()) OR "userId" = (SELECT current_person()))
  WITH CHECK ("organizationId" = (SELECT current_organization()));
ALTER TABLE "Organization" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Organization" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "Organization"
  USING ("id" = (SELECT current_organization()) OR EXISTS (
    SELECT 1 FROM "Membership" m WHERE m."organizationId" = "Organization"."id" AND m."userId" = (SELECT current_person()) AND m."endedAt" IS NULL))
  WITH CHECK ("id" = (SELECT current_organization()));
-- An invitation is found by the hash of its token before its organization is known.
ALTER TABLE "Invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Invitation" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "Invitation"
  USING ("organizationId" = (SELECT current_organization()) OR "tokenHash" = (SELECT nullif(current_setting('app.invitation', true), '')))
  WITH CHECK ("organizationId" = (SELECT current_organization()));

-- 4. The runtime role -------------------------------------------------------------------------------------------------
-- It is created by the launcher before the migrations run; it owns nothing.

DO $$
DECLARE s text := current_schema();
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO inplace_app', s);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA %I TO inplace_app', s);
  EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO inplace_app', s);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE ON TABLES TO inplace_app', s);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT EXECUTE ON FUNCTIONS TO inplace_app', s);
END $$;
REVOKE UPDATE ON "AuditEvent", "InstanceEvent" FROM inplace_app;
REVOKE INSERT, UPDATE ON "CatalogueVersion", "CatalogueRequirement", "CatalogueQuestionnaire" FROM inplace_app;
-- Rows that stand for a choice (which providers, which integrations) may be taken back; the events keep the history.
GRANT DELETE ON "IntegrationProvider", "AssessmentIntegration", "AssessmentMerchantId", "AssessmentAcquirer", "ActivityOccurrenceEvidence" TO inplace_app;

-- 5. Hot paths ----------------------------------------------------------------------------------------------------------

-- Session, person, membership and organization of a request in one round trip. A request that a person did not make
-- (p_touch false) does not prolong the session. Idle 15 minutes (8.2.8), absolute end in the row.
CREATE FUNCTION session_context(p_session uuid, p_user uuid, p_touch boolean)
RETURNS TABLE ("sessionId" uuid, "userId" uuid, "userName" text, "email" text, "theme" text, "organizationId" uuid, "organizationName" text, "isSample" boolean, "timeZone" text, "role" text, "organizations" jsonb)
LANGUAGE plpgsql AS $$
DECLARE v_org uuid; v_seen timestamptz;
BEGIN
  SELECT s."organizationId", s."lastSeenAt" INTO v_org, v_seen FROM "Session" s
   WHERE s."id" = p_session AND s."userId" = p_user AND s."revokedAt" IS NULL
     AND s."absoluteEnd" > now() AND s."lastSeenAt" > now() - interval '15 minutes';
  IF NOT FOUND THEN RETURN; END IF;
  IF p_touch AND v_seen < now() - interval '30 seconds' THEN
    UPDATE "Session" s SET "lastSeenAt" = now() WHERE s."id" = p_session AND s."revokedAt" IS NULL;
  END IF;
  PERFORM set_config('app.user_id', p_user::text, true), set_config('app.organization_id', coalesce(v_org::text, ''), true);
  RETURN QUERY
    SELECT p_session, u."id", u."name", u."email", u."theme", o."id", o."name", o."isSample", o."timeZone", m."role",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', oo."id", 'name', oo."name", 'isSample', oo."isSample", 'role', mm."role") ORDER BY mm."createdAt"), '[]'::jsonb)
              FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND mm."endedAt" IS NULL)
      FROM "User" u
      LEFT JOIN "Membership" m ON m."userId" = u."id" AND m."organizationId" = v_org AND m."endedAt" IS NULL
      LEFT JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE u."id" = p_user AND u."deactivatedAt" IS NULL;
END $$;

-- Saves part of one answer row. Order of refusal: absent, state, option, version. Nothing to change: no event.
CREATE FUNCTION record_response(p_org uuid, p_user uuid, p_user_name text, p_role text, p_assessment uuid, p_requirement_key text, p_row int, p_version int, p_changes jsonb)
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
    jsonb_build_object('format', 1, 'type', 'response.recorded', 'actor', jsonb_build_object('id', p_user, 'name', p_user_name, 'role', p_role),
      'subject', jsonb_build_object('type', 'response', 'id', p_assessment::text || '/' || p_requirement_key || '/' || p_row),
      'data', jsonb_build_object('requirementNumber', split_part(p_requirement_key, ':', 2), 'row', p_row, 'version', v_after."version", 'changes', v_diff))::text);
  RETURN QUERY SELECT 'SAVED'::text, v_after."version", v_after."updatedAt"::timestamptz, v_after."updatedByName", NULL::jsonb;
END $$;

-- The list side of a checklist: every answer row without its texts, and which obligatory texts are there.
CREATE FUNCTION checklist_rows(p_org uuid, p_user uuid, p_assessment uuid)
RETURNS TABLE ("requirementKey" text, "row" int, "finding" text, "version" int, "facts" int, "evidence" int)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  RETURN QUERY
    SELECT r."requirementKey", r."row", r."finding", r."version",
      (CASE WHEN btrim(r."resultNote") <> '' THEN 1 ELSE 0 END)
      | (CASE WHEN btrim(r."notApplicableReason") <> '' THEN 2 ELSE 0 END)
      | (CASE WHEN btrim(r."notTestedReason") <> '' THEN 4 ELSE 0 END)
      | (CASE WHEN r."legalException" THEN 8 ELSE 0 END)
      | (CASE WHEN btrim(r."legalBasis") <> '' THEN 16 ELSE 0 END)
      | (CASE WHEN btrim(r."planAction") <> '' THEN 32 ELSE 0 END)
      | (CASE WHEN r."planTargetOn" IS NOT NULL THEN 64 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwConstraints") <> '' THEN 128 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwDefinition") <> '' THEN 256 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwObjective") <> '' THEN 512 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwIdentifiedRisk") <> '' THEN 1024 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwValidation") <> '' THEN 2048 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwMaintenance") <> '' THEN 4096 ELSE 0 END)
      | (CASE WHEN btrim(r."planOwner") <> '' THEN 8192 ELSE 0 END)
      | (CASE WHEN btrim(r."notTestedAskedBy") <> '' THEN 16384 ELSE 0 END),
      coalesce(e."n", 0)
    FROM "Response" r
    LEFT JOIN (
      SELECT l."requirementKey" AS k, count(*)::int AS n FROM "EvidenceLink" l
       WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."removedAt" IS NULL GROUP BY 1) e ON e.k = r."requirementKey"
    WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment;
END $$;

-- 6. The sample organization can be removed whole; nothing else ever is ---------------------------------------------------

CREATE FUNCTION remove_sample_organization(p_org uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE t text;
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.removing_sample', p_org::text, true);
  PERFORM 1 FROM "Organization" WHERE "id" = p_org AND "isSample" FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'only a sample organization can be removed' USING ERRCODE = 'insufficient_privilege'; END IF;
  UPDATE "Session" SET "organizationId" = NULL WHERE "organizationId" = p_org;
  FOREACH t IN ARRAY ARRAY['AcquirerSubmission','Attestation','ActivityOccurrenceEvidence','ActivityOccurrence','Activity','EvidenceLink','EvidenceFile','EvidenceItem',
    'Response','AssessmentAcquirer','AssessmentMerchantId','AssessmentIntegration','Assessment','QuestionnaireDecision','IntegrationProvider','Integration',
    'ServiceProvider','MerchantId','Acquirer','LegalEntity','Invitation','Membership','AuditEvent','AuditHead'] LOOP
    EXECUTE format('DELETE FROM %I WHERE "organizationId" = $1', t) USING p_org;
  END LOOP;
  DELETE FROM "Organization" WHERE "id" = p_org;
  PERFORM set_config('app.removing_sample', '', true);
END $$;
REVOKE ALL ON FUNCTION remove_sample_organization(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remove_sample_organization(uuid) TO inplace_app;
