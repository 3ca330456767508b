-- Who meets a requirement where a service provider takes part (12.8.5, 12.9.2): one entry per provider and requirement.
CREATE TABLE "ResponsibilityAssignment" (
    "organizationId" UUID NOT NULL,
    "serviceProviderId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "responsibility" TEXT,
    "agreedIn" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedByName" TEXT NOT NULL,

    CONSTRAINT "ResponsibilityAssignment_pkey" PRIMARY KEY ("organizationId","serviceProviderId","requirementKey"),
    CONSTRAINT known_responsibility CHECK ("responsibility" IN ('ENTITY', 'TPSP', 'SHARED'))
);
ALTER TABLE "ResponsibilityAssignment" ADD CONSTRAINT "ResponsibilityAssignment_organizationId_serviceProviderId_fkey" FOREIGN KEY ("organizationId", "serviceProviderId") REFERENCES "ServiceProvider"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ResponsibilityAssignment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ResponsibilityAssignment" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "ResponsibilityAssignment"
  USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
-- Whoever sees the provider sees what it answers for (7.2.1, 7.2.2).
CREATE POLICY need_to_know ON "ResponsibilityAssignment" AS RESTRICTIVE USING ((SELECT sees_all()) OR "serviceProviderId" IN (SELECT providers_of_seen()));
-- Only whoever keeps the register of providers writes it.
CREATE POLICY officers_add ON "ResponsibilityAssignment" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER')));
CREATE POLICY officers_change ON "ResponsibilityAssignment" AS RESTRICTIVE FOR UPDATE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER')));

-- Never deleted, never moved to another provider or requirement.
REVOKE UPDATE ON "ResponsibilityAssignment" FROM inplace_app;
GRANT UPDATE ("responsibility", "agreedIn", "version", "changedAt", "changedByName") ON "ResponsibilityAssignment" TO inplace_app;
