-- Where events went until the address was ended or changed: it still gets what is outstanding, up to the event that says so.
ALTER TABLE "EventWebhook" ADD COLUMN "leavingTarget" TEXT;
ALTER TABLE "EventWebhook" ADD COLUMN "leavingBy" TIMESTAMPTZ(3);
ALTER TABLE "EventWebhook" ADD CONSTRAINT webhook_leaves_in_time CHECK (("leavingTarget" IS NULL) = ("leavingBy" IS NULL));
