-- Whether an organization asks for a fix plan on what is Not in Place. It is its own rule, not the standard's.
ALTER TABLE "Organization" ADD COLUMN "asksPlan" BOOLEAN NOT NULL DEFAULT true;

-- The checklist says so with its head.
DROP FUNCTION checklist_head(uuid, uuid, uuid, text);
CREATE FUNCTION checklist_head(p_org uuid, p_user uuid, p_assessment uuid, p_requirement_key text)
RETURNS TABLE ("name" text, "questionnaireId" text, "catalogueVersionId" text, "status" text, "revision" int, "dueOn" text,
  "signedAt" timestamptz, "archivedAt" timestamptz, "legalEntityName" text, "asksPlan" boolean, "integrations" jsonb, "responses" jsonb)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  RETURN QUERY
    SELECT a."name", a."questionnaireId", a."catalogueVersionId", a."status", a."revision", a."dueOn"::text,
      a."signedAt"::timestamptz, a."archivedAt"::timestamptz, e."name", o."asksPlan",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', i."id", 'name', i."name", 'method', i."method") ORDER BY i."name", i."id")
          FROM "AssessmentIntegration" l JOIN "Integration" i ON i."organizationId" = l."organizationId" AND i."id" = l."integrationId"
         WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment), '[]'::jsonb),
      coalesce((
        SELECT jsonb_agg(to_jsonb(r) - ARRAY['organizationId', 'assessmentId', 'requirementKey', 'catalogueVersionId', 'updatedById'] ORDER BY r."row")
          FROM "Response" r
         WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment AND r."requirementKey" = p_requirement_key), '[]'::jsonb)
    FROM "Assessment" a JOIN "LegalEntity" e ON e."organizationId" = a."organizationId" AND e."id" = a."legalEntityId"
    JOIN "Organization" o ON o."id" = a."organizationId"
    WHERE a."organizationId" = p_org AND a."id" = p_assessment;
END $$;
