-- Comments on a requirement of an assessment, and who is mentioned in them.
CREATE TABLE "Comment" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "mentionedIds" UUID[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("organizationId","id")
);
CREATE TABLE "CommentMention" (
    "organizationId" UUID NOT NULL,
    "commentId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CommentMention_pkey" PRIMARY KEY ("organizationId","commentId","userId")
);
CREATE INDEX "Comment_organizationId_assessmentId_requirementKey_writtenA_idx" ON "Comment"("organizationId", "assessmentId", "requirementKey", "writtenAt");
CREATE INDEX "CommentMention_organizationId_userId_idx" ON "CommentMention"("organizationId", "userId");
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_organizationId_authorId_fkey" FOREIGN KEY ("organizationId", "authorId") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CommentMention" ADD CONSTRAINT "CommentMention_organizationId_commentId_fkey" FOREIGN KEY ("organizationId", "commentId") REFERENCES "Comment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CommentMention" ADD CONSTRAINT "CommentMention_organizationId_userId_fkey" FOREIGN KEY ("organizationId", "userId") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;
-- What is withdrawn leaves no text behind here.
ALTER TABLE "Comment" ADD CONSTRAINT withdrawn_is_empty CHECK ("withdrawnAt" IS NULL OR "text" = '' AND cardinality("mentionedIds") = 0);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['Comment', 'CommentMention'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY organization_wall ON %I USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()))', t);
  END LOOP;
END $$;
REVOKE UPDATE ON "Comment", "CommentMention" FROM inplace_app;
GRANT UPDATE ("text", "mentionedIds", "version", "changedAt", "withdrawnAt") ON "Comment" TO inplace_app;
GRANT UPDATE ("readAt", "removedAt") ON "CommentMention" TO inplace_app;

-- Whoever sees the answer sees what is said about it, and nobody else: being mentioned opens nothing (7.2.2).
CREATE FUNCTION seen_comments() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$ SELECT c."id" FROM "Comment" c $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION seen_comments() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
CREATE POLICY need_to_know ON "Comment" AS RESTRICTIVE USING ((SELECT sees_all())
  OR ("assessmentId", "requirementKey") IN (SELECT s."assessmentId", s."requirementKey" FROM assigned_requirements() s)
  OR "assessmentId" IN (SELECT chosen_assessments()));
CREATE POLICY need_to_know ON "CommentMention" AS RESTRICTIVE USING ((SELECT sees_all()) OR "commentId" IN (SELECT seen_comments()));

-- A comment is its author's, stays withdrawn, and is frozen with the assessment that it is about.
CREATE FUNCTION comment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_person() IS NOT NULL AND NEW."authorId" <> current_person() THEN
    RAISE EXCEPTION 'a comment is written and changed by its author' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD."withdrawnAt" IS NOT NULL THEN
    RAISE EXCEPTION 'a withdrawn comment stays withdrawn' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "Assessment" a WHERE a."organizationId" = NEW."organizationId" AND a."id" = NEW."assessmentId"
      AND a."status" = 'OPEN' AND a."archivedAt" IS NULL) THEN
    RAISE EXCEPTION 'comments of a signed or archived assessment are frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER comment_guard BEFORE INSERT OR UPDATE ON "Comment" FOR EACH ROW EXECUTE FUNCTION comment_guard();

-- Only the author mentions, or takes a mention back; only who is mentioned has seen it, and has seen it for good.
CREATE FUNCTION comment_mention_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_is_author boolean := current_person() IS NULL OR EXISTS (SELECT 1 FROM "Comment" c
  WHERE c."organizationId" = NEW."organizationId" AND c."id" = NEW."commentId" AND c."authorId" = current_person());
BEGIN
  IF TG_OP = 'INSERT' AND NOT v_is_author OR TG_OP = 'UPDATE' AND NEW."removedAt" IS DISTINCT FROM OLD."removedAt" AND NOT v_is_author THEN
    RAISE EXCEPTION 'a mention is the author''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW."readAt" IS DISTINCT FROM OLD."readAt" AND (OLD."readAt" IS NOT NULL OR NEW."userId" IS DISTINCT FROM current_person()) THEN
    RAISE EXCEPTION 'a mention is read once, by whom it names' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER comment_mention_guard BEFORE INSERT OR UPDATE ON "CommentMention" FOR EACH ROW EXECUTE FUNCTION comment_mention_guard();

-- The person has these comments on the screen. A mark of their own, like the last click of a session, and no event: it changes
-- nothing for anybody else.
CREATE FUNCTION read_mentions(p_org uuid, p_user uuid, p_shown uuid[]) RETURNS TABLE ("count" int) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.organization_id', p_org::text, true), set_config('app.user_id', p_user::text, true);
  RETURN QUERY WITH seen AS (
    UPDATE "CommentMention" m SET "readAt" = now()
     WHERE m."organizationId" = p_org AND m."userId" = p_user AND m."readAt" IS NULL AND m."commentId" = ANY (p_shown) RETURNING 1)
    SELECT count(*)::int FROM seen;
END $$;
