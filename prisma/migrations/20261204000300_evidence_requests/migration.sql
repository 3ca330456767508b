-- Somebody is asked for a piece of evidence: a member, or a person from outside by a link that is good for this one answer.
CREATE TABLE "EvidenceRequest" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "assessmentName" TEXT NOT NULL,
    "catalogueVersionId" TEXT NOT NULL,
    "requirementKeys" TEXT[] NOT NULL,
    "title" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "evidenceType" TEXT NOT NULL DEFAULT '',
    "memberId" UUID,
    "recipientName" TEXT NOT NULL,
    "email" TEXT NOT NULL DEFAULT '',
    "tokenHash" TEXT,
    "reminderTokenHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "answeredByName" TEXT NOT NULL DEFAULT '',
    "evidenceId" UUID,
    "notLinkedKeys" TEXT[] NOT NULL DEFAULT '{}',
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnByName" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "EvidenceRequest_pkey" PRIMARY KEY ("organizationId","id"),
    CONSTRAINT for_something CHECK (cardinality("requirementKeys") BETWEEN 1 AND 50),
    CONSTRAINT member_or_link CHECK (("memberId" IS NULL) = ("tokenHash" IS NOT NULL)),
    CONSTRAINT within_90_days CHECK ("expiresAt" > "createdAt" AND "expiresAt" <= "createdAt" + INTERVAL '92 days'),
    CONSTRAINT answered_with_something CHECK (("answeredAt" IS NULL) = ("evidenceId" IS NULL)),
    CONSTRAINT ended_once CHECK ("answeredAt" IS NULL OR "withdrawnAt" IS NULL)
);
CREATE UNIQUE INDEX "EvidenceRequest_tokenHash_key" ON "EvidenceRequest"("tokenHash");
CREATE UNIQUE INDEX "EvidenceRequest_reminderTokenHash_key" ON "EvidenceRequest"("reminderTokenHash");
CREATE INDEX "EvidenceRequest_organizationId_assessmentId_idx" ON "EvidenceRequest"("organizationId", "assessmentId");
CREATE INDEX "EvidenceRequest_organizationId_memberId_idx" ON "EvidenceRequest"("organizationId", "memberId");
CREATE INDEX "EvidenceRequest_organizationId_evidenceId_idx" ON "EvidenceRequest"("organizationId", "evidenceId");
ALTER TABLE "EvidenceRequest" ADD CONSTRAINT "EvidenceRequest_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "EvidenceRequest" ADD CONSTRAINT "EvidenceRequest_organizationId_memberId_fkey" FOREIGN KEY ("organizationId", "memberId") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "EvidenceRequest" ADD CONSTRAINT "EvidenceRequest_organizationId_createdById_fkey" FOREIGN KEY ("organizationId", "createdById") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "EvidenceRequest" ADD CONSTRAINT "EvidenceRequest_organizationId_evidenceId_fkey" FOREIGN KEY ("organizationId", "evidenceId") REFERENCES "EvidenceItem"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Found by the hash of a token before the organization is known, as a link to sign is. Whoever came by a link sees that request
-- and no other, also once the organization is known.
ALTER TABLE "EvidenceRequest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "EvidenceRequest" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "EvidenceRequest" USING (CASE
    WHEN (SELECT nullif(current_setting('app.evidence_request', true), '')) IS NULL THEN "organizationId" = (SELECT current_organization())
    ELSE (SELECT current_setting('app.evidence_request', true)) IN ("tokenHash", "reminderTokenHash") END)
  WITH CHECK ("organizationId" = (SELECT current_organization()));
-- Who asked, who is asked, and whoever answers one of the requirements (7.2.1, 7.2.2).
CREATE POLICY need_to_know ON "EvidenceRequest" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "createdById" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER'))
  OR "memberId" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER'))
  OR EXISTS (SELECT 1 FROM assigned_requirements() s
    WHERE s."assessmentId" = "EvidenceRequest"."assessmentId" AND s."requirementKey" = ANY ("EvidenceRequest"."requirementKeys"))
  OR "assessmentId" IN (SELECT chosen_assessments()));
-- Asked in one's own name, by whoever attaches evidence.
CREATE POLICY attaching_only ON "EvidenceRequest" AS RESTRICTIVE FOR INSERT WITH CHECK ("createdById" = (SELECT current_person())
  AND (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')));
-- An officer looks after all; others withdraw what they asked for, and answer what they are asked for.
CREATE POLICY own_or_officer ON "EvidenceRequest" AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER'))
  OR ("createdById" = (SELECT current_person()) OR "memberId" = (SELECT current_person())) AND (SELECT has_role('CONTROL_OWNER')));

REVOKE UPDATE ON "EvidenceRequest" FROM inplace_app;
GRANT UPDATE ("reminderTokenHash", "openedAt", "remindedAt", "answeredAt", "answeredByName", "evidenceId", "notLinkedKeys",
  "withdrawnAt", "withdrawnByName") ON "EvidenceRequest" TO inplace_app;

-- What was answered or withdrawn stays so: no link comes to life again.
CREATE FUNCTION evidence_request_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL OR OLD."withdrawnAt" IS NOT NULL
     OR OLD."openedAt" IS NOT NULL AND NEW."openedAt" IS DISTINCT FROM OLD."openedAt"
     OR OLD."remindedAt" IS NOT NULL AND (NEW."remindedAt" IS DISTINCT FROM OLD."remindedAt" OR NEW."reminderTokenHash" IS DISTINCT FROM OLD."reminderTokenHash") THEN
    RAISE EXCEPTION 'a request that has ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_request_guard BEFORE UPDATE ON "EvidenceRequest" FOR EACH ROW EXECUTE FUNCTION evidence_request_guard();

-- Holds a request that is being answered, and before it its assessment, which whoever is asked need not see. Without a row it
-- is not theirs to answer.
CREATE FUNCTION lock_evidence_request(p_org uuid, p_request uuid) RETURNS SETOF "EvidenceRequest" LANGUAGE plpgsql AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_assessment uuid;
BEGIN
  SELECT q."assessmentId" INTO v_assessment FROM "EvidenceRequest" q
   WHERE q."organizationId" = p_org AND q."id" = p_request
     AND CASE WHEN current_person() IS NULL THEN q."tokenHash" IS NOT NULL ELSE q."memberId" = current_person() END;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM set_config('app.user_id', '', true);
  PERFORM 1 FROM "Assessment" a WHERE a."organizationId" = p_org AND a."id" = v_assessment FOR SHARE;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
  RETURN QUERY SELECT q.* FROM "EvidenceRequest" q WHERE q."organizationId" = p_org AND q."id" = p_request FOR UPDATE;
END $$;

-- Puts the answer to a request where it was asked for, as far as that is open still, and tells for each requirement. Whoever was
-- asked need not see these requirements: the request is their right, for this item and once.
CREATE FUNCTION link_requested_evidence(p_org uuid, p_request uuid, p_evidence uuid, p_links uuid[])
RETURNS TABLE ("requirementKey" text, "assessmentName" text, "isLinked" boolean, "isNew" boolean) LANGUAGE plpgsql AS $$
DECLARE
  v_person text := current_setting('app.user_id', true);
  v_request "EvidenceRequest";
  v_name text; v_open boolean; v_key text; v_place integer := 0; v_linked boolean; v_new boolean;
BEGIN
  SELECT * INTO v_request FROM lock_evidence_request(p_org, p_request);
  IF v_request."id" IS NULL OR v_request."answeredAt" IS NOT NULL OR v_request."withdrawnAt" IS NOT NULL OR v_request."expiresAt" <= now() THEN
    RAISE EXCEPTION 'this request takes no answer' USING ERRCODE = 'check_violation';
  END IF;
  -- Under one's own eyes: an item that one does not see is none to answer with.
  IF NOT EXISTS (SELECT 1 FROM "EvidenceItem" e WHERE e."organizationId" = p_org AND e."id" = p_evidence AND e."archivedAt" IS NULL) THEN
    RAISE EXCEPTION 'there is no such evidence' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM set_config('app.user_id', '', true);
  SELECT a."name", a."status" = 'OPEN' AND a."archivedAt" IS NULL INTO v_name, v_open
    FROM "Assessment" a WHERE a."organizationId" = p_org AND a."id" = v_request."assessmentId";
  FOREACH v_key IN ARRAY v_request."requirementKeys" LOOP
    v_place := v_place + 1;
    v_new := false;
    v_linked := v_open AND EXISTS (SELECT 1 FROM "Response" r
      WHERE r."organizationId" = p_org AND r."assessmentId" = v_request."assessmentId" AND r."requirementKey" = v_key);
    IF v_linked AND NOT EXISTS (SELECT 1 FROM "EvidenceLink" l WHERE l."organizationId" = p_org AND l."evidenceId" = p_evidence
        AND l."assessmentId" = v_request."assessmentId" AND l."requirementKey" = v_key AND l."removedAt" IS NULL) THEN
      INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById")
      VALUES (p_org, p_links[v_place], p_evidence, v_request."assessmentId", v_request."catalogueVersionId", v_key,
        coalesce(nullif(v_person, '')::uuid, v_request."createdById"));
      v_new := true;
    END IF;
    "requirementKey" := v_key; "assessmentName" := v_name; "isLinked" := v_linked; "isNew" := v_new;
    RETURN NEXT;
  END LOOP;
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true);
END $$;
