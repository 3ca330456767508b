-- What was removed from quarantine is gone whole: neither bytes nor the key that opened them.
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "EvidenceFile_removed_check" CHECK ("state" <> 'REMOVED' OR "keyId" IS NULL);

-- Every file arrives in quarantine, whatever brings it; only what the program made itself has nothing to be looked for in.
CREATE FUNCTION arrives_in_quarantine() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" <> 'QUARANTINED' AND NOT (NEW."state" = 'AVAILABLE' AND NEW."cardScan" = 'OWN') THEN
    RAISE EXCEPTION 'a file arrives in quarantine' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER arrives_in_quarantine BEFORE INSERT ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION arrives_in_quarantine();
