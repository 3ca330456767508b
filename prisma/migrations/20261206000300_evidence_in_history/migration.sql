-- What an answer rests on is part of its history: which evidence came and went, told to whoever sees that evidence.
CREATE OR REPLACE FUNCTION requirement_events(p_org uuid, p_user uuid, p_assessment uuid, p_requirement_key text)
RETURNS TABLE ("type" text, "at" timestamptz, "actorId" uuid, "actorName" text, "reason" text) LANGUAGE plpgsql STABLE AS $$
DECLARE v_number text := split_part(p_requirement_key, ':', 2);
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  IF NOT EXISTS (SELECT 1 FROM "Response" r WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment AND r."requirementKey" = p_requirement_key) THEN
    RETURN;
  END IF;
  RETURN QUERY
    SELECT e."type", e."at"::timestamptz, e."actorId", e."actorName", coalesce(e."text"::jsonb #>> '{data,title}', '')
      FROM "AuditEvent" e
     WHERE e."organizationId" = p_org AND e."subjectType" = 'evidence'
       AND e."subjectId" IN (SELECT l."evidenceId"::text FROM "EvidenceLink" l
         WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."requirementKey" = p_requirement_key)
       AND e."type" IN ('evidence.linked', 'evidence.unlinked')
       AND e."text"::jsonb #>> '{data,assessmentId}' = p_assessment::text AND e."text"::jsonb #>> '{data,requirementNumber}' = v_number
     ORDER BY e."sequence" DESC LIMIT 100;
  PERFORM set_config('app.user_id', '', true);
  RETURN QUERY
    SELECT e."type", e."at"::timestamptz, e."actorId", e."actorName", coalesce(e."text"::jsonb #>> '{data,reason}', '')
      FROM "AuditEvent" e
     WHERE e."organizationId" = p_org
       AND (e."subjectType" = 'response' AND e."subjectId" = p_assessment::text || '/' || p_requirement_key || '/0'
            AND e."type" IN ('test.recorded', 'test.withdrawn', 'accepted-risk.recorded', 'accepted-risk.changed', 'accepted-risk.withdrawn')
         OR e."subjectType" = 'assessment' AND e."subjectId" = p_assessment::text
            AND e."type" IN ('review.asked', 'review.approved', 'review.returned', 'assessment.carried',
              'assessment.answers-shared', 'assessment.shared-confirmed', 'assessment.shared-detached')
            AND v_number = ANY (string_to_array(e."text"::jsonb #>> '{data,requirements}', ', ')))
     ORDER BY e."sequence" DESC LIMIT 200;
  PERFORM set_config('app.user_id', coalesce(p_user::text, ''), true);
END $$;
