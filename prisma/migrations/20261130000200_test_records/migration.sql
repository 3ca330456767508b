-- What was tested for a requirement. An answer is worth what was tested, so tests are kept, seen and frozen as answers are.

CREATE TABLE "TestRecord" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "catalogueVersionId" TEXT NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "row" INTEGER,
    "methods" TEXT[],
    "examined" TEXT NOT NULL DEFAULT '',
    "asked" TEXT NOT NULL DEFAULT '',
    "askedOf" TEXT NOT NULL DEFAULT '',
    "performedById" UUID,
    "performedByName" TEXT NOT NULL,
    "performedOn" DATE NOT NULL,
    "population" TEXT NOT NULL DEFAULT '',
    "sample" TEXT NOT NULL DEFAULT '',
    "result" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnByName" TEXT NOT NULL DEFAULT '',
    "withdrawReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "TestRecord_pkey" PRIMARY KEY ("organizationId","id"),
    CONSTRAINT known_methods CHECK (coalesce(cardinality("methods"), 0) > 0 AND "methods" <@ ARRAY['EXAMINED', 'OBSERVED', 'INTERVIEWED']),
    CONSTRAINT known_result CHECK ("result" IN ('MET', 'PARTLY', 'NOT_MET'))
);
CREATE INDEX "TestRecord_organizationId_assessmentId_requirementKey_idx" ON "TestRecord"("organizationId", "assessmentId", "requirementKey");
ALTER TABLE "TestRecord" ADD CONSTRAINT "TestRecord_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "TestRecord" ADD CONSTRAINT "TestRecord_catalogueVersionId_requirementKey_fkey" FOREIGN KEY ("catalogueVersionId", "requirementKey") REFERENCES "CatalogueRequirement"("catalogueVersionId", "requirementKey") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "TestRecord" ADD CONSTRAINT "TestRecord_organizationId_performedById_fkey" FOREIGN KEY ("organizationId", "performedById") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "TestRecord" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "TestRecord" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "TestRecord"
  USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
-- Whoever sees the answer sees its tests (7.2.1, 7.2.2).
CREATE POLICY need_to_know ON "TestRecord" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
-- Whoever answers tests; what somebody else has recorded is for an officer to correct.
CREATE POLICY answers_only ON "TestRecord" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));
CREATE POLICY own_or_officer ON "TestRecord" AS RESTRICTIVE FOR UPDATE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER'))
  OR "createdById" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER')));

-- Never deleted, never moved: what was recorded of whom and by whom stays.
REVOKE UPDATE ON "TestRecord" FROM inplace_app;
GRANT UPDATE ("row", "methods", "examined", "asked", "askedOf", "performedById", "performedByName", "performedOn", "population", "sample",
  "result", "note", "version", "withdrawnAt", "withdrawnByName", "withdrawReason") ON "TestRecord" TO inplace_app;

CREATE TRIGGER signed_guard BEFORE INSERT OR UPDATE OR DELETE ON "TestRecord" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();

CREATE FUNCTION test_record_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."withdrawnAt" IS NOT NULL THEN
    RAISE EXCEPTION 'a withdrawn test cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM "Assessment" a
      WHERE a."organizationId" = NEW."organizationId" AND a."id" = NEW."assessmentId" AND a."archivedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'an archived assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
-- After signed_guard, by its name, which has locked the assessment.
CREATE TRIGGER test_record_guard BEFORE INSERT OR UPDATE ON "TestRecord" FOR EACH ROW EXECUTE FUNCTION test_record_guard();
