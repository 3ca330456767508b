-- What must hold even for a statement that the app never meant to send. The runtime role may write what a person may
-- change, and nothing else.

-- 1. The chain grows by its two functions only (10.3.2). They run with the owner's rights and take no other organization
-- than the one that the transaction is in.

CREATE OR REPLACE FUNCTION append_event(p_org uuid, p_type text, p_actor uuid, p_actor_name text, p_subject_type text, p_subject text, p_text text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE v_previous text; v_sequence bigint; v_at timestamptz; v_hash text;
BEGIN
  IF p_org IS DISTINCT FROM current_organization() THEN
    RAISE EXCEPTION 'an event belongs to the organization of its transaction' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO "AuditHead" ("organizationId", "sequence", "hash") VALUES (p_org, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  SELECT "hash", "sequence" + 1 INTO v_previous, v_sequence FROM "AuditHead" WHERE "organizationId" = p_org FOR UPDATE;
  v_at := clock_timestamp();
  v_hash := chain_hash(v_previous, v_sequence, v_at, p_text);
  INSERT INTO "AuditEvent" ("organizationId", "sequence", "at", "type", "actorId", "actorName", "subjectType", "subjectId", "text", "previousHash", "hash")
  VALUES (p_org, v_sequence, v_at, p_type, p_actor, p_actor_name, p_subject_type, p_subject, p_text, v_previous, v_hash);
  UPDATE "AuditHead" SET "sequence" = v_sequence, "hash" = v_hash WHERE "organizationId" = p_org;
  RETURN v_sequence;
END $$;

ALTER FUNCTION append_instance_event(text, uuid, text, text, text, text) SECURITY DEFINER SET search_path FROM CURRENT;
REVOKE ALL ON FUNCTION append_event(uuid, text, uuid, text, text, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION append_instance_event(text, uuid, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_event(uuid, text, uuid, text, text, text, text) TO inplace_app;
GRANT EXECUTE ON FUNCTION append_instance_event(text, uuid, text, text, text, text) TO inplace_app;
REVOKE INSERT, UPDATE ON "AuditEvent", "InstanceEvent", "AuditHead", "InstanceHead" FROM inplace_app;

-- 2. What belongs to a signed assessment is frozen with it: answers, uses of evidence, what it covers.

CREATE FUNCTION part_of_signed_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_status text;
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.removing_sample', true) = OLD."organizationId"::text THEN RETURN OLD; END IF;
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
CREATE TRIGGER response_guard BEFORE INSERT OR UPDATE OR DELETE ON "Response" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();
CREATE TRIGGER evidence_link_guard BEFORE INSERT OR UPDATE OR DELETE ON "EvidenceLink" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();
CREATE TRIGGER assessment_integration_guard BEFORE INSERT OR UPDATE OR DELETE ON "AssessmentIntegration" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();
CREATE TRIGGER assessment_merchant_id_guard BEFORE INSERT OR UPDATE OR DELETE ON "AssessmentMerchantId" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();
CREATE TRIGGER assessment_acquirer_guard BEFORE INSERT OR UPDATE OR DELETE ON "AssessmentAcquirer" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();

-- Of the assessment itself only its place in the list may change: corrected by a revision, archived, restored. A sample
-- tells of last year, so its signatures are dated back.
CREATE FUNCTION signed_assessment_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_open text[] := ARRAY['status', 'archivedAt', 'version'];
BEGIN
  IF EXISTS (SELECT 1 FROM "Organization" o WHERE o."id" = OLD."organizationId" AND o."isSample") THEN
    v_open := array_append(v_open, 'signedAt');
  END IF;
  IF (to_jsonb(NEW) - v_open) <> (to_jsonb(OLD) - v_open) THEN
    RAISE EXCEPTION 'a signed assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assessment_frozen BEFORE UPDATE ON "Assessment" FOR EACH ROW
  WHEN (OLD."status" <> 'OPEN') EXECUTE FUNCTION signed_assessment_is_frozen();

-- 3. What is written once: files and their hashes, decisions, what evidence is and when it came.

REVOKE UPDATE ON "EvidenceFile", "QuestionnaireDecision" FROM inplace_app;
REVOKE UPDATE ON "EvidenceItem" FROM inplace_app;
GRANT UPDATE ("title", "evidenceType", "note", "url", "collectedOn", "validUntil", "version", "archivedAt", "archiveReason") ON "EvidenceItem" TO inplace_app;
