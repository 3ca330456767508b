-- Other days take an acceptance back, which was given for these days. They take no rejection back: whoever brought what was rejected
-- would have it count again by correcting a date. A rejection ends with something else to look at, or with another review.
CREATE OR REPLACE FUNCTION review_follows_contents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."fileVersion", NEW."url", CASE WHEN NEW."kind" = 'NOTE' THEN NEW."note" ELSE '' END)
    IS DISTINCT FROM (OLD."fileVersion", OLD."url", CASE WHEN OLD."kind" = 'NOTE' THEN OLD."note" ELSE '' END) THEN
    NEW."reviewState" := '';
  ELSIF OLD."reviewState" = 'ACCEPTED' AND (NEW."collectedOn", NEW."coversFrom", NEW."coversTo", NEW."validUntil")
    IS DISTINCT FROM (OLD."collectedOn", OLD."coversFrom", OLD."coversTo", OLD."validUntil") THEN
    NEW."reviewState" := '';
  ELSIF NEW."reviewState" NOT IN ('', OLD."reviewState") AND NEW."reviewState" IS DISTINCT FROM (
      SELECT r."outcome" FROM "EvidenceReview" r WHERE r."organizationId" = NEW."organizationId" AND r."evidenceId" = NEW."id"
       ORDER BY r."number" DESC LIMIT 1) THEN
    RAISE EXCEPTION 'evidence is reviewed by a review' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
