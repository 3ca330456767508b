-- Risks that were accepted beside an answer. They are kept, seen and frozen as tests are, and change no answer.
CREATE TABLE "AcceptedRisk" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "catalogueVersionId" TEXT NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "row" INTEGER,
    "risk" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "acceptedByName" TEXT NOT NULL,
    "acceptedByRole" TEXT NOT NULL,
    "acceptedOn" DATE NOT NULL,
    "reviewOn" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnByName" TEXT NOT NULL DEFAULT '',
    "withdrawReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AcceptedRisk_pkey" PRIMARY KEY ("organizationId","id"),
    CONSTRAINT within_a_year CHECK ("reviewOn" > "acceptedOn" AND "reviewOn" <= "acceptedOn" + INTERVAL '12 months')
);
CREATE INDEX "AcceptedRisk_organizationId_assessmentId_requirementKey_idx" ON "AcceptedRisk"("organizationId", "assessmentId", "requirementKey");
ALTER TABLE "AcceptedRisk" ADD CONSTRAINT "AcceptedRisk_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AcceptedRisk" ADD CONSTRAINT "AcceptedRisk_catalogueVersionId_requirementKey_fkey" FOREIGN KEY ("catalogueVersionId", "requirementKey") REFERENCES "CatalogueRequirement"("catalogueVersionId", "requirementKey") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "AcceptedRisk" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "AcceptedRisk" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "AcceptedRisk"
  USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
-- Whoever sees the answer sees what was accepted beside it (7.2.1, 7.2.2).
CREATE POLICY need_to_know ON "AcceptedRisk" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
-- Whoever answers records it; what somebody else has recorded is for an officer to correct.
CREATE POLICY answers_only ON "AcceptedRisk" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));
CREATE POLICY own_or_officer ON "AcceptedRisk" AS RESTRICTIVE FOR UPDATE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER'))
  OR "createdById" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER')));

-- Never deleted, never moved: what was accepted where, and by whom it was recorded, stays.
REVOKE UPDATE ON "AcceptedRisk" FROM inplace_app;
GRANT UPDATE ("row", "risk", "reason", "acceptedByName", "acceptedByRole", "acceptedOn", "reviewOn", "version",
  "withdrawnAt", "withdrawnByName", "withdrawReason") ON "AcceptedRisk" TO inplace_app;

CREATE TRIGGER signed_guard BEFORE INSERT OR UPDATE OR DELETE ON "AcceptedRisk" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();

CREATE FUNCTION withdrawn_or_archived_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."withdrawnAt" IS NOT NULL THEN
    RAISE EXCEPTION 'what was withdrawn cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM "Assessment" a
      WHERE a."organizationId" = NEW."organizationId" AND a."id" = NEW."assessmentId" AND a."archivedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'an archived assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
-- After signed_guard, by its name, which has locked the assessment.
CREATE TRIGGER withdrawn_guard BEFORE INSERT OR UPDATE ON "AcceptedRisk" FOR EACH ROW EXECUTE FUNCTION withdrawn_or_archived_is_frozen();
