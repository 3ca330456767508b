-- A setting proves nothing, because every role may set one: what was sent goes with a sample only, and only inside the removal.
ALTER POLICY unsent_only ON "EvidenceReminder" USING ("sentAt" IS NULL OR removing_sample("organizationId"));
