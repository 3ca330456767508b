-- 10.2.2 asks where an event came from: the address stands beside who did it, under the same hash. Left out where it is not known.
DROP FUNCTION record_response(uuid, uuid, text, text, uuid, text, int, int, jsonb);

CREATE FUNCTION record_response(p_org uuid, p_user uuid, p_user_name text, p_role text, p_assessment uuid, p_requirement_key text, p_row int, p_version int, p_changes jsonb, p_from text DEFAULT NULL)
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
    jsonb_build_object('format', 1, 'type', 'response.recorded', 'actor', jsonb_strip_nulls(jsonb_build_object('id', p_user, 'name', p_user_name, 'role', p_role, 'from', p_from)),
      'subject', jsonb_build_object('type', 'response', 'id', p_assessment::text || '/' || p_requirement_key || '/' || p_row),
      'data', jsonb_build_object('requirementNumber', split_part(p_requirement_key, ':', 2), 'row', p_row, 'version', v_after."version", 'changes', v_diff))::text);
  RETURN QUERY SELECT 'SAVED'::text, v_after."version", v_after."updatedAt"::timestamptz, v_after."updatedByName", NULL::jsonb;
END $$;
