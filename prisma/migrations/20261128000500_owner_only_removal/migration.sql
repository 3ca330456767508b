-- A setting proves nothing, because every role may set one. What a signature covers goes with a sample only, and only
-- inside remove_sample_organization(), which runs with the rights of the tables' owner.
CREATE FUNCTION removing_sample(p_org uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('app.removing_sample', true), '') = p_org::text
     AND pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = '"Organization"'::regclass), 'USAGE')
     AND EXISTS (SELECT 1 FROM "Organization" o WHERE o."id" = p_org AND o."isSample")
$$;

CREATE OR REPLACE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'AuditEvent' THEN
    IF removing_sample(OLD."organizationId") THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only (%)', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE FUNCTION signed_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND removing_sample(OLD."organizationId") THEN RETURN OLD; END IF;
  IF OLD."status" = 'SIGNED' THEN
    -- The one thing that may follow: a document signed outside is filed beside it, once.
    IF TG_OP = 'UPDATE' AND OLD."signedDocumentId" IS NULL
       AND (to_jsonb(NEW) - 'signedDocumentId') = (to_jsonb(OLD) - 'signedDocumentId') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a signed attestation cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION part_of_signed_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_status text;
BEGIN
  IF TG_OP = 'DELETE' AND removing_sample(OLD."organizationId") THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' AND (OLD."organizationId", OLD."assessmentId") IS DISTINCT FROM (NEW."organizationId", NEW."assessmentId") THEN
    RAISE EXCEPTION 'what belongs to one assessment never moves to another' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT a."status" INTO v_status FROM "Assessment" a
   WHERE a."organizationId" = coalesce(NEW."organizationId", OLD."organizationId")
     AND a."id" = coalesce(NEW."assessmentId", OLD."assessmentId") FOR SHARE;
  IF v_status IS DISTINCT FROM 'OPEN' THEN
    RAISE EXCEPTION 'a signed assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;

-- Whoever removes a sample is an administrator of it, also by SQL. Said before anything is set or locked.
ALTER FUNCTION remove_sample_organization(uuid) RENAME TO remove_sample_unchecked;
REVOKE ALL ON FUNCTION remove_sample_unchecked(uuid) FROM PUBLIC, inplace_app;
CREATE FUNCTION remove_sample_organization(p_org uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE v_user uuid := nullif(current_setting('app.user_id', true), '')::uuid;
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true);
  IF NOT EXISTS (SELECT 1 FROM "Organization" o JOIN "Membership" m ON m."organizationId" = o."id"
      WHERE o."id" = p_org AND o."isSample" AND m."userId" = v_user AND m."role" = 'ADMINISTRATOR' AND m."endedAt" IS NULL) THEN
    RAISE EXCEPTION 'only a sample organization can be removed, by its administrator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM remove_sample_unchecked(p_org);
END $$;
REVOKE ALL ON FUNCTION remove_sample_organization(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remove_sample_organization(uuid) TO inplace_app;

-- The same path for both as for every function that lends the owner's rights.
DO $$
DECLARE s text := current_schema();
BEGIN
  EXECUTE format('ALTER FUNCTION remove_sample_organization(uuid) SET search_path = pg_catalog, %I, pg_temp', s);
  EXECUTE format('ALTER FUNCTION remove_sample_unchecked(uuid) SET search_path = pg_catalog, %I, pg_temp', s);
END $$;

-- What a signature rests on stays as it was received: files, note text and address of an item that it uses.
CREATE FUNCTION used_by_signed(p_org uuid, p_evidence uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "EvidenceLink" l JOIN "Assessment" a ON a."organizationId" = l."organizationId" AND a."id" = l."assessmentId"
    WHERE l."organizationId" = p_org AND l."evidenceId" = p_evidence AND l."removedAt" IS NULL AND a."status" <> 'OPEN')
$$;
CREATE FUNCTION signed_evidence_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'EvidenceFile' THEN
    IF used_by_signed(NEW."organizationId", NEW."evidenceId") THEN
      RAISE EXCEPTION 'evidence of a signed assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF used_by_signed(NEW."organizationId", NEW."id") AND (NEW."url" IS DISTINCT FROM OLD."url" OR (OLD."kind" = 'NOTE' AND NEW."note" IS DISTINCT FROM OLD."note")) THEN
    RAISE EXCEPTION 'evidence of a signed assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed_evidence_is_frozen BEFORE INSERT ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION signed_evidence_is_frozen();
CREATE TRIGGER signed_evidence_is_frozen BEFORE UPDATE OF "note", "url" ON "EvidenceItem" FOR EACH ROW EXECUTE FUNCTION signed_evidence_is_frozen();
