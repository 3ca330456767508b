-- A link with which the executive officer signs one attestation without an account: sent to their mailbox, and worth nothing
-- without the code that they are told otherwise.
CREATE TABLE "SigningLink" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "signerName" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdByRole" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "wrongCodes" INTEGER NOT NULL DEFAULT 0,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SigningLink_pkey" PRIMARY KEY ("organizationId","id")
);
CREATE UNIQUE INDEX "SigningLink_tokenHash_key" ON "SigningLink"("tokenHash");
CREATE INDEX "SigningLink_organizationId_assessmentId_idx" ON "SigningLink"("organizationId", "assessmentId");
ALTER TABLE "SigningLink" ADD CONSTRAINT "SigningLink_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Found by the hash of its token before its organization is known, as an invitation is.
ALTER TABLE "SigningLink" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "SigningLink" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "SigningLink"
  USING ("organizationId" = (SELECT current_organization()) OR "tokenHash" = (SELECT nullif(current_setting('app.signing_link', true), '')))
  WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "SigningLink" AS RESTRICTIVE USING ((SELECT sees_all()) OR "assessmentId" IN (SELECT chosen_assessments()));
REVOKE UPDATE ON "SigningLink" FROM inplace_app;
GRANT UPDATE ("wrongCodes", "usedAt", "revokedAt") ON "SigningLink" TO inplace_app;

-- What was used or withdrawn stays so, and wrong codes are never forgotten.
CREATE FUNCTION signing_link_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."usedAt" IS NOT NULL OR OLD."revokedAt" IS NOT NULL OR NEW."wrongCodes" < OLD."wrongCodes" THEN
    RAISE EXCEPTION 'a used link stays used' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signing_link_guard BEFORE UPDATE ON "SigningLink" FOR EACH ROW EXECUTE FUNCTION signing_link_guard();
