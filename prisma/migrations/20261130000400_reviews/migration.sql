-- Whoever answered says that a requirement is ready; somebody looks at it and approves it, or returns it with a reason.

CREATE TABLE "RequirementReview" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "basis" INTEGER NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RequirementReview_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey"),
    CONSTRAINT review_state CHECK ("state" IN ('READY', 'APPROVED', 'RETURNED')),
    CONSTRAINT review_reason CHECK ("state" <> 'RETURNED' OR btrim("reason") <> '')
);
ALTER TABLE "RequirementReview" ADD CONSTRAINT "RequirementReview_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RequirementReview" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "RequirementReview" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "RequirementReview" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "RequirementReview" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
REVOKE UPDATE ON "RequirementReview" FROM inplace_app;
GRANT UPDATE ("state", "basis", "reason", "byId", "byName", "at") ON "RequirementReview" TO inplace_app;
CREATE TRIGGER requirement_review_guard BEFORE INSERT OR UPDATE OR DELETE ON "RequirementReview" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();

-- The list tells where each requirement stands. An answer that was changed after its approval is not approved any more:
-- the basis is the sum of the versions of its rows, which only ever grows.
DROP FUNCTION checklist_rows(uuid, uuid, uuid);
CREATE FUNCTION checklist_rows(p_org uuid, p_user uuid, p_assessment uuid)
RETURNS TABLE ("requirementKey" text, "row" int, "finding" text, "version" int, "facts" int, "evidence" int, "review" text)
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
      coalesce(e."n", 0),
      CASE WHEN v."state" = 'APPROVED' AND v."basis" <> sum(r."version") OVER (PARTITION BY r."requirementKey") THEN 'CHANGED' ELSE v."state" END
    FROM "Response" r
    LEFT JOIN (
      SELECT l."requirementKey" AS k, count(*)::int AS n FROM "EvidenceLink" l
       WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."removedAt" IS NULL GROUP BY 1) e ON e.k = r."requirementKey"
    LEFT JOIN "RequirementReview" v ON v."organizationId" = p_org AND v."assessmentId" = p_assessment AND v."requirementKey" = r."requirementKey"
    WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment;
END $$;
