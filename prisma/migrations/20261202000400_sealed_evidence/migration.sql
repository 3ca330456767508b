-- Evidence lies encrypted: each file has a key of its own, kept here wrapped with a key that the database never sees. A file
-- without one lies there as it came, until the app has encrypted it.
ALTER TABLE "EvidenceFile" ADD COLUMN "keyId" TEXT, ADD COLUMN "wrappedKey" TEXT,
  ADD COLUMN "fileVersion" INTEGER NOT NULL DEFAULT 1, ADD COLUMN "deletedAt" TIMESTAMPTZ(3);
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "EvidenceFile_key_check" CHECK (("keyId" IS NULL) = ("wrappedKey" IS NULL));
CREATE UNIQUE INDEX "EvidenceFile_organizationId_storageKey_key" ON "EvidenceFile"("organizationId", "storageKey");
-- What was received stays as it was: name, size and hash. Where it lies, its key, and that its retention has ended do not.
GRANT UPDATE ("storageKey", "keyId", "wrappedKey", "deletedAt") ON "EvidenceFile" TO inplace_app;

-- The files of an item have versions: a new one keeps the old, and a signed use goes on naming the one that was signed.
ALTER TABLE "EvidenceItem" ADD COLUMN "fileVersion" INTEGER NOT NULL DEFAULT 1;
GRANT UPDATE ("fileVersion") ON "EvidenceItem" TO inplace_app;
ALTER TABLE "EvidenceLink" ADD COLUMN "signedVersion" INTEGER;

-- How long evidence is kept after the cycle that it served, and how large a file may be.
ALTER TABLE "Organization" ADD COLUMN "evidenceKeepMonths" INTEGER NOT NULL DEFAULT 36, ADD COLUMN "evidenceMaxMib" INTEGER;
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_evidenceKeepMonths_check" CHECK ("evidenceKeepMonths" >= 12);
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_evidenceMaxMib_check" CHECK ("evidenceMaxMib" > 0);

-- The newest version of an item that a signed assessment rests on; 0 when none does. Asked of the whole organization, whoever asks.
CREATE FUNCTION signed_file_version(p_org uuid, p_evidence uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_version integer;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  SELECT coalesce(max(coalesce(l."signedVersion", 1)), 0) INTO v_version
    FROM "EvidenceLink" l JOIN "Assessment" a ON a."organizationId" = l."organizationId" AND a."id" = l."assessmentId"
   WHERE l."organizationId" = p_org AND l."evidenceId" = p_evidence AND l."removedAt" IS NULL AND a."status" <> 'OPEN';
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN v_version;
END $$;

-- A file may join an item that a signature rests on only as a newer version than the signed one.
CREATE OR REPLACE FUNCTION signed_evidence_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'EvidenceFile' THEN
    IF NEW."fileVersion" <= signed_file_version(NEW."organizationId", NEW."evidenceId") THEN
      RAISE EXCEPTION 'evidence of a signed assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF used_by_signed(NEW."organizationId", NEW."id") AND (NEW."url" IS DISTINCT FROM OLD."url" OR (OLD."kind" = 'NOTE' AND NEW."note" IS DISTINCT FROM OLD."note")) THEN
    RAISE EXCEPTION 'evidence of a signed assessment cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- When the evidence of an item may go: so many months after the cycle of the last signature that rests on it, or after its own
-- year when none does. A cycle is a year.
CREATE FUNCTION evidence_kept_until(p_org uuid, p_evidence uuid) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_until timestamptz;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  SELECT greatest(
      (SELECT max(f."receivedAt") FROM "EvidenceFile" f WHERE f."organizationId" = p_org AND f."evidenceId" = p_evidence), e."receivedAt",
      (SELECT max(a."signedAt") FROM "EvidenceLink" l JOIN "Assessment" a ON a."organizationId" = l."organizationId" AND a."id" = l."assessmentId"
        WHERE l."organizationId" = p_org AND l."evidenceId" = p_evidence AND l."removedAt" IS NULL AND a."status" <> 'OPEN'))
      + make_interval(months => 12 + o."evidenceKeepMonths") INTO v_until
    FROM "EvidenceItem" e JOIN "Organization" o ON o."id" = e."organizationId"
   WHERE e."organizationId" = p_org AND e."id" = p_evidence;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN v_until;
END $$;

-- The second wall for it: a file is given up only when its item was removed and its retention has ended.
CREATE FUNCTION retention_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."deletedAt" IS NOT NULL AND to_jsonb(NEW) <> to_jsonb(OLD) THEN
    RAISE EXCEPTION 'a deleted file stays deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD."deletedAt" IS NULL AND NEW."deletedAt" IS NOT NULL AND (evidence_kept_until(NEW."organizationId", NEW."evidenceId") > now()
     OR NOT EXISTS (SELECT 1 FROM "EvidenceItem" e WHERE e."organizationId" = NEW."organizationId" AND e."id" = NEW."evidenceId" AND e."archivedAt" IS NOT NULL)) THEN
    RAISE EXCEPTION 'this evidence is still to be kept' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER retention_holds BEFORE UPDATE ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION retention_holds();
