-- Need to know, said so that a statement is cheap to plan. Until now every query of a legal entity, an acquirer or an event
-- carried the policies of five other tables with it, and planning them took longer than running it. What a policy asks of
-- other tables now stands in functions: the planner sees one call, which is made once per statement, and only for people who
-- see a part. Who sees what stays as it was.

CREATE FUNCTION seen_activities() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT v."id" FROM "Activity" v $$;
CREATE FUNCTION seen_occurrences() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT o."id" FROM "ActivityOccurrence" o $$;
CREATE FUNCTION seen_attestations() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT t."id" FROM "Attestation" t $$;
CREATE FUNCTION seen_integrations() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT i."id" FROM "Integration" i $$;
CREATE FUNCTION seen_evidence() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT e."id" FROM "EvidenceItem" e $$;

-- As the log names the subject of an answer.
CREATE FUNCTION seen_answers() RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT r."assessmentId"::text || '/' || r."requirementKey" || '/' || r."row"::text FROM "Response" r
$$;

CREATE FUNCTION shown_evidence() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT l."evidenceId" FROM "EvidenceLink" l WHERE l."removedAt" IS NULL
  UNION ALL SELECT e."evidenceId" FROM "ActivityOccurrenceEvidence" e
$$;

CREATE FUNCTION needed_integrations() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT c FROM chosen_integrations() c
  UNION ALL SELECT a."integrationId" FROM "AssessmentIntegration" a WHERE a."assessmentId" IN (SELECT s."assessmentId" FROM assigned_requirements() s)
  UNION ALL SELECT v."integrationId" FROM own_activities() v
$$;

CREATE FUNCTION decisions_of_seen() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT a."decisionId" FROM "Assessment" a $$;
CREATE FUNCTION providers_of_seen() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT p."serviceProviderId" FROM "IntegrationProvider" p $$;
CREATE FUNCTION legal_entities_of_seen() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT i."legalEntityId" FROM "Integration" i UNION ALL SELECT a."legalEntityId" FROM "Assessment" a
$$;
CREATE FUNCTION merchant_ids_of_seen() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT m."merchantIdId" FROM "AssessmentMerchantId" m WHERE m."assessmentId" IN (SELECT a."id" FROM "Assessment" a)
$$;
CREATE FUNCTION acquirers_of_seen() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT q."acquirerId" FROM "AssessmentAcquirer" q WHERE q."assessmentId" IN (SELECT a."id" FROM "Assessment" a)
  UNION ALL SELECT m."acquirerId" FROM "MerchantId" m
$$;

-- A path of its own keeps a function closed to the planner, and to tables of the same name in another schema.
DO $$
DECLARE s text := current_schema(); f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['sees_all()', 'has_role(text)', 'chosen_integrations()', 'assigned_requirements()', 'chosen_assessments()', 'own_activities()',
    'seen_activities()', 'seen_occurrences()', 'seen_attestations()', 'seen_integrations()', 'seen_evidence()', 'seen_answers()', 'shown_evidence()',
    'needed_integrations()', 'decisions_of_seen()', 'providers_of_seen()', 'legal_entities_of_seen()', 'merchant_ids_of_seen()', 'acquirers_of_seen()'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, s);
  END LOOP;
END $$;

ALTER POLICY need_to_know ON "AcquirerSubmission" USING ((SELECT sees_all()) OR "attestationId" IN (SELECT seen_attestations()));
ALTER POLICY need_to_know ON "ActivityOccurrence" USING ((SELECT sees_all()) OR "activityId" IN (SELECT seen_activities()));
ALTER POLICY need_to_know ON "ActivityOccurrenceEvidence" USING ((SELECT sees_all()) OR "occurrenceId" IN (SELECT seen_occurrences()));
ALTER POLICY need_to_know ON "EvidenceItem" USING ((SELECT sees_all())
  OR "receivedById" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER')) OR "id" IN (SELECT shown_evidence()));
ALTER POLICY need_to_know ON "EvidenceFile" USING ((SELECT sees_all()) OR "evidenceId" IN (SELECT seen_evidence()));
ALTER POLICY need_to_know ON "Integration" USING ((SELECT sees_all()) OR "id" IN (SELECT needed_integrations()));
ALTER POLICY need_to_know ON "QuestionnaireDecision" USING ((SELECT sees_all()) OR "id" IN (SELECT decisions_of_seen()));
ALTER POLICY need_to_know ON "IntegrationProvider" USING ((SELECT sees_all()) OR "integrationId" IN (SELECT seen_integrations()));
ALTER POLICY need_to_know ON "ServiceProvider" USING ((SELECT sees_all()) OR "id" IN (SELECT providers_of_seen()));
ALTER POLICY need_to_know ON "LegalEntity" USING ((SELECT sees_all()) OR "id" IN (SELECT legal_entities_of_seen()));
ALTER POLICY need_to_know ON "MerchantId" USING ((SELECT sees_all()) OR "id" IN (SELECT merchant_ids_of_seen()));
ALTER POLICY need_to_know ON "Acquirer" USING ((SELECT sees_all()) OR "id" IN (SELECT acquirers_of_seen()));
ALTER POLICY need_to_know ON "AuditEvent" USING ((SELECT sees_all()) OR "actorId" = (SELECT current_person())
  OR "subjectType" = 'response' AND "subjectId" IN (SELECT seen_answers())
  OR "subjectType" = 'evidence' AND "subjectId" IN (SELECT e::text FROM seen_evidence() e)
  OR "subjectType" = 'activity' AND "subjectId" IN (SELECT v::text FROM seen_activities() v)
  OR "subjectType" = 'assessment' AND "subjectId" IN (SELECT c::text FROM chosen_assessments() c)
  OR "subjectType" = 'integration' AND "subjectId" IN (SELECT i::text FROM seen_integrations() i));
