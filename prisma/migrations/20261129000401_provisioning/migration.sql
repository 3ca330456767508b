-- CreateTable
CREATE TABLE "Provisioning" (
    "organizationId" UUID NOT NULL,
    "domains" TEXT[],
    "defaultRole" TEXT NOT NULL DEFAULT 'CONTROL_OWNER',

    CONSTRAINT "Provisioning_pkey" PRIMARY KEY ("organizationId")
);

-- CreateTable
CREATE TABLE "ProvisioningToken" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdByName" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedFrom" TEXT,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProvisioningToken_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "ProvisionedMember" (
    "organizationId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "userName" TEXT NOT NULL,
    "externalId" TEXT,
    "givenName" TEXT NOT NULL DEFAULT '',
    "familyName" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProvisionedMember_pkey" PRIMARY KEY ("organizationId","membershipId")
);

-- CreateTable
CREATE TABLE "ProvisionedGroup" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "displayName" TEXT NOT NULL,
    "externalId" TEXT,
    "role" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProvisionedGroup_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "ProvisionedGroupMember" (
    "organizationId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,

    CONSTRAINT "ProvisionedGroupMember_pkey" PRIMARY KEY ("organizationId","groupId","membershipId")
);

-- CreateIndex
CREATE UNIQUE INDEX "ProvisioningToken_tokenHash_key" ON "ProvisioningToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ProvisionedGroupMember_organizationId_membershipId_idx" ON "ProvisionedGroupMember"("organizationId", "membershipId");

-- AddForeignKey
ALTER TABLE "ProvisionedMember" ADD CONSTRAINT "ProvisionedMember_organizationId_membershipId_fkey" FOREIGN KEY ("organizationId", "membershipId") REFERENCES "Membership"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProvisionedGroupMember" ADD CONSTRAINT "ProvisionedGroupMember_organizationId_groupId_fkey" FOREIGN KEY ("organizationId", "groupId") REFERENCES "ProvisionedGroup"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProvisionedGroupMember" ADD CONSTRAINT "ProvisionedGroupMember_organizationId_membershipId_fkey" FOREIGN KEY ("organizationId", "membershipId") REFERENCES "Membership"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One name per organization, however it is written; what was removed frees its name.
CREATE UNIQUE INDEX one_user_name ON "ProvisionedMember"("organizationId", lower("userName")) WHERE "removedAt" IS NULL;
CREATE UNIQUE INDEX one_group_name ON "ProvisionedGroup"("organizationId", lower("displayName")) WHERE "removedAt" IS NULL;

-- The wall. A token is found by its hash before its organization is known.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['Provisioning', 'ProvisioningToken', 'ProvisionedMember', 'ProvisionedGroup', 'ProvisionedGroupMember'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    IF t <> 'ProvisioningToken' THEN
      EXECUTE format('CREATE POLICY organization_wall ON %I USING ("organizationId" = (SELECT current_organization())) WITH CHECK ("organizationId" = (SELECT current_organization()))', t);
    END IF;
  END LOOP;
END $$;
CREATE POLICY organization_wall ON "ProvisioningToken"
  USING ("organizationId" = (SELECT current_organization()) OR "tokenHash" = (SELECT nullif(current_setting('app.api_key', true), '')))
  WITH CHECK ("organizationId" = (SELECT current_organization()));

REVOKE UPDATE ON "ProvisioningToken" FROM inplace_app;
GRANT UPDATE ("lastUsedAt", "lastUsedFrom", "revokedAt") ON "ProvisioningToken" TO inplace_app;
CREATE TRIGGER provisioning_token_guard BEFORE UPDATE ON "ProvisioningToken" FOR EACH ROW EXECUTE FUNCTION api_key_guard();
ALTER TABLE "ProvisioningToken" ADD CONSTRAINT at_most_a_year CHECK ("expiresAt" <= "createdAt" + interval '366 days');
-- Who is in a group is a choice of the identity provider that it takes back; the events keep the history.
GRANT DELETE ON "ProvisionedGroupMember" TO inplace_app;

-- A request of an identity provider in one round trip, in the same steps as one with an API key.
CREATE FUNCTION provisioning_context(p_hash text, p_from text, p_network text, p_points int, p_seconds int, p_guess_points int, p_guess_seconds int)
RETURNS TABLE ("outcome" text, "wait" int, "tokenId" uuid, "organizationId" uuid)
LANGUAGE plpgsql AS $$
DECLARE v_token "ProvisioningToken"%ROWTYPE; v_known boolean; v_wait int := 0;
BEGIN
  v_wait := guesses_wait(p_network, p_guess_points);
  IF v_wait > 0 THEN RETURN QUERY SELECT 'LIMITED'::text, v_wait, NULL::uuid, NULL::uuid; RETURN; END IF;
  PERFORM set_config('synchronous_commit', 'off', true), set_config('app.api_key', p_hash, true),
          set_config('app.organization_id', '', true), set_config('app.user_id', '', true);
  SELECT t.* INTO v_token FROM "ProvisioningToken" t WHERE t."tokenHash" = p_hash;
  v_known := FOUND;
  IF NOT v_known OR v_token."revokedAt" IS NOT NULL OR v_token."expiresAt" <= now() THEN
    IF p_network IS NOT NULL THEN
      PERFORM count_turn('key-guess:' || p_network, CASE WHEN v_known THEN 0 ELSE 1 END, p_guess_points, p_guess_seconds);
    END IF;
    RETURN QUERY SELECT 'UNKNOWN'::text, 0, NULL::uuid, NULL::uuid; RETURN;
  END IF;
  PERFORM set_config('app.organization_id', v_token."organizationId"::text, true);
  v_wait := count_turn('provisioning:' || v_token."organizationId", 1, p_points, p_seconds);
  IF v_token."lastUsedAt" IS NULL OR v_token."lastUsedAt" < now() - interval '1 minute' THEN
    UPDATE "ProvisioningToken" t SET "lastUsedAt" = now(), "lastUsedFrom" = p_from
     WHERE t."organizationId" = v_token."organizationId" AND t."id" = v_token."id";
  END IF;
  RETURN QUERY SELECT CASE WHEN v_wait > 0 THEN 'LIMITED' ELSE 'OK' END, v_wait, v_token."id", v_token."organizationId";
END $$;
