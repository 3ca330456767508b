-- CreateTable
CREATE TABLE "InstanceEventPerson" (
    "personId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "InstanceEventPerson_pkey" PRIMARY KEY ("personId","sequence")
);

-- CreateIndex
CREATE INDEX "AuditEvent_organizationId_actorId_sequence_idx" ON "AuditEvent"("organizationId", "actorId", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organizationId_type_sequence_idx" ON "AuditEvent"("organizationId", "type", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organizationId_at_idx" ON "AuditEvent"("organizationId", "at");

-- CreateIndex
CREATE INDEX "InstanceEvent_subjectId_at_idx" ON "InstanceEvent"("subjectId", "at");

-- 1. Whose account an event of the instance is about. Kept by a trigger under the chain's lock, filled for what is there.

REVOKE ALL ON "InstanceEventPerson" FROM inplace_app;

CREATE FUNCTION person_of_instance_event(p_subject_type text, p_subject text) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_subject !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN NULL
              WHEN p_subject_type = 'account' THEN p_subject::uuid
              WHEN p_subject_type = 'session' THEN (SELECT s."userId" FROM "Session" s WHERE s."id" = p_subject::uuid) END
$$;

CREATE FUNCTION index_instance_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE v_person uuid := person_of_instance_event(NEW."subjectType", NEW."subjectId");
BEGIN
  IF v_person IS NOT NULL THEN
    INSERT INTO "InstanceEventPerson" ("personId", "sequence") VALUES (v_person, NEW."sequence");
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION index_instance_event() FROM PUBLIC, inplace_app;

INSERT INTO "InstanceEventPerson" ("personId", "sequence")
  SELECT p, e."sequence" FROM "InstanceEvent" e, LATERAL person_of_instance_event(e."subjectType", e."subjectId") AS p WHERE p IS NOT NULL;
CREATE TRIGGER instance_event_person AFTER INSERT ON "InstanceEvent" FOR EACH ROW EXECUTE FUNCTION index_instance_event();

-- 2. The wall around sign-ins: the app cannot read the instance's chain. These functions show an organization the events of
-- the accounts of its own members, of the time in which they were members, to those who may read its audit trail. Who acted
-- is named only when that person belongs to the organization too.

REVOKE SELECT ON "InstanceEvent" FROM inplace_app;

-- The roles of audit-trail:read in lib/access/permissions.ts; a test compares them.
CREATE FUNCTION reads_audit_trail(p_org uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p_org IS NOT NULL AND p_org = current_organization() AND EXISTS (
    SELECT 1 FROM "Membership" m WHERE m."organizationId" = p_org AND m."userId" = current_person() AND m."endedAt" IS NULL
       AND m."role" IN ('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'ASSESSOR'))
$$;

CREATE FUNCTION sign_in_events(p_org uuid, p_before bigint, p_person uuid, p_types text[], p_from text, p_since timestamptz, p_until timestamptz, p_limit int)
RETURNS TABLE ("sequence" bigint, "at" timestamptz, "type" text, "personId" uuid, "personName" text, "actorId" uuid, "actorName" text, "from" text, "facts" jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  IF NOT reads_audit_trail(p_org) THEN
    RAISE EXCEPTION 'sign-ins are shown to those who may read the audit trail' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    SELECT e."sequence", e."at", e."type", u."id", u."name",
           CASE WHEN known.is_known THEN e."actorId" END, CASE WHEN known.is_known THEN e."actorName" END,
           CASE WHEN known.is_known OR e."actorId" IS NULL THEN e."text"::jsonb #>> '{actor,from}' END,
           e."text"::jsonb -> 'data'
      FROM "Membership" m
      JOIN "InstanceEventPerson" p ON p."personId" = m."userId"
      JOIN "InstanceEvent" e ON e."sequence" = p."sequence"
      JOIN "User" u ON u."id" = m."userId"
      CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM "Membership" a
            WHERE a."organizationId" = p_org AND a."userId" = e."actorId" AND a."createdAt" <= e."at" AND (a."endedAt" IS NULL OR e."at" < a."endedAt")) AS is_known) known
     WHERE m."organizationId" = p_org AND m."createdAt" <= e."at" AND (m."endedAt" IS NULL OR e."at" < m."endedAt")
       AND e."type" ~ '^(session|sign-in|password|second-factor|passkey|recovery-codes?|person)\.'
       AND (p_person IS NULL OR m."userId" = p_person)
       AND (p_before IS NULL OR p."sequence" < p_before)
       AND (p_types IS NULL OR e."type" = ANY (p_types))
       AND (p_since IS NULL OR e."at" >= p_since) AND (p_until IS NULL OR e."at" < p_until)
       AND (p_from IS NULL OR ((known.is_known OR e."actorId" IS NULL) AND e."text"::jsonb #>> '{actor,from}' = p_from))
     ORDER BY p."sequence" DESC LIMIT least(p_limit, 1000);
END $$;

-- How many of each kind since then; `unknown` counts failures that named no account, which are shown to nobody.
CREATE FUNCTION sign_in_counts(p_org uuid, p_since timestamptz) RETURNS TABLE ("type" text, "count" bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  IF NOT reads_audit_trail(p_org) THEN
    RAISE EXCEPTION 'sign-ins are shown to those who may read the audit trail' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    SELECT e."type", count(*) FROM "Membership" m
      JOIN "InstanceEventPerson" p ON p."personId" = m."userId"
      JOIN "InstanceEvent" e ON e."sequence" = p."sequence"
     WHERE m."organizationId" = p_org AND m."createdAt" <= e."at" AND (m."endedAt" IS NULL OR e."at" < m."endedAt")
       AND e."at" > p_since AND e."type" IN ('sign-in.failed', 'sign-in.locked') GROUP BY 1
    UNION ALL
    SELECT 'unknown', count(*) FROM "InstanceEvent" e WHERE e."subjectId" = 'unknown' AND e."at" > p_since AND e."type" = 'sign-in.failed';
END $$;

-- 3. For forwarding the whole instance to a collector, and for nothing else: the sender says so in its transaction.

CREATE FUNCTION forwards_everything() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT coalesce(current_setting('app.forwarder', true), '') = 'on' $$;

CREATE FUNCTION instance_events_after(p_after bigint, p_until bigint, p_limit int)
RETURNS TABLE ("sequence" bigint, "at" timestamptz, "sealedAt" text, "type" text, "actorId" uuid, "actorName" text, "subjectType" text, "subjectId" text, "text" text, "previousHash" text, "hash" text)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  IF NOT forwards_everything() THEN
    RAISE EXCEPTION 'the instance''s events are for its collector' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT e."sequence", e."at", to_char(e."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e."type", e."actorId", e."actorName",
      e."subjectType", e."subjectId", e."text", e."previousHash", e."hash"
    FROM "InstanceEvent" e WHERE e."sequence" > p_after AND e."sequence" <= p_until ORDER BY e."sequence" LIMIT least(p_limit, 1000);
END $$;

-- Which chains there are and how long they are, without a word of what they hold.
CREATE POLICY forwarder_sees_heads ON "AuditHead" FOR SELECT USING ((SELECT forwards_everything()));

DO $$
DECLARE f text; s text := current_schema();
BEGIN
  FOREACH f IN ARRAY ARRAY['index_instance_event()', 'sign_in_events(uuid, bigint, uuid, text[], text, timestamptz, timestamptz, int)',
      'sign_in_counts(uuid, timestamptz)', 'instance_events_after(bigint, bigint, int)'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, s);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION sign_in_events(uuid, bigint, uuid, text[], text, timestamptz, timestamptz, int) TO inplace_app;
GRANT EXECUTE ON FUNCTION sign_in_counts(uuid, timestamptz) TO inplace_app;
GRANT EXECUTE ON FUNCTION instance_events_after(bigint, bigint, int) TO inplace_app;
