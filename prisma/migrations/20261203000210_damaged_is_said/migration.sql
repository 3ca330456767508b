-- A file that is missing from the store, or is not the one that was received, cannot be checked: it says so instead of waiting.
ALTER TABLE "EvidenceFile" DROP CONSTRAINT "EvidenceFile_heldFor_check";
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "EvidenceFile_heldFor_check"
  CHECK ("heldFor" IN ('', 'WAITING', 'SCANNING', 'SCANNER_DOWN', 'DAMAGED', 'CARD_NUMBER', 'MALWARE') AND ("state" = 'AVAILABLE') = ("heldFor" = ''));

CREATE OR REPLACE FUNCTION held_evidence(p_org uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT f."evidenceId" FROM "EvidenceFile" f
   WHERE f."organizationId" = p_org AND f."heldFor" IN ('WAITING', 'SCANNING', 'SCANNER_DOWN', 'DAMAGED', 'CARD_NUMBER', 'MALWARE')
     AND NOT EXISTS (SELECT 1 FROM "EvidenceFile" o WHERE o."organizationId" = p_org AND o."evidenceId" = f."evidenceId" AND o."state" = 'AVAILABLE')
$$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION held_evidence(uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
