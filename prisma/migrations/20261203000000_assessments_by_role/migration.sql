-- Who begins, changes, archives or revises an assessment holds when the row is written, as for its answers. Whoever signs as the
-- executive officer may be a manager: that is the one change of theirs, and it is the last that the assessment takes.
CREATE POLICY officers_only ON "Assessment" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER')));
CREATE POLICY officers_only_changes ON "Assessment" AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER'))
  OR ("status" = 'SIGNED' AND "archivedAt" IS NULL AND (SELECT has_any_role('MANAGER'))));
