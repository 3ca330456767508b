-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "secondFactorRequired" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "secondFactorAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Authenticator" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "lastStep" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Authenticator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Authenticator_userId_idx" ON "Authenticator"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_userId_codeHash_key" ON "RecoveryCode"("userId", "codeHash");

-- AddForeignKey
ALTER TABLE "Authenticator" ADD CONSTRAINT "Authenticator_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One authenticator app per person at a time.
CREATE UNIQUE INDEX one_authenticator ON "Authenticator"("userId") WHERE "removedAt" IS NULL;

-- A secret is replaced, never changed; a step that was used stays used, and a code that was used or removed stays so.
REVOKE UPDATE ON "Authenticator", "RecoveryCode" FROM inplace_app;
GRANT UPDATE ("lastStep", "removedAt") ON "Authenticator" TO inplace_app;
GRANT UPDATE ("usedAt", "removedAt") ON "RecoveryCode" TO inplace_app;

CREATE FUNCTION second_factor_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'Authenticator' THEN
    IF NEW."lastStep" < OLD."lastStep" OR OLD."removedAt" IS NOT NULL THEN RAISE EXCEPTION 'a used step stays used' USING ERRCODE = 'check_violation'; END IF;
  ELSIF OLD."usedAt" IS NOT NULL OR OLD."removedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'a used code stays used' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER second_factor_guard BEFORE UPDATE ON "Authenticator" FOR EACH ROW EXECUTE FUNCTION second_factor_guard();
CREATE TRIGGER second_factor_guard BEFORE UPDATE ON "RecoveryCode" FOR EACH ROW EXECUTE FUNCTION second_factor_guard();

DROP FUNCTION session_context(uuid, uuid, boolean);

-- The session with two things more: when a second factor was last given, and whether one is still missing. Who belongs to
-- an organization that asks for one needs it everywhere; a policy that changes acts on the next request.
CREATE FUNCTION session_context(p_session uuid, p_user uuid, p_touch boolean)
RETURNS TABLE ("sessionId" uuid, "userId" uuid, "userName" text, "email" text, "organizationId" uuid, "organizationName" text, "isSample" boolean, "timeZone" text, "role" text, "organizations" jsonb, "secondFactorAt" timestamptz, "needsSecondFactor" boolean)
LANGUAGE plpgsql AS $$
DECLARE v_org uuid; v_seen timestamptz; v_factor timestamptz;
BEGIN
  SELECT s."organizationId", s."lastSeenAt", s."secondFactorAt" INTO v_org, v_seen, v_factor FROM "Session" s
   WHERE s."id" = p_session AND s."userId" = p_user AND s."revokedAt" IS NULL
     AND s."absoluteEnd" > now() AND s."lastSeenAt" > now() - interval '15 minutes';
  IF NOT FOUND THEN RETURN; END IF;
  IF p_touch AND v_seen < now() - interval '30 seconds' THEN
    UPDATE "Session" s SET "lastSeenAt" = now() WHERE s."id" = p_session AND s."revokedAt" IS NULL;
  END IF;
  PERFORM set_config('app.user_id', p_user::text, true), set_config('app.organization_id', coalesce(v_org::text, ''), true);
  RETURN QUERY
    SELECT p_session, u."id", u."name", u."email", o."id", o."name", o."isSample", o."timeZone", m."role",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', oo."id", 'name', oo."name", 'isSample', oo."isSample", 'role', mm."role") ORDER BY mm."createdAt"), '[]'::jsonb)
              FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND mm."endedAt" IS NULL),
           v_factor,
           v_factor IS NULL AND EXISTS (SELECT 1 FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND mm."endedAt" IS NULL AND oo."secondFactorRequired" AND NOT oo."isSample")
      FROM "User" u
      LEFT JOIN "Membership" m ON m."userId" = u."id" AND m."organizationId" = v_org AND m."endedAt" IS NULL
      LEFT JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE u."id" = p_user AND u."deactivatedAt" IS NULL;
END $$;
