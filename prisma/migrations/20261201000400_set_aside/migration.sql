-- The questionnaire of an open assessment may change. What the new one does not ask is set aside, not deleted: a row here
-- hides a requirement with all that hangs on it, and taking the row away brings it back as it was.

CREATE TABLE "SetAsideRequirement" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "setAsideAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "setAsideById" UUID NOT NULL,
    "setAsideByName" TEXT NOT NULL,

    CONSTRAINT "SetAsideRequirement_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey")
);
ALTER TABLE "SetAsideRequirement" ADD CONSTRAINT "SetAsideRequirement_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SetAsideRequirement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "SetAsideRequirement" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "SetAsideRequirement" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
REVOKE UPDATE ON "SetAsideRequirement" FROM inplace_app;
-- It stands for a choice that may be taken back; the events keep the history.
GRANT DELETE ON "SetAsideRequirement" TO inplace_app;
CREATE TRIGGER set_aside_requirement_guard BEFORE INSERT OR UPDATE OR DELETE ON "SetAsideRequirement" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();

-- Asked once per statement. A transaction that has to see what is set aside says so: it hides things, it protects nothing.
CREATE FUNCTION set_aside_requirements() RETURNS TABLE ("assessmentId" uuid, "requirementKey" text) LANGUAGE plpgsql STABLE ROWS 20 AS $$
BEGIN
  IF current_setting('app.shows_set_aside', true) = 'on' OR coalesce(current_setting('app.removing_sample', true), '') <> '' THEN RETURN; END IF;
  RETURN QUERY SELECT s."assessmentId", s."requirementKey" FROM "SetAsideRequirement" s WHERE s."organizationId" = current_organization();
END $$;

DO $$
DECLARE t text;
BEGIN
  EXECUTE format('ALTER FUNCTION set_aside_requirements() SET search_path = pg_catalog, %I, pg_temp', current_schema());
  FOREACH t IN ARRAY ARRAY['Response', 'EvidenceLink', 'TestRecord', 'Comment', 'Assignment', 'RequirementReview', 'CarriedAnswer', 'RiskAnalysisLink'] LOOP
    EXECUTE format('CREATE POLICY asked ON %I AS RESTRICTIVE USING (("assessmentId", "requirementKey") NOT IN (SELECT s."assessmentId", s."requirementKey" FROM set_aside_requirements() s))', t);
  END LOOP;
END $$;
