-- Of a file that is gone no word may be found any more: the marks of its words go with it. A deleted file's row is closed to
-- changes, and the wall hides the rows of all organizations from whoever only owns the table: both stand aside for this.
ALTER TABLE "EvidenceFile" DISABLE TRIGGER retention_holds;
ALTER TABLE "EvidenceFile" NO FORCE ROW LEVEL SECURITY;
UPDATE "EvidenceFile" SET "wordMarks" = '{}' WHERE ("deletedAt" IS NOT NULL OR "state" = 'REMOVED') AND cardinality("wordMarks") > 0;
ALTER TABLE "EvidenceFile" FORCE ROW LEVEL SECURITY;
ALTER TABLE "EvidenceFile" ENABLE TRIGGER retention_holds;
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "EvidenceFile_words_check"
  CHECK (("deletedAt" IS NULL AND "state" <> 'REMOVED') OR coalesce(cardinality("wordMarks"), 0) = 0);
