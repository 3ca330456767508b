-- CreateTable
CREATE TABLE "FormerPassword" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FormerPassword_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FormerPassword_userId_replacedAt_idx" ON "FormerPassword"("userId", "replacedAt");

-- AddForeignKey
ALTER TABLE "FormerPassword" ADD CONSTRAINT "FormerPassword_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was once a password stays what it was.
REVOKE UPDATE ON "FormerPassword" FROM inplace_app;
