-- An answer for the whole organization is given once and used in other assessments: each use rests on what the source said
-- when it was confirmed, as the sum of the versions of its rows, which only ever grows.

CREATE TABLE "SharedAnswer" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "sourceAssessmentId" UUID NOT NULL,
    "sourceBasis" INTEGER NOT NULL,
    "targetBasis" INTEGER NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedById" UUID NOT NULL,
    "confirmedByName" TEXT NOT NULL,

    CONSTRAINT "SharedAnswer_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey"),
    CONSTRAINT shared_with_another CHECK ("assessmentId" <> "sourceAssessmentId")
);
CREATE INDEX "SharedAnswer_organizationId_sourceAssessmentId_idx" ON "SharedAnswer"("organizationId", "sourceAssessmentId");
ALTER TABLE "SharedAnswer" ADD CONSTRAINT "SharedAnswer_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SharedAnswer" ADD CONSTRAINT "SharedAnswer_organizationId_sourceAssessmentId_fkey" FOREIGN KEY ("organizationId", "sourceAssessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SharedAnswer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "SharedAnswer" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "SharedAnswer" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "SharedAnswer" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
CREATE POLICY asked ON "SharedAnswer" AS RESTRICTIVE USING (("assessmentId", "requirementKey") NOT IN (SELECT s."assessmentId", s."requirementKey" FROM set_aside_requirements() s));
-- Detaching ends the link and nothing else; the events keep the history.
GRANT DELETE ON "SharedAnswer" TO inplace_app;
CREATE TRIGGER shared_answer_guard BEFORE INSERT OR UPDATE OR DELETE ON "SharedAnswer" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();

-- Uses whose source says something else since. Asked of the whole organization, whoever asks: that a source is out of sight
-- does not make a use of it confirmed.
CREATE FUNCTION unconfirmed_answers(p_org uuid) RETURNS TABLE ("assessmentId" uuid, "requirementKey" text) LANGUAGE plpgsql STABLE ROWS 20 AS $$
DECLARE v_person text := current_setting('app.user_id', true);
BEGIN
  PERFORM set_config('app.user_id', '', true);
  RETURN QUERY SELECT s."assessmentId", s."requirementKey" FROM "SharedAnswer" s
    JOIN "Assessment" a ON a."organizationId" = s."organizationId" AND a."id" = s."assessmentId" AND a."status" = 'OPEN'
   WHERE s."organizationId" = p_org AND s."sourceBasis" <> (SELECT sum(r."version") FROM "Response" r
     WHERE r."organizationId" = s."organizationId" AND r."assessmentId" = s."sourceAssessmentId" AND r."requirementKey" = s."requirementKey");
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION unconfirmed_answers(uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;

-- The list says which answers wait to be confirmed: they count as open.
DROP FUNCTION checklist_rows(uuid, uuid, uuid);
CREATE FUNCTION checklist_rows(p_org uuid, p_user uuid, p_assessment uuid)
RETURNS TABLE ("requirementKey" text, "row" int, "finding" text, "version" int, "facts" int, "evidence" int, "tests" int, "review" text, "unconfirmed" boolean)
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
      CASE WHEN v."state" = 'APPROVED' AND v."basis" <> sum(r."version") OVER (PARTITION BY r."requirementKey") THEN 'CHANGED' ELSE v."state" END,
      u."requirementKey" IS NOT NULL
    FROM "Response" r
    LEFT JOIN (
      SELECT l."requirementKey" AS k, count(*)::int AS n FROM "EvidenceLink" l
       WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."removedAt" IS NULL GROUP BY 1) e ON e.k = r."requirementKey"
    LEFT JOIN (
      SELECT m."requirementKey" AS k, count(*)::int AS n FROM "TestRecord" m
       WHERE m."organizationId" = p_org AND m."assessmentId" = p_assessment AND m."withdrawnAt" IS NULL GROUP BY 1) t ON t.k = r."requirementKey"
    LEFT JOIN "RequirementReview" v ON v."organizationId" = p_org AND v."assessmentId" = p_assessment AND v."requirementKey" = r."requirementKey"
    LEFT JOIN unconfirmed_answers(p_org) u ON u."assessmentId" = p_assessment AND u."requirementKey" = r."requirementKey"
    WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment;
END $$;
