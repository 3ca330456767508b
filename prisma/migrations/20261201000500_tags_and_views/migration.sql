-- Short labels on a requirement of an assessment, named views of its table, and what a joint change was like before it.

CREATE FUNCTION fits_as_tags(p_tags text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(cardinality(p_tags), 0) <= 10
     AND NOT EXISTS (SELECT 1 FROM unnest(p_tags) AS t(tag) WHERE tag IS NULL OR tag = '' OR char_length(tag) > 40 OR tag ~ '[[:cntrl:],]')
$$;

CREATE TABLE "RequirementTag" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "tags" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "RequirementTag_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey"),
    CONSTRAINT tags_fit CHECK (fits_as_tags("tags"))
);
ALTER TABLE "RequirementTag" ADD CONSTRAINT "RequirementTag_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RequirementTag" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "RequirementTag" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "RequirementTag" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "RequirementTag" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
CREATE POLICY answers_only ON "RequirementTag" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));
CREATE POLICY answers_only_changes ON "RequirementTag" AS RESTRICTIVE FOR UPDATE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));
REVOKE UPDATE ON "RequirementTag" FROM inplace_app;
GRANT UPDATE ("tags", "version") ON "RequirementTag" TO inplace_app;
CREATE TRIGGER requirement_tag_guard BEFORE INSERT OR UPDATE OR DELETE ON "RequirementTag" FOR EACH ROW EXECUTE FUNCTION part_of_signed_is_frozen();

-- A named view belongs to its assessment: whoever sees the one sees the other. It is no part of what is signed.
CREATE TABLE "TableView" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TableView_pkey" PRIMARY KEY ("organizationId","id"),
    CONSTRAINT view_name CHECK (btrim("name") <> '' AND char_length("name") <= 60),
    CONSTRAINT view_query CHECK (char_length("query") <= 2000)
);
CREATE INDEX "TableView_organizationId_assessmentId_idx" ON "TableView"("organizationId", "assessmentId");
CREATE UNIQUE INDEX table_view_name ON "TableView"("organizationId", "assessmentId", lower("name")) WHERE "removedAt" IS NULL;
ALTER TABLE "TableView" ADD CONSTRAINT "TableView_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "TableView" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "TableView" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "TableView" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "TableView" AS RESTRICTIVE USING ((SELECT sees_all())
  OR "assessmentId" IN (SELECT s."assessmentId" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
CREATE POLICY answers_only ON "TableView" AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER') OR has_role('CONTROL_OWNER')));
CREATE POLICY own_or_officer ON "TableView" AS RESTRICTIVE FOR UPDATE USING ((SELECT current_person()) IS NULL
  OR (SELECT has_role('ADMINISTRATOR') OR has_role('COMPLIANCE_OFFICER'))
  OR "createdById" = (SELECT current_person()) AND (SELECT has_role('CONTROL_OWNER')));
REVOKE UPDATE ON "TableView" FROM inplace_app;
GRANT UPDATE ("name", "query", "version", "removedAt") ON "TableView" TO inplace_app;

-- What many requirements said before they were changed together, for the one who did it to take it back once.
CREATE TABLE "BulkChange" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "before" JSONB NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "BulkChange_pkey" PRIMARY KEY ("organizationId","id")
);
ALTER TABLE "BulkChange" ADD CONSTRAINT "BulkChange_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BulkChange" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "BulkChange" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "BulkChange" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
CREATE POLICY need_to_know ON "BulkChange" AS RESTRICTIVE USING ((SELECT current_person()) IS NULL OR "byId" = (SELECT current_person()));
-- What a requirement was like before never changes; that it was taken back is written once.
REVOKE UPDATE ON "BulkChange" FROM inplace_app;
GRANT UPDATE ("undoneAt") ON "BulkChange" TO inplace_app;

-- A word "ready" that is taken back leaves no review where there was none; the audit trail keeps both.
GRANT DELETE ON "RequirementReview" TO inplace_app;
