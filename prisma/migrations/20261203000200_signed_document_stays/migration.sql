-- The signed document of an attestation is never taken out of the store, whatever is found in it later. Asked of the whole
-- organization, whoever asks.
CREATE FUNCTION is_signed_document(p_org uuid, p_file uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_is boolean;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  SELECT EXISTS (SELECT 1 FROM "Attestation" t WHERE t."organizationId" = p_org AND t."signedDocumentId" = p_file) INTO v_is;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN v_is;
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION is_signed_document(uuid, uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;

CREATE OR REPLACE FUNCTION quarantine_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'REMOVED' AND NEW."state" <> 'REMOVED' THEN
    RAISE EXCEPTION 'a removed file does not come back' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."state" = 'REMOVED' AND OLD."state" <> 'REMOVED' AND is_signed_document(NEW."organizationId", NEW."id") THEN
    RAISE EXCEPTION 'the signed document of an attestation stays' USING ERRCODE = 'integrity_constraint_violation';
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
