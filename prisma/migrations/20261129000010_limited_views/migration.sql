-- Need to know (7.2.1, 7.2.2): a control owner sees what is assigned, an assessor the integrations that were chosen, until a day.

ALTER TABLE "Membership" ADD COLUMN "chosenOnly" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "accessUntil" DATE;
ALTER TABLE "Invitation" ADD COLUMN "integrationIds" UUID[],
  ADD COLUMN "chosenOnly" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "accessUntil" DATE;
ALTER TABLE "Activity" ADD COLUMN "ownerId" UUID;

-- Shorter than the standard's 15 minutes of rest (8.2.8) and our 12 hours is an organization's own choice. Who prepares and who
-- signs: two people where it says so; without a word of it, once there are two officers.
ALTER TABLE "Organization" ADD COLUMN "idleMinutes" INTEGER NOT NULL DEFAULT 15,
  ADD COLUMN "sessionHours" INTEGER NOT NULL DEFAULT 12,
  ADD COLUMN "separateSigner" BOOLEAN,
  ADD CONSTRAINT session_policy CHECK ("idleMinutes" BETWEEN 5 AND 15 AND "sessionHours" BETWEEN 1 AND 12);

CREATE TABLE "MembershipIntegration" (
    "organizationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,

    CONSTRAINT "MembershipIntegration_pkey" PRIMARY KEY ("organizationId","userId","integrationId")
);
CREATE TABLE "Assignment" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "dueOn" DATE,
    "assignedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "assignedById" UUID NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("organizationId","id")
);
CREATE INDEX "Assignment_organizationId_assessmentId_requirementKey_idx" ON "Assignment"("organizationId", "assessmentId", "requirementKey");
CREATE INDEX "Assignment_organizationId_userId_idx" ON "Assignment"("organizationId", "userId");
CREATE UNIQUE INDEX assigned_once ON "Assignment"("organizationId", "assessmentId", "requirementKey", "userId") WHERE "removedAt" IS NULL;
ALTER TABLE "MembershipIntegration" ADD CONSTRAINT "MembershipIntegration_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "MembershipIntegration" ADD CONSTRAINT "MembershipIntegration_organizationId_integrationId_fkey" FOREIGN KEY ("organizationId", "integrationId") REFERENCES "Integration"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_organizationId_ownerId_fkey" FOREIGN KEY ("organizationId", "ownerId") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['MembershipIntegration', 'Assignment'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY organization_wall ON %I USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()))', t);
  END LOOP;
END $$;
GRANT DELETE ON "MembershipIntegration" TO inplace_app;
REVOKE UPDATE ON "MembershipIntegration", "Assignment" FROM inplace_app;
GRANT UPDATE ("dueOn", "removedAt") ON "Assignment" TO inplace_app;

-- Everything is decided by the membership as it stands, not by what the app says about it. No person: the program itself.
CREATE FUNCTION sees_all() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_person() IS NULL OR EXISTS (
    SELECT 1 FROM "Membership" m WHERE m."organizationId" = current_organization() AND m."userId" = current_person() AND m."endedAt" IS NULL
       AND m."role" <> 'CONTROL_OWNER' AND NOT (m."role" = 'ASSESSOR' AND m."chosenOnly"))
$$;

CREATE FUNCTION has_role(p_role text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "Membership" m
    WHERE m."organizationId" = current_organization() AND m."userId" = current_person() AND m."endedAt" IS NULL AND m."role" = p_role)
$$;

CREATE FUNCTION chosen_integrations() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT c."integrationId" FROM "MembershipIntegration" c
   WHERE c."organizationId" = current_organization() AND c."userId" = current_person() AND has_role('ASSESSOR')
$$;

CREATE FUNCTION assigned_requirements() RETURNS TABLE ("assessmentId" uuid, "requirementKey" text) LANGUAGE sql STABLE AS $$
  SELECT s."assessmentId", s."requirementKey" FROM "Assignment" s
   WHERE s."organizationId" = current_organization() AND s."userId" = current_person() AND s."removedAt" IS NULL AND has_role('CONTROL_OWNER')
$$;

-- Assessments that cover nothing but chosen integrations: a part of one would look like the whole.
CREATE FUNCTION chosen_assessments() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT a."assessmentId" FROM "AssessmentIntegration" a
   WHERE a."organizationId" = current_organization() GROUP BY 1 HAVING bool_and(a."integrationId" IN (SELECT chosen_integrations()))
$$;

CREATE FUNCTION own_activities() RETURNS TABLE ("activityId" uuid, "integrationId" uuid) LANGUAGE sql STABLE AS $$
  SELECT v."id", v."integrationId" FROM "Activity" v
   WHERE v."organizationId" = current_organization() AND v."ownerId" = current_person() AND has_role('CONTROL_OWNER')
$$;

-- Restrictive: beside the wall around the organization, never instead of it. They lean on each other one way only:
-- Activity, EvidenceLink, Assessment; then Integration and what hangs on these.
CREATE POLICY need_to_know ON "Activity" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "ownerId" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER')) OR "integrationId" IN (SELECT chosen_integrations()));
CREATE POLICY need_to_know ON "Assessment" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "id" IN (SELECT s."assessmentId" FROM assigned_requirements() s) OR "id" IN (SELECT chosen_assessments()));
CREATE POLICY need_to_know ON "Response" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
CREATE POLICY need_to_know ON "EvidenceLink" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
CREATE POLICY need_to_know ON "Attestation" AS RESTRICTIVE USING ((SELECT sees_all()) OR "assessmentId" IN (SELECT chosen_assessments()));
CREATE POLICY need_to_know ON "AcquirerSubmission" AS RESTRICTIVE USING ((SELECT sees_all()) OR "attestationId" IN (SELECT t."id" FROM "Attestation" t));
CREATE POLICY need_to_know ON "ActivityOccurrence" AS RESTRICTIVE USING ((SELECT sees_all()) OR "activityId" IN (SELECT v."id" FROM "Activity" v));
CREATE POLICY need_to_know ON "ActivityOccurrenceEvidence" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "occurrenceId" IN (SELECT o."id" FROM "ActivityOccurrence" o));
CREATE POLICY need_to_know ON "EvidenceItem" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "receivedById" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER'))
  OR "id" IN (SELECT l."evidenceId" FROM "EvidenceLink" l WHERE l."removedAt" IS NULL)
  OR "id" IN (SELECT e."evidenceId" FROM "ActivityOccurrenceEvidence" e));
CREATE POLICY need_to_know ON "EvidenceFile" AS RESTRICTIVE USING ((SELECT sees_all()) OR "evidenceId" IN (SELECT e."id" FROM "EvidenceItem" e));
CREATE POLICY need_to_know ON "Integration" AS RESTRICTIVE USING ((SELECT sees_all()) OR "id" IN (SELECT chosen_integrations())
  OR "id" IN (SELECT a."integrationId" FROM "AssessmentIntegration" a WHERE a."assessmentId" IN (SELECT s."assessmentId" FROM assigned_requirements() s))
  OR "id" IN (SELECT v."integrationId" FROM own_activities() v));
CREATE POLICY need_to_know ON "QuestionnaireDecision" AS RESTRICTIVE USING ((SELECT sees_all()) OR "id" IN (SELECT a."decisionId" FROM "Assessment" a));
CREATE POLICY need_to_know ON "IntegrationProvider" AS RESTRICTIVE USING ((SELECT sees_all()) OR "integrationId" IN (SELECT i."id" FROM "Integration" i));
CREATE POLICY need_to_know ON "ServiceProvider" AS RESTRICTIVE USING ((SELECT sees_all()) OR "id" IN (SELECT p."serviceProviderId" FROM "IntegrationProvider" p));
CREATE POLICY need_to_know ON "LegalEntity" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "id" IN (SELECT i."legalEntityId" FROM "Integration" i) OR "id" IN (SELECT a."legalEntityId" FROM "Assessment" a));
CREATE POLICY need_to_know ON "MerchantId" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "id" IN (SELECT m."merchantIdId" FROM "AssessmentMerchantId" m WHERE m."assessmentId" IN (SELECT a."id" FROM "Assessment" a)));
CREATE POLICY need_to_know ON "Acquirer" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "id" IN (SELECT q."acquirerId" FROM "AssessmentAcquirer" q WHERE q."assessmentId" IN (SELECT a."id" FROM "Assessment" a))
  OR "id" IN (SELECT m."acquirerId" FROM "MerchantId" m));
-- The history of what they see, and what they did themselves. Appending goes through append_event() and asks nobody.
CREATE POLICY need_to_know ON "AuditEvent" AS RESTRICTIVE FOR SELECT USING ((SELECT sees_all()) OR "actorId" = (SELECT current_person())
  OR "subjectType" = 'response' AND EXISTS (SELECT 1 FROM "Response" r WHERE r."assessmentId"::text = split_part("subjectId", '/', 1)
       AND r."requirementKey" = split_part("subjectId", '/', 2) AND r."row"::text = split_part("subjectId", '/', 3))
  OR "subjectType" = 'evidence' AND "subjectId" IN (SELECT e."id"::text FROM "EvidenceItem" e)
  OR "subjectType" = 'activity' AND "subjectId" IN (SELECT v."id"::text FROM "Activity" v)
  OR "subjectType" = 'assessment' AND "subjectId" IN (SELECT c::text FROM chosen_assessments() c)
  OR "subjectType" = 'integration' AND "subjectId" IN (SELECT i."id"::text FROM "Integration" i));

-- What a signature rests on is asked of the whole organization, whoever asks: an item that a hidden assessment uses is frozen too.
CREATE OR REPLACE FUNCTION used_by_signed(p_org uuid, p_evidence uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_used boolean;
BEGIN
  PERFORM set_config('app.user_id', '', true);
  SELECT EXISTS (SELECT 1 FROM "EvidenceLink" l JOIN "Assessment" a ON a."organizationId" = l."organizationId" AND a."id" = l."assessmentId"
    WHERE l."organizationId" = p_org AND l."evidenceId" = p_evidence AND l."removedAt" IS NULL AND a."status" <> 'OPEN') INTO v_used;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN v_used;
END $$;

-- The session says whether its person sees a part only, and an access that ended yesterday is none (also in the switcher).
DROP FUNCTION session_context(uuid, uuid, boolean);
CREATE FUNCTION is_current(p_ended timestamptz, p_until date, p_zone text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p_ended IS NULL AND (p_until IS NULL OR p_until >= (now() AT TIME ZONE p_zone)::date)
$$;
CREATE FUNCTION session_context(p_session uuid, p_user uuid, p_touch boolean)
RETURNS TABLE ("sessionId" uuid, "userId" uuid, "userName" text, "email" text, "organizationId" uuid, "organizationName" text, "isSample" boolean, "timeZone" text, "role" text, "seesAll" boolean, "organizations" jsonb, "secondFactorAt" timestamptz, "needsSecondFactor" boolean)
LANGUAGE plpgsql AS $$
DECLARE v_org uuid; v_seen timestamptz; v_factor timestamptz;
BEGIN
  SELECT s."organizationId", s."lastSeenAt", s."secondFactorAt" INTO v_org, v_seen, v_factor FROM "Session" s
   WHERE s."id" = p_session AND s."userId" = p_user AND s."revokedAt" IS NULL
     AND s."absoluteEnd" > now() AND s."lastSeenAt" > now() - interval '15 minutes';
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM set_config('app.user_id', p_user::text, true), set_config('app.organization_id', coalesce(v_org::text, ''), true);
  -- What the organization allows at most; the instance's own limits stand above.
  IF EXISTS (SELECT 1 FROM "Organization" o JOIN "Session" s ON s."id" = p_session WHERE o."id" = v_org
      AND (v_seen <= now() - make_interval(mins => o."idleMinutes") OR s."createdAt" <= now() - make_interval(hours => o."sessionHours"))) THEN
    RETURN;
  END IF;
  IF p_touch AND v_seen < now() - interval '30 seconds' THEN
    UPDATE "Session" s SET "lastSeenAt" = now() WHERE s."id" = p_session AND s."revokedAt" IS NULL;
  END IF;
  RETURN QUERY
    SELECT p_session, u."id", u."name", u."email", o."id", o."name", o."isSample", o."timeZone", m."role",
           m."role" <> 'CONTROL_OWNER' AND NOT (m."role" = 'ASSESSOR' AND m."chosenOnly"),
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', oo."id", 'name', oo."name", 'isSample', oo."isSample", 'role', mm."role") ORDER BY mm."createdAt"), '[]'::jsonb)
              FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND is_current(mm."endedAt", mm."accessUntil", oo."timeZone")),
           v_factor,
           v_factor IS NULL AND EXISTS (SELECT 1 FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND mm."endedAt" IS NULL AND oo."secondFactorRequired" AND NOT oo."isSample")
      FROM "User" u
      LEFT JOIN ("Membership" m JOIN "Organization" o ON o."id" = m."organizationId" AND is_current(m."endedAt", m."accessUntil", o."timeZone"))
        ON m."userId" = u."id" AND m."organizationId" = v_org
     WHERE u."id" = p_user AND u."deactivatedAt" IS NULL;
END $$;
