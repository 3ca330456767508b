-- A use whose source said something else since stays unconfirmed when the source is set aside: its rows are out of sight then,
-- and the sum of none is NULL, which differs from nothing. The function looks at what is set aside as well, so that a use
-- which says the same as its source did stays confirmed; a use that is set aside itself waits for nobody.
CREATE OR REPLACE FUNCTION unconfirmed_answers(p_org uuid) RETURNS TABLE ("assessmentId" uuid, "requirementKey" text) LANGUAGE plpgsql STABLE ROWS 20 AS $$
DECLARE v_person text := current_setting('app.user_id', true); v_shows text := current_setting('app.shows_set_aside', true);
BEGIN
  PERFORM set_config('app.user_id', '', true), set_config('app.shows_set_aside', 'on', true);
  RETURN QUERY SELECT s."assessmentId", s."requirementKey" FROM "SharedAnswer" s
    JOIN "Assessment" a ON a."organizationId" = s."organizationId" AND a."id" = s."assessmentId" AND a."status" = 'OPEN'
   WHERE s."organizationId" = p_org
     AND (coalesce(v_shows, '') = 'on' OR NOT EXISTS (SELECT 1 FROM "SetAsideRequirement" o
       WHERE o."organizationId" = s."organizationId" AND o."assessmentId" = s."assessmentId" AND o."requirementKey" = s."requirementKey"))
     AND s."sourceBasis" IS DISTINCT FROM (SELECT sum(r."version") FROM "Response" r
       WHERE r."organizationId" = s."organizationId" AND r."assessmentId" = s."sourceAssessmentId" AND r."requirementKey" = s."requirementKey");
  PERFORM set_config('app.user_id', coalesce(v_person, ''), true), set_config('app.shows_set_aside', coalesce(v_shows, ''), true);
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION unconfirmed_answers(uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
