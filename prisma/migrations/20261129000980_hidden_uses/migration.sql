-- The history of an item tells where it was used: of uses that somebody does not see, neither.
ALTER POLICY need_to_know ON "AuditEvent" USING ((SELECT sees_all()) OR "actorId" = (SELECT current_person())
  OR "subjectType" = 'response' AND "subjectId" IN (SELECT seen_answers())
  OR "subjectType" = 'evidence' AND "subjectId" IN (SELECT e::text FROM seen_evidence() e) AND ("type" NOT IN ('evidence.linked', 'evidence.unlinked')
    OR ("text"::jsonb #>> '{data,assessmentId}') || '/pci-dss:' || ("text"::jsonb #>> '{data,requirementNumber}') || '/0' IN (SELECT seen_answers()))
  OR "subjectType" = 'activity' AND "subjectId" IN (SELECT v::text FROM seen_activities() v)
  OR "subjectType" = 'assessment' AND "subjectId" IN (SELECT c::text FROM chosen_assessments() c)
  OR "subjectType" = 'integration' AND "subjectId" IN (SELECT i::text FROM seen_integrations() i));

-- An item that is used for what somebody does not see is not theirs to change: others rest on it.
CREATE FUNCTION has_hidden_uses(p_org uuid, p_evidence uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_seen bigint; v_all bigint;
BEGIN
  SELECT (SELECT count(*) FROM "EvidenceLink" l WHERE l."organizationId" = p_org AND l."evidenceId" = p_evidence AND l."removedAt" IS NULL)
       + (SELECT count(*) FROM "ActivityOccurrenceEvidence" o WHERE o."organizationId" = p_org AND o."evidenceId" = p_evidence) INTO v_seen;
  PERFORM set_config('app.user_id', '', true);
  SELECT (SELECT count(*) FROM "EvidenceLink" l WHERE l."organizationId" = p_org AND l."evidenceId" = p_evidence AND l."removedAt" IS NULL)
       + (SELECT count(*) FROM "ActivityOccurrenceEvidence" o WHERE o."organizationId" = p_org AND o."evidenceId" = p_evidence) INTO v_all;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN v_all > v_seen;
END $$;

CREATE FUNCTION hidden_uses_hold() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_evidence uuid := CASE WHEN TG_TABLE_NAME = 'EvidenceFile' THEN (to_jsonb(NEW) ->> 'evidenceId')::uuid ELSE (to_jsonb(NEW) ->> 'id')::uuid END;
BEGIN
  IF NOT sees_all() AND has_hidden_uses(NEW."organizationId", v_evidence) THEN
    RAISE EXCEPTION 'this evidence is used for what this person does not see' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hidden_uses_hold BEFORE UPDATE ON "EvidenceItem" FOR EACH ROW EXECUTE FUNCTION hidden_uses_hold();
CREATE TRIGGER hidden_uses_hold BEFORE INSERT ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION hidden_uses_hold();
