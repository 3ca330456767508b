-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "organizationId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "chain" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "keyId" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "timeStamp" BYTEA,
    "timeStampedAt" TIMESTAMPTZ(6),

    CONSTRAINT "AuditCheckpoint_pkey" PRIMARY KEY ("organizationId","number")
);

-- CreateTable
CREATE TABLE "InstanceCheckpoint" (
    "number" INTEGER NOT NULL,
    "chain" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "keyId" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "timeStamp" BYTEA,
    "timeStampedAt" TIMESTAMPTZ(6),

    CONSTRAINT "InstanceCheckpoint_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "InstanceEvent_subjectType_subjectId_sequence_idx" ON "InstanceEvent"("subjectType", "subjectId", "sequence");

-- A checkpoint is written once. Its time stamp may come later, once.
CREATE FUNCTION checkpoints_are_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'AuditCheckpoint' THEN
    IF removing_sample(OLD."organizationId") THEN RETURN OLD; END IF;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD."timeStamp" IS NULL AND (to_jsonb(NEW) - ARRAY['timeStamp', 'timeStampedAt']) = (to_jsonb(OLD) - ARRAY['timeStamp', 'timeStampedAt'])
      THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only (%)', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_checkpoint_guard BEFORE UPDATE OR DELETE ON "AuditCheckpoint" FOR EACH ROW EXECUTE FUNCTION checkpoints_are_written_once();
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON "AuditCheckpoint" FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only();
CREATE TRIGGER instance_checkpoint_guard BEFORE UPDATE OR DELETE ON "InstanceCheckpoint" FOR EACH ROW EXECUTE FUNCTION checkpoints_are_written_once();
CREATE TRIGGER instance_checkpoint_no_truncate BEFORE TRUNCATE ON "InstanceCheckpoint" FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only();

ALTER TABLE "AuditCheckpoint" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "AuditCheckpoint" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "AuditCheckpoint"
  USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));

REVOKE UPDATE ON "AuditCheckpoint", "InstanceCheckpoint" FROM inplace_app;
GRANT UPDATE ("timeStamp", "timeStampedAt") ON "AuditCheckpoint", "InstanceCheckpoint" TO inplace_app;

-- A sample is removed whole, its checkpoints with it. No foreign key: checkpoints outlive everything else.
CREATE FUNCTION remove_sample_checkpoints() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF removing_sample(OLD."id") THEN DELETE FROM "AuditCheckpoint" WHERE "organizationId" = OLD."id"; END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER sample_checkpoints BEFORE DELETE ON "Organization" FOR EACH ROW EXECUTE FUNCTION remove_sample_checkpoints();

-- The list of chains, for the job that seals them: where each one ends and what the newest checkpoint covers. It tells no
-- contents. The owner of the tables, whom row-level security binds as well, may see these few columns of all of them.
CREATE POLICY owner_lists_chains ON "Organization" FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_lists_chains ON "AuditHead" FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_lists_chains ON "AuditCheckpoint" FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION chain_heads()
RETURNS TABLE ("chain" text, "organizationId" uuid, "sequence" bigint, "sealedSequence" bigint, "sealedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT CASE WHEN o."isSample" THEN 'sample:' ELSE 'organization:' END || o."id", o."id", coalesce(h."sequence", 0), coalesce(c."sequence", 0), c."at"
    FROM "Organization" o
    LEFT JOIN "AuditHead" h ON h."organizationId" = o."id"
    LEFT JOIN LATERAL (SELECT k."sequence", k."at" FROM "AuditCheckpoint" k WHERE k."organizationId" = o."id" ORDER BY k."number" DESC LIMIT 1) c ON true
  UNION ALL
  SELECT 'instance', NULL, coalesce((SELECT "sequence" FROM "InstanceHead" WHERE "id" = 1), 0), coalesce(c."sequence", 0), c."at"
    FROM (VALUES (1)) one LEFT JOIN LATERAL (SELECT k."sequence", k."at" FROM "InstanceCheckpoint" k ORDER BY k."number" DESC LIMIT 1) c ON true
$$;
REVOKE ALL ON FUNCTION chain_heads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION chain_heads() TO inplace_app;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION chain_heads() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
