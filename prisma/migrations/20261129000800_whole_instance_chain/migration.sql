-- The chain of the instance is read whole by two: the sender to a collector and the checker of chains. Nobody else.
CREATE OR REPLACE FUNCTION instance_events_after(p_after bigint, p_until bigint, p_limit int)
RETURNS TABLE ("sequence" bigint, "at" timestamptz, "sealedAt" text, "type" text, "actorId" uuid, "actorName" text, "subjectType" text, "subjectId" text, "text" text, "previousHash" text, "hash" text)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  IF NOT forwards_everything() THEN
    RAISE EXCEPTION 'the instance''s events are for its collector and for the check of their chain' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT e."sequence", e."at", to_char(e."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e."type", e."actorId", e."actorName",
      e."subjectType", e."subjectId", e."text", e."previousHash", e."hash"
    FROM "InstanceEvent" e WHERE e."sequence" > p_after AND e."sequence" <= p_until ORDER BY e."sequence" LIMIT least(p_limit, 5000);
END $$;

-- How long it is, and which servers began and never said that they stop: no word of anybody.
CREATE FUNCTION instance_newest() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT max(e."sequence") FROM "InstanceEvent" e $$;
CREATE FUNCTION servers_not_stopped() RETURNS TABLE ("server" text, "startedAt" timestamptz) LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT s."subjectId", s."at" FROM "InstanceEvent" s
   WHERE s."subjectType" = 'server' AND s."type" = 'instance.started'
     AND NOT EXISTS (SELECT 1 FROM "InstanceEvent" e WHERE e."subjectType" = 'server' AND e."subjectId" = s."subjectId"
       AND e."type" IN ('instance.stopped', 'instance.not-stopped'))
   ORDER BY s."sequence"
$$;
DO $$
DECLARE f text; s text := current_schema();
BEGIN
  FOREACH f IN ARRAY ARRAY['instance_events_after(bigint, bigint, int)', 'instance_newest()', 'servers_not_stopped()'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, s);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO inplace_app', f);
  END LOOP;
END $$;
