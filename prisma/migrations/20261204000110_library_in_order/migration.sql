-- The library of evidence in each of its orders, a page at a time, with a hundred thousand items in it. By name: "asv" stands
-- beside "ASV". What need_to_know asks of an item lies in the first index, so that counting reads no row.
ALTER TABLE "EvidenceItem" ADD COLUMN "titleOrder" TEXT GENERATED ALWAYS AS (lower("title")) STORED;
CREATE INDEX evidence_by_end ON "EvidenceItem"("organizationId", "validUntil", "id" DESC) INCLUDE ("ownerId", "receivedById") WHERE "archivedAt" IS NULL;
CREATE INDEX evidence_by_name ON "EvidenceItem"("organizationId", "titleOrder", "id") WHERE "archivedAt" IS NULL;
CREATE INDEX evidence_by_receipt ON "EvidenceItem"("organizationId", "receivedAt", "id") WHERE "archivedAt" IS NULL;
CREATE INDEX removed_evidence ON "EvidenceItem"("organizationId", "validUntil", "id" DESC) INCLUDE ("ownerId", "receivedById") WHERE "archivedAt" IS NOT NULL;
CREATE INDEX tagged_evidence ON "EvidenceItem"("organizationId", "receivedAt", "id") WHERE "archivedAt" IS NULL AND "tags" <> '{}';
