-- A signature names the version of each file that it rests on, whoever signs: a manager does, who answers nothing.
DROP POLICY answers_only_changes ON "EvidenceLink";
CREATE POLICY answers_only_changes ON "EvidenceLink" AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER', 'CONTROL_OWNER'))
  OR ("signedVersion" IS NOT NULL AND "removedAt" IS NULL AND (SELECT has_any_role('MANAGER'))));
