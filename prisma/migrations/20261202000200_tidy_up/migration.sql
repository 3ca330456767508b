-- What is of use for a short time goes when that time is over. Only the age decides, by the clock of the database, so that
-- calling this early or often takes nothing that still counts: the app itself may delete none of these rows.
CREATE POLICY tidied ON "BulkChange" USING ("at" < now() - interval '24 hours'
  AND pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = '"BulkChange"'::regclass), 'USAGE'));

CREATE FUNCTION tidy_up() RETURNS TABLE ("what" text, "rows" bigint) LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE v_person text := current_setting('app.user_id', true);
BEGIN
  -- One process at a time; another one need not wait for it.
  IF NOT pg_try_advisory_xact_lock(hashtext('tidy_up')) THEN RETURN; END IF;
  PERFORM set_config('app.user_id', '', true);
  -- What requirements said before a joint change: it can be taken back for a day.
  DELETE FROM "BulkChange" WHERE "at" < now() - interval '24 hours';
  GET DIAGNOSTICS "rows" = ROW_COUNT; "what" := 'BulkChange'; RETURN NEXT;
  -- Challenges count for five minutes, so that an older one cannot come back.
  DELETE FROM "SpentChallenge" WHERE "spentAt" < now() - interval '1 day';
  GET DIAGNOSTICS "rows" = ROW_COUNT; "what" := 'SpentChallenge'; RETURN NEXT;
  -- Links for a new password count for an hour, and so many may be asked for in an hour.
  DELETE FROM "PasswordReset" WHERE "expiresAt" < now() - interval '1 day' AND "createdAt" < now() - interval '1 day';
  GET DIAGNOSTICS "rows" = ROW_COUNT; "what" := 'PasswordReset'; RETURN NEXT;
  -- Attempts and requests that were counted.
  DELETE FROM "RateLimit" WHERE "expire" < (extract(epoch FROM now() - interval '1 hour') * 1000)::bigint;
  GET DIAGNOSTICS "rows" = ROW_COUNT; "what" := 'RateLimit'; RETURN NEXT;
  -- Passwords that none of the last four can be any more (8.3.7).
  DELETE FROM "FormerPassword" f WHERE (SELECT count(*) FROM "FormerPassword" n WHERE n."userId" = f."userId" AND n."replacedAt" > f."replacedAt") >= 4;
  GET DIAGNOSTICS "rows" = ROW_COUNT; "what" := 'FormerPassword'; RETURN NEXT;
  -- Sessions that ended a year ago. The newest of each person says when the account was last used (8.2.6).
  DELETE FROM "Session" s WHERE s."absoluteEnd" < now() - interval '12 months' AND s."lastSeenAt" < now() - interval '12 months'
     AND EXISTS (SELECT 1 FROM "Session" n WHERE n."userId" = s."userId" AND n."lastSeenAt" > s."lastSeenAt");
  GET DIAGNOSTICS "rows" = ROW_COUNT; "what" := 'Session'; RETURN NEXT;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION tidy_up() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
