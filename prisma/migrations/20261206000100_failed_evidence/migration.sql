-- What a program found may be that something is not as it should be. Evidence whose newest result is that it failed proves
-- nothing where something is still open, until the next run passes; what was signed stays as it was.
CREATE INDEX failed_results ON "MachineResult"("organizationId", "evidenceId", "fileVersion") WHERE "result" = 'FAIL';

CREATE FUNCTION failed_evidence(p_org uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 10 AS $$
  SELECT f."evidenceId" FROM (
    SELECT m."evidenceId", max(m."fileVersion") AS "last" FROM "MachineResult" m
     WHERE m."organizationId" = p_org AND m."result" = 'FAIL' GROUP BY 1) f
   WHERE NOT EXISTS (SELECT 1 FROM "MachineResult" n
          WHERE n."organizationId" = p_org AND n."evidenceId" = f."evidenceId" AND n."fileVersion" > f."last")
$$;

-- All that proves nothing where something is still open, whoever said so: a reviewer or a program.
CREATE FUNCTION void_evidence(p_org uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 20 AS $$
  SELECT r FROM rejected_evidence(p_org) r UNION SELECT f FROM failed_evidence(p_org) f
$$;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['failed_evidence(uuid)', 'void_evidence(uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, current_schema());
  END LOOP;
END $$;

-- The list of a checklist counts none of it, and says where a result has failed.
DROP FUNCTION checklist_rows(uuid, uuid, uuid);
CREATE FUNCTION checklist_rows(p_org uuid, p_user uuid, p_assessment uuid)
RETURNS TABLE ("requirementKey" text, "row" int, "finding" text, "version" int, "facts" int, "evidence" int, "tests" int, "review" text, "unconfirmed" boolean, "accepted" boolean, "unmetOn" date, "frequency" text, "failed" boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE v_signed boolean; v_today date;
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  v_signed := EXISTS (SELECT 1 FROM "Assessment" a WHERE a."organizationId" = p_org AND a."id" = p_assessment AND a."status" <> 'OPEN');
  SELECT (now() AT TIME ZONE o."timeZone")::date INTO v_today FROM "Organization" o WHERE o."id" = p_org;
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
      CASE WHEN v."state" = 'APPROVED' AND v."basis" <> sum(r."version") OVER (PARTITION BY r."requirementKey") THEN 'CHANGED' ELSE v."state" END,
      u."requirementKey" IS NOT NULL,
      EXISTS (SELECT 1 FROM "AcceptedRisk" k
       WHERE k."organizationId" = p_org AND k."assessmentId" = p_assessment AND k."requirementKey" = r."requirementKey" AND k."withdrawnAt" IS NULL),
      m."unmetOn",
      CASE WHEN NOT v_signed THEN coalesce(CASE WHEN n."basis" = 'WEEKLY' THEN 'WEEKLY'
        WHEN a."archivedAt" IS NOT NULL THEN 'ARCHIVED' WHEN a."id" IS NULL AND n."basis" IS NOT NULL THEN 'UNNAMED'
        WHEN a."id" IS NOT NULL AND a."nextReviewOn" IS NULL THEN 'DRAFT' WHEN a."nextReviewOn" < v_today THEN 'OVERDUE'
        WHEN a."id" IS NOT NULL THEN 'VALID' END, 'NONE') END,
      x.k IS NOT NULL
    FROM "Response" r
    LEFT JOIN (
      SELECT l."requirementKey" AS k, count(*)::int AS n FROM "EvidenceLink" l
       WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."removedAt" IS NULL
         AND l."signedVersion" IS DISTINCT FROM 0 AND l."evidenceId" NOT IN (SELECT held_evidence(p_org))
         AND (v_signed OR l."evidenceId" NOT IN (SELECT void_evidence(p_org))) GROUP BY 1) e ON e.k = r."requirementKey"
    LEFT JOIN (
      SELECT DISTINCT l."requirementKey" AS k FROM "EvidenceLink" l
       WHERE NOT v_signed AND l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."removedAt" IS NULL
         AND l."evidenceId" IN (SELECT failed_evidence(p_org))) x ON x.k = r."requirementKey"
    LEFT JOIN (
      SELECT m."requirementKey" AS k, count(*)::int AS n FROM "TestRecord" m
       WHERE m."organizationId" = p_org AND m."assessmentId" = p_assessment AND m."withdrawnAt" IS NULL GROUP BY 1) t ON t.k = r."requirementKey"
    LEFT JOIN unmet_tests(p_org, p_assessment) m ON m."requirementKey" = r."requirementKey"
    LEFT JOIN "RiskAnalysisLink" n ON n."organizationId" = p_org AND n."assessmentId" = p_assessment AND n."requirementKey" = r."requirementKey"
    LEFT JOIN "RiskAnalysis" a ON a."organizationId" = p_org AND a."id" = n."analysisId"
    LEFT JOIN "RequirementReview" v ON v."organizationId" = p_org AND v."assessmentId" = p_assessment AND v."requirementKey" = r."requirementKey"
    LEFT JOIN unconfirmed_answers(p_org) u ON u."assessmentId" = p_assessment AND u."requirementKey" = r."requirementKey"
    WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment;
END $$;
