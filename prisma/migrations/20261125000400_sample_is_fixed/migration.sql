-- Only a sample may be removed with its audit trail. So no organization may become one, whoever asks for it.
CREATE FUNCTION sample_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."isSample" IS DISTINCT FROM OLD."isSample" THEN
    RAISE EXCEPTION 'an organization is a sample from the start or never' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organization_sample_guard BEFORE UPDATE ON "Organization" FOR EACH ROW EXECUTE FUNCTION sample_is_fixed();
