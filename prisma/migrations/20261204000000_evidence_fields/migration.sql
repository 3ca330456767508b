-- What an assessor asks of a piece of evidence beside its file: who answers for it, where it comes from, which period it is
-- about and who may get to see it.
ALTER TABLE "EvidenceItem"
  ADD COLUMN "coversFrom" DATE,
  ADD COLUMN "coversTo" DATE,
  ADD COLUMN "ownerId" UUID,
  ADD COLUMN "confidentiality" TEXT NOT NULL DEFAULT 'INTERNAL',
  ADD COLUMN "source" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_kind_check" CHECK ("kind" IN ('FILE', 'LINK', 'NOTE', 'MACHINE'));
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_confidentiality_check" CHECK ("confidentiality" IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL'));
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_covers_check" CHECK ("coversTo" >= "coversFrom");
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_tags_check" CHECK (cardinality("tags") <= 20);
-- Whoever brought it answers for it, until somebody else is named.
UPDATE "EvidenceItem" e SET "ownerId" = e."receivedById"
 WHERE EXISTS (SELECT 1 FROM "Membership" m WHERE m."organizationId" = e."organizationId" AND m."userId" = e."receivedById");
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_organizationId_ownerId_fkey"
  FOREIGN KEY ("organizationId", "ownerId") REFERENCES "Membership"("organizationId", "userId") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "EvidenceItem_organizationId_ownerId_idx" ON "EvidenceItem"("organizationId", "ownerId");
GRANT UPDATE ("coversFrom", "coversTo", "ownerId", "confidentiality", "source", "tags") ON "EvidenceItem" TO inplace_app;
