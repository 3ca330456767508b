-- What a program found is evidence of its own kind. Its owner's name for it (externalRef) makes the next run the next version of
-- the same item. What was found stands beside the files of its version, which hold it too, sealed like every file.
ALTER TABLE "EvidenceItem" ADD COLUMN "externalRef" TEXT;
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_externalRef_check"
  CHECK ("externalRef" IS NULL OR "kind" = 'MACHINE' AND "externalRef" ~ '^[!-~]{1,200}$');
CREATE UNIQUE INDEX "EvidenceItem_organizationId_externalRef_key" ON "EvidenceItem"("organizationId", "externalRef");

CREATE TABLE "MachineResult" (
    "organizationId" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "fileVersion" INTEGER NOT NULL,
    "tool" TEXT NOT NULL,
    "toolVersion" TEXT NOT NULL DEFAULT '',
    "ranAt" TIMESTAMPTZ(3) NOT NULL,
    "result" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "runUrl" TEXT NOT NULL DEFAULT '',
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "receivedById" UUID NOT NULL,
    "receivedByName" TEXT NOT NULL,
    "keyId" UUID NOT NULL,
    "keyName" TEXT NOT NULL,

    CONSTRAINT "MachineResult_pkey" PRIMARY KEY ("organizationId","evidenceId","fileVersion")
);
ALTER TABLE "MachineResult" ADD CONSTRAINT "MachineResult_organizationId_evidenceId_fkey" FOREIGN KEY ("organizationId", "evidenceId") REFERENCES "EvidenceItem"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "MachineResult" ADD CONSTRAINT "MachineResult_organizationId_keyId_fkey" FOREIGN KEY ("organizationId", "keyId") REFERENCES "ApiKey"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "MachineResult" ADD CONSTRAINT "MachineResult_result_check" CHECK ("result" IN ('PASS', 'FAIL', 'INFO'));
CREATE INDEX "MachineResult_organizationId_keyId_idx" ON "MachineResult"("organizationId", "keyId");
ALTER TABLE "MachineResult" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "MachineResult" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "MachineResult" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "MachineResult" AS RESTRICTIVE USING ((SELECT sees_all()) OR "evidenceId" IN (SELECT seen_evidence()));
-- What a program has said stays said.
REVOKE UPDATE ON "MachineResult" FROM inplace_app;

-- No person passes for a program: whoever writes such a row holds, at that moment, a key that may attach evidence.
CREATE FUNCTION acts_with_key() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT k."id" FROM "ApiKey" k JOIN "Membership" m ON m."organizationId" = k."organizationId" AND m."id" = k."membershipId"
   WHERE k."organizationId" = current_organization() AND k."id" = nullif(current_setting('app.key_id', true), '')::uuid
     AND m."userId" = current_person() AND m."endedAt" IS NULL AND m."role" IN ('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')
     AND k."revokedAt" IS NULL AND k."expiresAt" > now() AND 'evidence:attach' = ANY (k."permissions")
$$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION acts_with_key() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
CREATE POLICY machine_by_key ON "EvidenceItem" AS RESTRICTIVE FOR INSERT WITH CHECK ("kind" <> 'MACHINE' OR (SELECT acts_with_key()) IS NOT NULL);
CREATE POLICY machine_by_key ON "MachineResult" AS RESTRICTIVE FOR INSERT WITH CHECK ("keyId" = (SELECT acts_with_key()));
