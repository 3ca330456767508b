-- Who may say what of an answer holds in the database too, not in the program alone: whoever answers says that it is ready,
-- an officer approves or returns it, and nobody else writes anything.

-- An approval or a return that an officer did record, here or in a version that this one corrects: what an undo puts back.
-- Asked of the whole log, whoever asks.
CREATE FUNCTION was_reviewed(p_org uuid, p_assessment uuid, p_requirement_key text, p_state text, p_by uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_found boolean;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  WITH RECURSIVE versions AS (
    SELECT a."id", a."revisionOfId" FROM "Assessment" a WHERE a."organizationId" = p_org AND a."id" = p_assessment
    UNION SELECT a."id", a."revisionOfId" FROM "Assessment" a JOIN versions v ON a."organizationId" = p_org AND a."id" = v."revisionOfId")
  SELECT EXISTS (SELECT 1 FROM versions v JOIN "AuditEvent" e ON e."organizationId" = p_org AND e."subjectType" = 'assessment' AND e."subjectId" = v."id"::text
     WHERE e."actorId" = p_by AND e."type" = CASE p_state WHEN 'APPROVED' THEN 'review.approved' WHEN 'RETURNED' THEN 'review.returned' END
       AND split_part(p_requirement_key, ':', 2) = ANY (string_to_array(e."text"::jsonb #>> '{data,requirements}', ', '))) INTO v_found;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN v_found;
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION was_reviewed(uuid, uuid, text, text, uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;

-- A basis of -1 takes an approval back: what it rested on is gone.
CREATE POLICY answers_or_reviews ON "RequirementReview" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER'))
  OR (SELECT has_role('CONTROL_OWNER')) AND ("state" = 'READY' OR was_reviewed("organizationId", "assessmentId", "requirementKey", "state", "byId")));
CREATE POLICY answers_or_reviews_changes ON "RequirementReview" AS RESTRICTIVE FOR UPDATE
  USING ((SELECT current_person()) IS NULL OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')))
  WITH CHECK ((SELECT current_person()) IS NULL
    OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER'))
    OR (SELECT has_role('CONTROL_OWNER')) AND ("state" = 'READY' OR "basis" = -1 OR was_reviewed("organizationId", "assessmentId", "requirementKey", "state", "byId")));
-- A word "ready" alone can be taken back without a trace here.
CREATE POLICY ready_only ON "RequirementReview" AS RESTRICTIVE FOR DELETE USING ((SELECT current_person()) IS NULL
  OR "state" = 'READY' AND (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));

-- Whoever answers uses an answer elsewhere and detaches it.
CREATE POLICY answers_only ON "SharedAnswer" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));
CREATE POLICY answers_only_changes ON "SharedAnswer" AS RESTRICTIVE FOR UPDATE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));
CREATE POLICY answers_only_detaches ON "SharedAnswer" AS RESTRICTIVE FOR DELETE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));

-- An officer changes the questionnaire.
CREATE POLICY officers_only ON "SetAsideRequirement" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER')));
CREATE POLICY officers_only_take_back ON "SetAsideRequirement" AS RESTRICTIVE FOR DELETE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER')));
