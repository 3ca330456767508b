-- CreateTable
CREATE TABLE "EventWebhook" (
    "organizationId" UUID NOT NULL,
    "host" TEXT,
    "sealedTarget" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EventWebhook_pkey" PRIMARY KEY ("organizationId")
);

-- CreateTable
CREATE TABLE "ForwardCursor" (
    "organizationId" UUID NOT NULL,
    "destination" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "offeredUntil" BIGINT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "ForwardCursor_pkey" PRIMARY KEY ("organizationId","destination")
);

-- CreateTable
CREATE TABLE "InstanceForwardCursor" (
    "destination" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "offeredUntil" BIGINT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "InstanceForwardCursor_pkey" PRIMARY KEY ("destination")
);

-- AddForeignKey
ALTER TABLE "EventWebhook" ADD CONSTRAINT "EventWebhook_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForwardCursor" ADD CONSTRAINT "ForwardCursor_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "EventWebhook" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "EventWebhook" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "EventWebhook" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));
ALTER TABLE "ForwardCursor" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ForwardCursor" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "ForwardCursor" USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()));

ALTER TABLE "EventWebhook" ADD CONSTRAINT webhook_is_whole CHECK (("host" IS NULL) = ("sealedTarget" IS NULL));
ALTER TABLE "ForwardCursor" ADD CONSTRAINT destination_is_known CHECK ("destination" IN ('WEBHOOK', 'SYSLOG'));

-- What was sent stays sent: no cursor goes back.
CREATE FUNCTION cursor_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."sequence" < OLD."sequence" THEN RAISE EXCEPTION 'a cursor goes forward only' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cursor_goes_forward BEFORE UPDATE ON "ForwardCursor" FOR EACH ROW EXECUTE FUNCTION cursor_goes_forward();
CREATE TRIGGER cursor_goes_forward BEFORE UPDATE ON "InstanceForwardCursor" FOR EACH ROW EXECUTE FUNCTION cursor_goes_forward();

-- A sample tells of people who do not exist: its events go nowhere.
CREATE FUNCTION sample_is_not_forwarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Organization" o WHERE o."id" = NEW."organizationId" AND o."isSample") THEN
    RAISE EXCEPTION 'events of a sample are not forwarded' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sample_is_not_forwarded BEFORE INSERT ON "EventWebhook" FOR EACH ROW EXECUTE FUNCTION sample_is_not_forwarded();
CREATE TRIGGER sample_is_not_forwarded BEFORE INSERT ON "ForwardCursor" FOR EACH ROW EXECUTE FUNCTION sample_is_not_forwarded();
