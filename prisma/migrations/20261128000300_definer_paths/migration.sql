-- A function that runs with its owner's rights must not look where its caller may put things: temporary tables come last
-- in its path, and nobody but the owner makes any. FROM CURRENT had kept a path that PostgreSQL searches after pg_temp.
DO $$
DECLARE f regprocedure; s text := current_schema();
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = s AND p.prosecdef
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, s);
  END LOOP;
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', s);
  -- Where the schema is only compared, nothing keeps a history.
  IF to_regclass(format('%I."_prisma_migrations"', s)) IS NOT NULL THEN
    EXECUTE format('REVOKE INSERT, UPDATE ON %I."_prisma_migrations" FROM inplace_app', s);
  END IF;
END $$;

ALTER TABLE "Assessment" ADD CONSTRAINT status_is_known CHECK ("status" IN ('OPEN', 'SIGNED', 'SUPERSEDED'));
ALTER TABLE "Attestation" ADD CONSTRAINT status_is_known CHECK ("status" IN ('DRAFT', 'SIGNED'));
