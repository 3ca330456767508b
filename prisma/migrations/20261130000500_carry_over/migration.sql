-- A new year's assessment starts from the answers of the last one: each is shown and has to be confirmed, none is counted.

CREATE TABLE "CarriedAnswer" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "row" INTEGER NOT NULL DEFAULT 0,
    "fromAssessmentId" UUID NOT NULL,
    "fields" JSONB NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),
    "answeredByName" TEXT NOT NULL DEFAULT '',
    "expiredEvidence" TEXT[],

    CONSTRAINT "CarriedAnswer_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey","row")
);
ALTER TABLE "CarriedAnswer" ADD CONSTRAINT "CarriedAnswer_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CarriedAnswer" ADD CONSTRAINT "CarriedAnswer_organizationId_fromAssessmentId_fkey" FOREIGN KEY ("organizationId", "fromAssessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CarriedAnswer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "CarriedAnswer" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "CarriedAnswer" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "CarriedAnswer" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
-- What was answered last year never changes.
REVOKE UPDATE ON "CarriedAnswer" FROM inplace_app;
CREATE TRIGGER carried_answer_guard BEFORE INSERT OR UPDATE OR DELETE ON "CarriedAnswer" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();
