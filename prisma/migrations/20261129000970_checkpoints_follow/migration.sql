-- A checkpoint follows the one before it and seals what is there. Without this, one row with the highest number that there is
-- would leave no number for any other.
CREATE FUNCTION checkpoint_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_number integer; v_sealed bigint; v_head bigint;
BEGIN
  IF TG_TABLE_NAME = 'AuditCheckpoint' THEN
    SELECT c."number", c."sequence" INTO v_number, v_sealed FROM "AuditCheckpoint" c
      WHERE c."organizationId" = NEW."organizationId" ORDER BY c."number" DESC LIMIT 1;
    SELECT h."sequence" INTO v_head FROM "AuditHead" h WHERE h."organizationId" = NEW."organizationId";
  ELSE
    SELECT c."number", c."sequence" INTO v_number, v_sealed FROM "InstanceCheckpoint" c ORDER BY c."number" DESC LIMIT 1;
    SELECT h."sequence" INTO v_head FROM "InstanceHead" h WHERE h."id" = 1;
  END IF;
  IF NEW."number" IS DISTINCT FROM coalesce(v_number, 0) + 1 OR NEW."sequence" < greatest(coalesce(v_sealed, 0), 1)
     OR NEW."sequence" > coalesce(v_head, 0) THEN
    RAISE EXCEPTION 'a checkpoint follows the one before it and seals entries that are there' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER checkpoint_follows BEFORE INSERT ON "AuditCheckpoint" FOR EACH ROW EXECUTE FUNCTION checkpoint_follows();
CREATE TRIGGER checkpoint_follows BEFORE INSERT ON "InstanceCheckpoint" FOR EACH ROW EXECUTE FUNCTION checkpoint_follows();
