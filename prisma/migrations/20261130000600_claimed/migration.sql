-- What is In Place without evidence or without a test of this year is claimed, and the list says so.
DROP FUNCTION checklist_rows(uuid, uuid, uuid);
CREATE FUNCTION checklist_rows(p_org uuid, p_user uuid, p_assessment uuid)
RETURNS TABLE ("requirementKey" text, "row" int, "finding" text, "version" int, "facts" int, "evidence" int, "tests" int, "review" text)
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
      coalesce(e."n", 0), coalesce(t."n", 0),
      CASE WHEN v."state" = 'APPROVED' AND v."basis" <> sum(r."version") OVER (PARTITION BY r."requirementKey") THEN 'CHANGED' ELSE v."state" END
    FROM "Response" r
    LEFT JOIN (
      SELECT l."requirementKey" AS k, count(*)::int AS n FROM "EvidenceLink" l
       WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."removedAt" IS NULL GROUP BY 1) e ON e.k = r."requirementKey"
    LEFT JOIN (
      SELECT m."requirementKey" AS k, count(*)::int AS n FROM "TestRecord" m
       WHERE m."organizationId" = p_org AND m."assessmentId" = p_assessment AND m."withdrawnAt" IS NULL GROUP BY 1) t ON t.k = r."requirementKey"
    LEFT JOIN "RequirementReview" v ON v."organizationId" = p_org AND v."assessmentId" = p_assessment AND v."requirementKey" = r."requirementKey"
    WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment;
END $$;
