-- An account that nobody used for 90 days is off until an administrator turns it on again (8.2.6). Nothing is stored about
-- that: it follows from when the account was last used, so that no job can be late.
ALTER TABLE "User" ADD COLUMN "enabledAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "idleWarnedAt" TIMESTAMPTZ(3);

CREATE FUNCTION last_used(p_user uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT greatest(u."enabledAt", (SELECT max(s."lastSeenAt") FROM "Session" s WHERE s."userId" = u."id")) FROM "User" u WHERE u."id" = p_user
$$;
