-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "signOnConfirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "signOnOrganizationId" UUID;

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "signOn" TEXT NOT NULL DEFAULT 'OFF';

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "mayUsePassword" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "passwordUsedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "SignOnProvider" (
    "organizationId" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "roleClaim" TEXT,
    "roleRules" JSONB NOT NULL DEFAULT '[]',
    "withoutRole" TEXT NOT NULL DEFAULT 'KEEP',
    "joinsAtOnce" BOOLEAN NOT NULL DEFAULT false,
    "defaultRole" TEXT NOT NULL DEFAULT 'CONTROL_OWNER',
    "secondFactor" TEXT NOT NULL DEFAULT 'OURS',
    "acr" TEXT,
    "amr" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "testedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignOnProvider_pkey" PRIMARY KEY ("organizationId")
);

-- CreateTable
CREATE TABLE "SignOnDomain" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "verifiedAt" TIMESTAMPTZ(3),
    "verifiedBy" TEXT,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignOnDomain_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "SignOnIdentity" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignOnIdentity_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateIndex
CREATE INDEX "SignOnIdentity_userId_idx" ON "SignOnIdentity"("userId");

-- AddForeignKey
ALTER TABLE "SignOnProvider" ADD CONSTRAINT "SignOnProvider_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOnDomain" ADD CONSTRAINT "SignOnDomain_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOnIdentity" ADD CONSTRAINT "SignOnIdentity_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOnIdentity" ADD CONSTRAINT "SignOnIdentity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Organization" ADD CONSTRAINT sign_on_is_known CHECK ("signOn" IN ('OFF', 'OFFERED', 'REQUIRED'));
ALTER TABLE "SignOnProvider" ADD CONSTRAINT without_role_is_known CHECK ("withoutRole" IN ('KEEP', 'REFUSE')),
  ADD CONSTRAINT second_factor_is_known CHECK ("secondFactor" IN ('OURS', 'PROVIDER'));

-- The wall. Beyond it only a proven domain is found, by somebody who names it: that is how a sign-in gets to its provider.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SignOnProvider', 'SignOnIdentity'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY organization_wall ON %I USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()))', t);
  END LOOP;
END $$;
ALTER TABLE "SignOnDomain" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "SignOnDomain" FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_wall ON "SignOnDomain"
  USING ("organizationId" = (SELECT current_organization())
    OR ("verifiedAt" IS NOT NULL AND "removedAt" IS NULL AND "domain" = (SELECT nullif(current_setting('app.sign_on_domain', true), ''))))
  WITH CHECK ("organizationId" = (SELECT current_organization()));

-- A claim alone keeps nobody else away, else a name could be blocked; proof does.
CREATE UNIQUE INDEX one_proven_domain ON "SignOnDomain"("domain") WHERE "verifiedAt" IS NOT NULL AND "removedAt" IS NULL;
CREATE UNIQUE INDEX one_claim_of_domain ON "SignOnDomain"("organizationId", "domain") WHERE "removedAt" IS NULL;
CREATE UNIQUE INDEX one_person_of_identity ON "SignOnIdentity"("organizationId", "issuer", "subject") WHERE "endedAt" IS NULL;
CREATE UNIQUE INDEX one_identity_of_person ON "SignOnIdentity"("organizationId", "userId") WHERE "endedAt" IS NULL;

REVOKE UPDATE ON "SignOnDomain", "SignOnIdentity" FROM inplace_app;
GRANT UPDATE ("verifiedAt", "verifiedBy", "removedAt") ON "SignOnDomain" TO inplace_app;
GRANT UPDATE ("lastUsedAt", "endedAt") ON "SignOnIdentity" TO inplace_app;

CREATE FUNCTION sign_on_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'SignOnDomain' THEN
    IF OLD."removedAt" IS NOT NULL OR (OLD."verifiedAt" IS NOT NULL AND NEW."verifiedAt" IS DISTINCT FROM OLD."verifiedAt") THEN
      RAISE EXCEPTION 'a removed domain stays removed, and a proof stays as it was given' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF OLD."endedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'an ended link stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sign_on_guard BEFORE UPDATE ON "SignOnDomain" FOR EACH ROW EXECUTE FUNCTION sign_on_guard();
CREATE TRIGGER sign_on_guard BEFORE UPDATE ON "SignOnIdentity" FOR EACH ROW EXECUTE FUNCTION sign_on_guard();

-- Where single sign-on is required, an administrator remains who can come in without it.
CREATE FUNCTION sign_on_leaves_a_way_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_org uuid;
BEGIN
  IF TG_TABLE_NAME = 'Organization' THEN v_org := NEW."id"; ELSE v_org := NEW."organizationId"; END IF;
  -- Requiring it and taking the way in back at the same moment wait for each other here.
  PERFORM 1 FROM "Organization" o WHERE o."id" = v_org FOR SHARE;
  IF EXISTS (SELECT 1 FROM "Organization" o WHERE o."id" = v_org AND o."signOn" = 'REQUIRED')
     AND NOT EXISTS (SELECT 1 FROM "Membership" m WHERE m."organizationId" = v_org AND m."endedAt" IS NULL
                        AND m."role" = 'ADMINISTRATOR' AND m."mayUsePassword") THEN
    RAISE EXCEPTION 'an administrator must remain who can sign in without the provider' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sign_on_leaves_a_way_in AFTER UPDATE OF "signOn" ON "Organization" FOR EACH ROW EXECUTE FUNCTION sign_on_leaves_a_way_in();
CREATE TRIGGER sign_on_leaves_a_way_in AFTER UPDATE OF "role", "endedAt", "mayUsePassword" ON "Membership" FOR EACH ROW
  WHEN (OLD."mayUsePassword") EXECUTE FUNCTION sign_on_leaves_a_way_in();

-- Which memberships a session reaches. A provider speaks for its own organization and for no other real one; a password
-- opens no organization that requires its provider, unless the administrator was named for that.
CREATE FUNCTION session_reaches(p_sign_on uuid, p_org uuid, p_is_sample boolean, p_mode text, p_role text, p_may_use_password boolean)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_sign_on IS NULL THEN p_mode <> 'REQUIRED' OR (p_role = 'ADMINISTRATOR' AND p_may_use_password)
              ELSE p_is_sample OR (p_org = p_sign_on AND p_mode <> 'OFF') END
$$;

-- Whether a password or a passkey would open nothing of what this person belongs to. Needs app.user_id to be that person.
CREATE FUNCTION needs_sign_on(p_user uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(bool_or(TRUE), false) AND NOT coalesce(bool_or(session_reaches(NULL, o."id", false, o."signOn", m."role", m."mayUsePassword")), false)
    FROM "Membership" m JOIN "Organization" o ON o."id" = m."organizationId"
   WHERE m."userId" = p_user AND m."endedAt" IS NULL AND NOT o."isSample"
$$;

-- One statement whoever is asked about, so that time tells nothing.
CREATE FUNCTION sign_in_account(p_email text)
RETURNS TABLE ("id" uuid, "name" text, "passwordHash" text, "deactivatedAt" timestamptz, "needsSignOn" boolean) LANGUAGE plpgsql AS $$
DECLARE v_user uuid;
BEGIN
  SELECT u."id" INTO v_user FROM "User" u WHERE u."email" = p_email;
  PERFORM set_config('app.user_id', coalesce(v_user::text, ''), true);
  RETURN QUERY SELECT u."id", u."name", u."passwordHash", u."deactivatedAt", needs_sign_on(u."id") FROM "User" u WHERE u."id" = v_user;
END $$;

DROP FUNCTION session_context(uuid, uuid, boolean);

-- With two things more: whose provider vouched for the person, and only the memberships that the session reaches. Whoever
-- has an authenticator app owes its code also where nobody asks everybody for one.
CREATE FUNCTION session_context(p_session uuid, p_user uuid, p_touch boolean)
RETURNS TABLE ("sessionId" uuid, "userId" uuid, "userName" text, "email" text, "organizationId" uuid, "organizationName" text, "isSample" boolean, "timeZone" text, "role" text, "organizations" jsonb, "secondFactorAt" timestamptz, "needsSecondFactor" boolean, "signOnOrganizationId" uuid)
LANGUAGE plpgsql AS $$
DECLARE v_org uuid; v_seen timestamptz; v_factor timestamptz; v_sign_on uuid;
BEGIN
  SELECT s."organizationId", s."lastSeenAt", s."secondFactorAt", s."signOnOrganizationId" INTO v_org, v_seen, v_factor, v_sign_on FROM "Session" s
   WHERE s."id" = p_session AND s."userId" = p_user AND s."revokedAt" IS NULL
     AND s."absoluteEnd" > now() AND s."lastSeenAt" > now() - interval '15 minutes';
  IF NOT FOUND THEN RETURN; END IF;
  IF p_touch AND v_seen < now() - interval '30 seconds' THEN
    UPDATE "Session" s SET "lastSeenAt" = now() WHERE s."id" = p_session AND s."revokedAt" IS NULL;
  END IF;
  PERFORM set_config('app.user_id', p_user::text, true), set_config('app.organization_id', coalesce(v_org::text, ''), true);
  RETURN QUERY
    SELECT p_session, u."id", u."name", u."email", o."id", o."name", o."isSample", o."timeZone", CASE WHEN o."id" IS NULL THEN NULL ELSE m."role" END,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', oo."id", 'name', oo."name", 'isSample', oo."isSample", 'role', mm."role") ORDER BY mm."createdAt"), '[]'::jsonb)
              FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND mm."endedAt" IS NULL
               AND session_reaches(v_sign_on, oo."id", oo."isSample", oo."signOn", mm."role", mm."mayUsePassword")),
           v_factor,
           v_factor IS NULL AND (EXISTS (SELECT 1 FROM "Authenticator" f WHERE f."userId" = u."id" AND f."removedAt" IS NULL)
             OR EXISTS (SELECT 1 FROM "Membership" mm JOIN "Organization" oo ON oo."id" = mm."organizationId"
             WHERE mm."userId" = u."id" AND mm."endedAt" IS NULL AND oo."secondFactorRequired" AND NOT oo."isSample"
               AND (v_sign_on IS NULL OR oo."id" = v_sign_on))),
           v_sign_on
      FROM "User" u
      LEFT JOIN "Membership" m ON m."userId" = u."id" AND m."organizationId" = v_org AND m."endedAt" IS NULL
      LEFT JOIN "Organization" o ON o."id" = m."organizationId"
            AND session_reaches(v_sign_on, o."id", o."isSample", o."signOn", m."role", m."mayUsePassword")
     WHERE u."id" = p_user AND u."deactivatedAt" IS NULL;
END $$;

-- Whether an organization is alone on its instance: the wall hides the others, so their ids stand here as well.

-- CreateTable
CREATE TABLE "KnownOrganization" (
    "id" UUID NOT NULL,

    CONSTRAINT "KnownOrganization_pkey" PRIMARY KEY ("id")
);

REVOKE UPDATE ON "KnownOrganization" FROM inplace_app;
ALTER TABLE "Organization" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "KnownOrganization" ("id") SELECT o."id" FROM "Organization" o WHERE NOT o."isSample";
ALTER TABLE "Organization" FORCE ROW LEVEL SECURITY;
CREATE FUNCTION organization_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW."isSample" THEN INSERT INTO "KnownOrganization" ("id") VALUES (NEW."id"); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER organization_is_known AFTER INSERT ON "Organization" FOR EACH ROW EXECUTE FUNCTION organization_is_known();
