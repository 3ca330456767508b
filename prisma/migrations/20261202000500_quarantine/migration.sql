-- An upload waits in quarantine until it was looked at for card numbers and, where a scanner is set up, for malware. What
-- was here before stays available, and says that it was not looked at.

ALTER TABLE "EvidenceFile"
  ADD COLUMN "state" TEXT NOT NULL DEFAULT 'AVAILABLE',
  ADD COLUMN "heldFor" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "cardScan" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "cardScanWhy" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "cardFindings" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "malwareScan" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "malwareName" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "scanHeldUntil" TIMESTAMPTZ(3),
  ADD COLUMN "scanHeldBy" UUID,
  ADD COLUMN "scanFailures" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "scannedAt" TIMESTAMPTZ(3),
  ADD COLUMN "decidedByName" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "decidedReason" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "decidedAt" TIMESTAMPTZ(3),
  ADD COLUMN "wordMarks" BIGINT[];
ALTER TABLE "EvidenceFile" ALTER COLUMN "state" SET DEFAULT 'QUARANTINED', ALTER COLUMN "heldFor" SET DEFAULT 'WAITING';

CREATE INDEX "EvidenceFile_heldFor_scanHeldUntil_idx" ON "EvidenceFile"("heldFor", "scanHeldUntil");
CREATE INDEX "EvidenceFile_wordMarks_idx" ON "EvidenceFile" USING GIN ("wordMarks");

ALTER TABLE "EvidenceFile"
  ADD CONSTRAINT "EvidenceFile_state_check" CHECK ("state" IN ('QUARANTINED', 'AVAILABLE', 'REMOVED')),
  ADD CONSTRAINT "EvidenceFile_heldFor_check" CHECK ("heldFor" IN ('', 'WAITING', 'SCANNING', 'SCANNER_DOWN', 'CARD_NUMBER', 'MALWARE')
    AND ("state" = 'AVAILABLE') = ("heldFor" = '')),
  ADD CONSTRAINT "EvidenceFile_cardScan_check" CHECK ("cardScan" IN ('', 'OWN', 'CLEAN', 'PART', 'NOT_READ', 'FOUND', 'OVERRULED')),
  ADD CONSTRAINT "EvidenceFile_malwareScan_check" CHECK ("malwareScan" IN ('', 'OFF', 'CLEAN', 'FOUND'));

-- What was received stays as it came; only what is known about it may change.
GRANT UPDATE ("state", "heldFor", "cardScan", "cardScanWhy", "cardFindings", "malwareScan", "malwareName", "scanHeldUntil", "scanHeldBy",
  "scanFailures", "scannedAt", "decidedByName", "decidedReason", "decidedAt", "wordMarks") ON "EvidenceFile" TO inplace_app;

-- The way out of quarantine: no malware, and a card number only as a false alarm that somebody gave a reason for.
CREATE FUNCTION quarantine_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'REMOVED' AND NEW."state" <> 'REMOVED' THEN
    RAISE EXCEPTION 'a removed file does not come back' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."state" = 'AVAILABLE' AND (NEW."malwareScan" = 'FOUND' OR OLD."heldFor" = 'MALWARE') THEN
    RAISE EXCEPTION 'a file with malware stays in quarantine' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."state" = 'AVAILABLE' AND OLD."state" = 'QUARANTINED'
     AND (NEW."cardScan" = 'FOUND' OR (OLD."heldFor" = 'CARD_NUMBER' AND (NEW."cardScan" <> 'OVERRULED' OR NEW."decidedReason" = ''))) THEN
    RAISE EXCEPTION 'a file with card numbers stays in quarantine' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quarantine_holds BEFORE UPDATE ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION quarantine_holds();

-- The program looks for files of all organizations that wait; it says so in its transaction, as the sender of events does.
CREATE FUNCTION scans_everything() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT coalesce(current_setting('app.scanner', true), '') = 'on' $$;
CREATE POLICY scanner_sees_waiting ON "EvidenceFile" FOR SELECT
  USING ("heldFor" <> '' AND "state" = 'QUARANTINED' AND (SELECT scans_everything()));
