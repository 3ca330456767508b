-- A save carries an id that the browser gave it. The event keeps it, so that a save that is sent again, because its answer was
-- lost, is known for good: it gets the answer of the first time and is neither written twice nor taken for somebody else's.
DROP FUNCTION record_response(uuid, uuid, text, text, uuid, text, int, int, jsonb, text, jsonb);

CREATE FUNCTION record_response(p_org uuid, p_user uuid, p_user_name text, p_role text, p_assessment uuid, p_requirement_key text, p_row int, p_version int, p_changes jsonb, p_from text DEFAULT NULL, p_key jsonb DEFAULT NULL, p_save uuid DEFAULT NULL)
RETURNS TABLE ("outcome" text, "version" int, "updatedAt" timestamptz, "updatedByName" text, "current" jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  v_assessment record; v_before "Response"%ROWTYPE; v_after "Response"%ROWTYPE; v_old jsonb; v_new jsonb; v_diff jsonb;
  v_subject text := p_assessment::text || '/' || p_requirement_key || '/' || p_row;
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
  -- A save of this person that arrived before, and whose answer did not come back to them: the same answer again, even if the
  -- assessment was signed since.
  IF p_save IS NOT NULL AND v_before."version" <> p_version THEN
    RETURN QUERY SELECT 'SAVED'::text, (e."text"::jsonb #>> '{data,version}')::int, e."at"::timestamptz, e."actorName", NULL::jsonb
      FROM "AuditEvent" e
     WHERE e."organizationId" = p_org AND e."subjectType" = 'response' AND e."subjectId" = v_subject
       AND e."actorId" = p_user AND e."type" = 'response.recorded' AND e."text"::jsonb #>> '{data,save}' = p_save::text LIMIT 1;
    IF FOUND THEN RETURN; END IF;
  END IF;
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
  PERFORM append_event(p_org, 'response.recorded', p_user, p_user_name, 'response', v_subject,
    jsonb_build_object('format', 1, 'type', 'response.recorded', 'actor', jsonb_strip_nulls(jsonb_build_object('id', p_user, 'name', p_user_name, 'role', p_role, 'from', p_from, 'key', p_key)),
      'subject', jsonb_build_object('type', 'response', 'id', v_subject),
      'data', jsonb_build_object('requirementNumber', split_part(p_requirement_key, ':', 2), 'row', p_row, 'version', v_after."version", 'changes', v_diff)
        || CASE WHEN p_save IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('save', p_save) END)::text);
  RETURN QUERY SELECT 'SAVED'::text, v_after."version", v_after."updatedAt"::timestamptz, v_after."updatedByName", NULL::jsonb;
END $$;
