-- Tags and accepted risks of a requirement that is set aside are out of sight with it, and come back with it.
CREATE POLICY asked ON "RequirementTag" AS RESTRICTIVE USING (("assessmentId", "requirementKey") NOT IN (SELECT s."assessmentId", s."requirementKey" FROM set_aside_requirements() s));
CREATE POLICY asked ON "AcceptedRisk" AS RESTRICTIVE USING (("assessmentId", "requirementKey") NOT IN (SELECT s."assessmentId", s."requirementKey" FROM set_aside_requirements() s));
