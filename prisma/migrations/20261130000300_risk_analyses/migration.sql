-- Targeted risk analyses (12.3.1): why something is done as often as it is done, who approved that, and the yearly look at it.
CREATE TABLE "RiskAnalysis" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "requirementNumbers" TEXT[],
    "assets" TEXT NOT NULL DEFAULT '',
    "threats" TEXT NOT NULL DEFAULT '',
    "likelihood" TEXT NOT NULL DEFAULT '',
    "impact" TEXT NOT NULL DEFAULT '',
    "cadenceEvery" INTEGER,
    "cadenceUnit" TEXT,
    "process" TEXT NOT NULL DEFAULT '',
    "justification" TEXT NOT NULL DEFAULT '',
    "madeByName" TEXT NOT NULL DEFAULT '',
    "madeOn" DATE,
    "approvedByName" TEXT NOT NULL DEFAULT '',
    "approvedOn" DATE,
    "nextReviewOn" DATE,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),
    CONSTRAINT "RiskAnalysis_pkey" PRIMARY KEY ("organizationId","id")
);
CREATE TABLE "RiskAnalysisRevision" (
    "organizationId" UUID NOT NULL,
    "analysisId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "requirementNumbers" TEXT[],
    "assets" TEXT NOT NULL,
    "threats" TEXT NOT NULL,
    "likelihood" TEXT NOT NULL,
    "impact" TEXT NOT NULL,
    "cadenceEvery" INTEGER,
    "cadenceUnit" TEXT,
    "process" TEXT NOT NULL,
    "justification" TEXT NOT NULL,
    "madeByName" TEXT NOT NULL,
    "madeOn" DATE NOT NULL,
    "approvedByName" TEXT NOT NULL,
    "approvedOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedByName" TEXT NOT NULL,
    CONSTRAINT "RiskAnalysisRevision_pkey" PRIMARY KEY ("organizationId","analysisId","revision")
);
CREATE TABLE "RiskAnalysisReview" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "analysisId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "reviewedOn" DATE NOT NULL,
    "reviewedByName" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "nextReviewOn" DATE,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedByName" TEXT NOT NULL,
    CONSTRAINT "RiskAnalysisReview_pkey" PRIMARY KEY ("organizationId","id")
);
CREATE TABLE "RiskAnalysisLink" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "analysisId" UUID,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedByName" TEXT NOT NULL,
    CONSTRAINT "RiskAnalysisLink_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey")
);
CREATE INDEX "RiskAnalysisReview_organizationId_analysisId_idx" ON "RiskAnalysisReview"("organizationId", "analysisId");
CREATE INDEX "RiskAnalysisLink_organizationId_analysisId_idx" ON "RiskAnalysisLink"("organizationId", "analysisId");
ALTER TABLE "RiskAnalysis" ADD CONSTRAINT "RiskAnalysis_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RiskAnalysisRevision" ADD CONSTRAINT "RiskAnalysisRevision_organizationId_analysisId_fkey" FOREIGN KEY ("organizationId", "analysisId") REFERENCES "RiskAnalysis"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RiskAnalysisReview" ADD CONSTRAINT "RiskAnalysisReview_organizationId_analysisId_fkey" FOREIGN KEY ("organizationId", "analysisId") REFERENCES "RiskAnalysis"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RiskAnalysisLink" ADD CONSTRAINT "RiskAnalysisLink_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RiskAnalysisLink" ADD CONSTRAINT "RiskAnalysisLink_organizationId_analysisId_fkey" FOREIGN KEY ("organizationId", "analysisId") REFERENCES "RiskAnalysis"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An approved one has its day of review; a frequency is a number with its unit; what is done weekly rests on no analysis.
ALTER TABLE "RiskAnalysis" ADD CONSTRAINT approved_has_review CHECK (("approvedOn" IS NULL) = ("nextReviewOn" IS NULL)),
  ADD CONSTRAINT cadence_is_whole CHECK (("cadenceEvery" IS NULL) = ("cadenceUnit" IS NULL) AND "cadenceEvery" > 0);
ALTER TABLE "RiskAnalysisReview" ADD CONSTRAINT outcome_is_known CHECK ("outcome" IN ('STILL_VALID', 'CHANGED'));
ALTER TABLE "RiskAnalysisLink" ADD CONSTRAINT basis_is_known CHECK ("basis" = 'RISK_ANALYSIS'
  OR "basis" = 'WEEKLY' AND "analysisId" IS NULL AND "requirementKey" = 'pci-dss:11.6.1');

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['RiskAnalysis', 'RiskAnalysisRevision', 'RiskAnalysisReview', 'RiskAnalysisLink'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY organization_wall ON %I USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()))', t);
  END LOOP;
END $$;

-- What was approved and what was reviewed is written once. What an answer rests on changes in place; the log keeps what was.
REVOKE UPDATE ON "RiskAnalysis", "RiskAnalysisRevision", "RiskAnalysisReview", "RiskAnalysisLink" FROM inplace_app;
GRANT UPDATE ("title", "requirementNumbers", "assets", "threats", "likelihood", "impact", "cadenceEvery", "cadenceUnit", "process", "justification",
  "madeByName", "madeOn", "approvedByName", "approvedOn", "nextReviewOn", "revision", "version", "archivedAt") ON "RiskAnalysis" TO inplace_app;
GRANT UPDATE ("basis", "analysisId", "changedAt", "changedByName") ON "RiskAnalysisLink" TO inplace_app;

-- Need to know: whoever sees a part reads the analyses on which that part rests, and writes none.
CREATE FUNCTION seen_analysis_links() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT l."analysisId" FROM "RiskAnalysisLink" l WHERE l."analysisId" IS NOT NULL
$$;
CREATE FUNCTION seen_risk_analyses() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT a."id" FROM "RiskAnalysis" a $$;
DO $$
DECLARE s text := current_schema(); f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['seen_analysis_links()', 'seen_risk_analyses()'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, s);
  END LOOP;
END $$;
CREATE POLICY need_to_know ON "RiskAnalysisLink" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments())) WITH CHECK ((SELECT sees_all()));
CREATE POLICY need_to_know ON "RiskAnalysis" AS RESTRICTIVE USING ((SELECT sees_all()) OR "id" IN (SELECT seen_analysis_links())) WITH CHECK ((SELECT sees_all()));
CREATE POLICY need_to_know ON "RiskAnalysisRevision" AS RESTRICTIVE USING ((SELECT sees_all()) OR "analysisId" IN (SELECT seen_risk_analyses())) WITH CHECK ((SELECT sees_all()));
CREATE POLICY need_to_know ON "RiskAnalysisReview" AS RESTRICTIVE USING ((SELECT sees_all()) OR "analysisId" IN (SELECT seen_risk_analyses())) WITH CHECK ((SELECT sees_all()));

CREATE TRIGGER risk_analysis_link_guard BEFORE INSERT OR UPDATE OR DELETE ON "RiskAnalysisLink" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();
