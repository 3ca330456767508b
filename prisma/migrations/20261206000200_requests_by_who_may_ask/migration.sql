-- A request by link is as good as its asker: the link is dead while they may not ask (8.2.5). It is reminded of once and replaced
-- once, whoever asks at the same moment. Whether the asker has seen the link is kept beside it.

-- Until now every link was shown to its asker.
ALTER TABLE "EvidenceRequest" ADD COLUMN "linkShown" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "EvidenceRequest" ALTER COLUMN "linkShown" SET DEFAULT false;
ALTER TABLE "EvidenceRequest" ADD COLUMN "reminderClaimedAt" TIMESTAMPTZ(3);
ALTER TABLE "EvidenceRequest" ADD COLUMN "replacedById" UUID;
GRANT UPDATE ("reminderClaimedAt", "replacedById") ON "EvidenceRequest" TO inplace_app;

-- What was answered or withdrawn stays so: no link comes to life again. A withdrawn one may still be replaced, and once.
CREATE OR REPLACE FUNCTION evidence_request_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL
     OR OLD."withdrawnAt" IS NOT NULL AND to_jsonb(NEW) - 'replacedById' IS DISTINCT FROM to_jsonb(OLD) - 'replacedById'
     OR OLD."replacedById" IS NOT NULL AND NEW."replacedById" IS DISTINCT FROM OLD."replacedById"
     OR OLD."openedAt" IS NOT NULL AND NEW."openedAt" IS DISTINCT FROM OLD."openedAt"
     OR OLD."remindedAt" IS NOT NULL AND (NEW."remindedAt" IS DISTINCT FROM OLD."remindedAt" OR NEW."reminderTokenHash" IS DISTINCT FROM OLD."reminderTokenHash") THEN
    RAISE EXCEPTION 'a request that has ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- Whether somebody may ask for evidence as of now: the roles of evidence:request in lib/access/permissions.ts.
CREATE FUNCTION may_ask_for_evidence(p_org uuid, p_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "Membership" m JOIN "User" u ON u."id" = m."userId" JOIN "Organization" o ON o."id" = m."organizationId"
    WHERE m."organizationId" = p_org AND m."userId" = p_person AND is_current(m."endedAt", m."accessUntil", o."timeZone")
      AND u."deactivatedAt" IS NULL AND m."role" IN ('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER'))
$$;

-- Holds a request that is being answered, and before it its assessment, which whoever is asked need not see. Without a row it
-- is not theirs to answer, or it came by the link of somebody who may not ask any more.
CREATE OR REPLACE FUNCTION lock_evidence_request(p_org uuid, p_request uuid) RETURNS SETOF "EvidenceRequest" LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_assessment uuid; v_asker uuid;
BEGIN
  SELECT q."assessmentId", q."createdById" INTO v_assessment, v_asker FROM "EvidenceRequest" q
   WHERE q."organizationId" = p_org AND q."id" = p_request
     AND CASE WHEN current_person() IS NULL THEN q."tokenHash" IS NOT NULL ELSE q."memberId" = current_person() END;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM set_config('app.user_id', '', true);
  PERFORM 1 FROM "Assessment" a WHERE a."organizationId" = p_org AND a."id" = v_assessment FOR SHARE;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  IF current_person() IS NULL THEN
    -- Whoever leaves at this moment is seen to have.
    PERFORM 1 FROM "Membership" m WHERE m."organizationId" = p_org AND m."userId" = v_asker FOR SHARE;
    IF NOT may_ask_for_evidence(p_org, v_asker) THEN RETURN; END IF;
  END IF;
  RETURN QUERY SELECT q.* FROM "EvidenceRequest" q WHERE q."organizationId" = p_org AND q."id" = p_request FOR UPDATE;
END $$;

-- How many requests wait for an answer: of a person, and of the organization, of which they need not see all. Whoever asks in the
-- meantime waits, so that many at once do not slip through.
CREATE FUNCTION count_open_requests(p_org uuid, p_person uuid) RETURNS TABLE ("own" integer, "together" integer) LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('evidence-request ' || p_org, 0));
  PERFORM set_config('app.user_id', '', true);
  RETURN QUERY SELECT (count(*) FILTER (WHERE q."createdById" = p_person))::integer, count(*)::integer FROM "EvidenceRequest" q
    WHERE q."organizationId" = p_org AND q."answeredAt" IS NULL AND q."withdrawnAt" IS NULL AND q."expiresAt" > now()
      AND (q."memberId" IS NOT NULL OR may_ask_for_evidence(p_org, q."createdById"));
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
END $$;
