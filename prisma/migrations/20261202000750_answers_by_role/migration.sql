-- Who may write holds when the row is written, not only when the request came: a write that waited for a lock is refused when
-- its author was given another role meanwhile. With WITH CHECK alone, so that it fails and does not silently miss its row.
CREATE FUNCTION has_any_role(VARIADIC p_roles text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "Membership" m
    WHERE m."organizationId" = current_organization() AND m."userId" = current_person() AND m."endedAt" IS NULL AND m."role" = ANY (p_roles))
$$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION has_any_role(text[]) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;

CREATE POLICY answers_only ON "Response" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')));
CREATE POLICY answers_only_changes ON "Response" AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')));

CREATE POLICY answers_only ON "EvidenceLink" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')));
CREATE POLICY answers_only_changes ON "EvidenceLink" AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER')));

-- An assessor asks, too.
CREATE POLICY writers_only ON "Comment" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER', 'ASSESSOR')));
CREATE POLICY writers_only_changes ON "Comment" AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER', 'ASSESSOR')));

CREATE POLICY officers_only ON "Assignment" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER')));
CREATE POLICY officers_only_changes ON "Assignment" AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER')));

-- The app alone asks for it, as for every function that runs with the owner's rights.
REVOKE ALL ON FUNCTION tidy_up() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tidy_up() TO inplace_app;
