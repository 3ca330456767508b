-- What a reviewer said of a piece of evidence: accepted, or rejected with a reason. A row is about the files, contents and days
-- that stood then, and is never changed; the item carries what its latest review says for as long as these stand.
ALTER TABLE "EvidenceItem" ADD COLUMN "reviewState" TEXT NOT NULL DEFAULT '';
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_reviewState_check" CHECK ("reviewState" IN ('', 'ACCEPTED', 'REJECTED'));
CREATE INDEX "EvidenceItem_organizationId_reviewState_idx" ON "EvidenceItem"("organizationId", "reviewState");
GRANT UPDATE ("reviewState") ON "EvidenceItem" TO inplace_app;

CREATE TABLE "EvidenceReview" (
    "organizationId" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "fileVersion" INTEGER NOT NULL,
    "itemVersion" INTEGER NOT NULL,
    "broughtByIds" UUID[],
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "EvidenceReview_pkey" PRIMARY KEY ("organizationId","evidenceId","number"),
    CONSTRAINT evidence_review_outcome CHECK ("outcome" IN ('ACCEPTED', 'REJECTED')),
    CONSTRAINT evidence_review_reason CHECK ("outcome" <> 'REJECTED' OR btrim("reason") <> '')
);
ALTER TABLE "EvidenceReview" ADD CONSTRAINT "EvidenceReview_organizationId_evidenceId_fkey" FOREIGN KEY ("organizationId", "evidenceId") REFERENCES "EvidenceItem"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "EvidenceReview" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "EvidenceReview" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "EvidenceReview"
  USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
-- Whoever sees the item sees what was said of it.
CREATE POLICY need_to_know ON "EvidenceReview" AS RESTRICTIVE USING ((SELECT sees_all()) OR "evidenceId" IN (SELECT seen_evidence()));
-- An officer reviews, in their own name; nothing does it by itself.
CREATE POLICY officers_only ON "EvidenceReview" AS RESTRICTIVE FOR INSERT WITH CHECK ("byId" = (SELECT current_person())
  AND (SELECT has_any_role('ADMINISTRATOR', 'COMPLIANCE_OFFICER')));
-- Never changed, and the time is the database's.
REVOKE INSERT, UPDATE ON "EvidenceReview" FROM inplace_app;
GRANT INSERT ("organizationId", "evidenceId", "number", "outcome", "reason", "fileVersion", "itemVersion", "broughtByIds", "byId", "byName")
  ON "EvidenceReview" TO inplace_app;

-- A review is about what stands now; nobody accepts what is closed, or what left the library.
CREATE FUNCTION evidence_review_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_item "EvidenceItem"%ROWTYPE;
BEGIN
  SELECT * INTO v_item FROM "EvidenceItem" e WHERE e."organizationId" = NEW."organizationId" AND e."id" = NEW."evidenceId" FOR UPDATE;
  IF v_item."archivedAt" IS NOT NULL OR v_item."fileVersion" <> NEW."fileVersion" OR v_item."version" <> NEW."itemVersion" THEN
    RAISE EXCEPTION 'a review is about evidence as it stands now' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."outcome" = 'ACCEPTED' AND (
      SELECT bool_or(f."state" = 'QUARANTINED' OR f."deletedAt" IS NOT NULL) OR NOT bool_or(f."state" = 'AVAILABLE') FROM "EvidenceFile" f
       WHERE f."organizationId" = NEW."organizationId" AND f."evidenceId" = NEW."evidenceId" AND f."fileVersion" = v_item."fileVersion") THEN
    RAISE EXCEPTION 'what nobody can open cannot be accepted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_review_guard BEFORE INSERT ON "EvidenceReview" FOR EACH ROW EXECUTE FUNCTION evidence_review_guard();

-- The item says what its latest review says, until other files, contents or days stand there: then it is not reviewed.
CREATE FUNCTION review_follows_contents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."fileVersion", NEW."url", CASE WHEN NEW."kind" = 'NOTE' THEN NEW."note" ELSE '' END, NEW."collectedOn", NEW."coversFrom", NEW."coversTo", NEW."validUntil")
    IS DISTINCT FROM
     (OLD."fileVersion", OLD."url", CASE WHEN OLD."kind" = 'NOTE' THEN OLD."note" ELSE '' END, OLD."collectedOn", OLD."coversFrom", OLD."coversTo", OLD."validUntil") THEN
    NEW."reviewState" := '';
  ELSIF NEW."reviewState" NOT IN ('', OLD."reviewState") AND NEW."reviewState" IS DISTINCT FROM (
      SELECT r."outcome" FROM "EvidenceReview" r WHERE r."organizationId" = NEW."organizationId" AND r."evidenceId" = NEW."id"
       ORDER BY r."number" DESC LIMIT 1) THEN
    RAISE EXCEPTION 'evidence is reviewed by a review' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER review_follows_contents BEFORE UPDATE ON "EvidenceItem" FOR EACH ROW EXECUTE FUNCTION review_follows_contents();

CREATE FUNCTION review_follows_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "EvidenceItem" e SET "reviewState" = ''
   WHERE e."organizationId" = NEW."organizationId" AND e."id" = NEW."evidenceId" AND e."fileVersion" = NEW."fileVersion" AND e."reviewState" <> '';
  RETURN NEW;
END $$;
CREATE TRIGGER review_follows_files AFTER INSERT ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION review_follows_files();

-- Rejected evidence proves nothing where something is still open; what was signed stays as it was. As long as nothing that came
-- after a rejection can be opened, what was rejected is all that there is.
CREATE FUNCTION rejected_evidence(p_org uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 10 AS $$
  SELECT e."id" FROM "EvidenceItem" e WHERE e."organizationId" = p_org AND e."reviewState" = 'REJECTED'
  UNION ALL
  SELECT e."id" FROM "EvidenceReview" r JOIN "EvidenceItem" e ON e."organizationId" = r."organizationId" AND e."id" = r."evidenceId"
   WHERE r."organizationId" = p_org AND r."outcome" = 'REJECTED' AND e."reviewState" = ''
     AND NOT EXISTS (SELECT 1 FROM "EvidenceReview" n WHERE n."organizationId" = p_org AND n."evidenceId" = r."evidenceId" AND n."number" > r."number")
     AND (SELECT NOT coalesce(bool_or(f."state" = 'AVAILABLE'), true) FROM "EvidenceFile" f
           WHERE f."organizationId" = p_org AND f."evidenceId" = r."evidenceId"
             AND (f."fileVersion" > r."fileVersion" OR f."fileVersion" = r."fileVersion" AND f."receivedAt" > r."at"))
$$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION rejected_evidence(uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;

CREATE OR REPLACE FUNCTION checklist_rows(p_org uuid, p_user uuid, p_assessment uuid)
RETURNS TABLE ("requirementKey" text, "row" int, "finding" text, "version" int, "facts" int, "evidence" int, "tests" int, "review" text, "unconfirmed" boolean, "accepted" boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE v_signed boolean;
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  v_signed := EXISTS (SELECT 1 FROM "Assessment" a WHERE a."organizationId" = p_org AND a."id" = p_assessment AND a."status" <> 'OPEN');
  RETURN QUERY
    SELECT r."requirementKey", r."row", r."finding", r."version",
      (CASE WHEN btrim(r."resultNote") <> '' THEN 1 ELSE 0 END)
      | (CASE WHEN btrim(r."notApplicableReason") <> '' THEN 2 ELSE 0 END)
      | (CASE WHEN btrim(r."notTestedReason") <> '' THEN 4 ELSE 0 END)
      | (CASE WHEN r."legalException" THEN 8 ELSE 0 END)
      | (CASE WHEN btrim(r."legalBasis") <> '' THEN 16 ELSE 0 END)
      | (CASE WHEN btrim(r."planAction") <> '' THEN 32 ELSE 0 END)
      | (CASE WHEN r."planTargetOn" IS NOT NULL THEN 64 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwConstraints") <> '' THEN 128 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwDefinition") <> '' THEN 256 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwObjective") <> '' THEN 512 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwIdentifiedRisk") <> '' THEN 1024 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwValidation") <> '' THEN 2048 ELSE 0 END)
      | (CASE WHEN btrim(r."ccwMaintenance") <> '' THEN 4096 ELSE 0 END)
      | (CASE WHEN btrim(r."planOwner") <> '' THEN 8192 ELSE 0 END)
      | (CASE WHEN btrim(r."notTestedAskedBy") <> '' THEN 16384 ELSE 0 END),
      coalesce(e."n", 0), coalesce(t."n", 0),
      CASE WHEN v."state" = 'APPROVED' AND v."basis" <> sum(r."version") OVER (PARTITION BY r."requirementKey") THEN 'CHANGED' ELSE v."state" END,
      u."requirementKey" IS NOT NULL,
      EXISTS (SELECT 1 FROM "AcceptedRisk" k
       WHERE k."organizationId" = p_org AND k."assessmentId" = p_assessment AND k."requirementKey" = r."requirementKey" AND k."withdrawnAt" IS NULL)
    FROM "Response" r
    LEFT JOIN (
      SELECT l."requirementKey" AS k, count(*)::int AS n FROM "EvidenceLink" l
       WHERE l."organizationId" = p_org AND l."assessmentId" = p_assessment AND l."removedAt" IS NULL
         AND l."signedVersion" IS DISTINCT FROM 0 AND l."evidenceId" NOT IN (SELECT held_evidence(p_org))
         AND (v_signed OR l."evidenceId" NOT IN (SELECT rejected_evidence(p_org))) GROUP BY 1) e ON e.k = r."requirementKey"
    LEFT JOIN (
      SELECT m."requirementKey" AS k, count(*)::int AS n FROM "TestRecord" m
       WHERE m."organizationId" = p_org AND m."assessmentId" = p_assessment AND m."withdrawnAt" IS NULL GROUP BY 1) t ON t.k = r."requirementKey"
    LEFT JOIN "RequirementReview" v ON v."organizationId" = p_org AND v."assessmentId" = p_assessment AND v."requirementKey" = r."requirementKey"
    LEFT JOIN unconfirmed_answers(p_org) u ON u."assessmentId" = p_assessment AND u."requirementKey" = r."requirementKey"
    WHERE r."organizationId" = p_org AND r."assessmentId" = p_assessment;
END $$;
