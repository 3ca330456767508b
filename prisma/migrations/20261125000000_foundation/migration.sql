-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "QuestionnaireDecision" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "legalEntityId" UUID NOT NULL,
    "catalogueVersionId" TEXT NOT NULL,
    "integrationIds" UUID[],
    "channels" TEXT[],
    "answers" JSONB NOT NULL,
    "conclusion" JSONB NOT NULL,
    "questionnaireId" TEXT,
    "overrideReason" TEXT NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" UUID NOT NULL,

    CONSTRAINT "QuestionnaireDecision_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Assessment" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "legalEntityId" UUID NOT NULL,
    "decisionId" UUID,
    "name" TEXT NOT NULL,
    "questionnaireId" TEXT NOT NULL,
    "catalogueVersionId" TEXT NOT NULL,
    "channels" TEXT[],
    "periodFrom" DATE NOT NULL,
    "periodTo" DATE NOT NULL,
    "dueOn" DATE,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "revisionOfId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "signedAt" TIMESTAMPTZ(3),
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Assessment_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "AssessmentIntegration" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,

    CONSTRAINT "AssessmentIntegration_pkey" PRIMARY KEY ("organizationId","assessmentId","integrationId")
);

-- CreateTable
CREATE TABLE "AssessmentMerchantId" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "merchantIdId" UUID NOT NULL,

    CONSTRAINT "AssessmentMerchantId_pkey" PRIMARY KEY ("organizationId","assessmentId","merchantIdId")
);

-- CreateTable
CREATE TABLE "AssessmentAcquirer" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "acquirerId" UUID NOT NULL,

    CONSTRAINT "AssessmentAcquirer_pkey" PRIMARY KEY ("organizationId","assessmentId","acquirerId")
);

-- CreateTable
CREATE TABLE "Response" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "row" INTEGER NOT NULL DEFAULT 0,
    "catalogueVersionId" TEXT NOT NULL,
    "finding" TEXT,
    "resultNote" TEXT NOT NULL DEFAULT '',
    "notApplicableReason" TEXT NOT NULL DEFAULT '',
    "notTestedReason" TEXT NOT NULL DEFAULT '',
    "notTestedAskedBy" TEXT NOT NULL DEFAULT '',
    "legalException" BOOLEAN NOT NULL DEFAULT false,
    "legalBasis" TEXT NOT NULL DEFAULT '',
    "planAction" TEXT NOT NULL DEFAULT '',
    "planOwner" TEXT NOT NULL DEFAULT '',
    "planTargetOn" DATE,
    "ccwConstraints" TEXT NOT NULL DEFAULT '',
    "ccwDefinition" TEXT NOT NULL DEFAULT '',
    "ccwObjective" TEXT NOT NULL DEFAULT '',
    "ccwIdentifiedRisk" TEXT NOT NULL DEFAULT '',
    "ccwValidation" TEXT NOT NULL DEFAULT '',
    "ccwMaintenance" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3),
    "updatedById" UUID,
    "updatedByName" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Response_pkey" PRIMARY KEY ("organizationId","assessmentId","requirementKey","row")
);

-- CreateTable
CREATE TABLE "Attestation" (
    "organizationId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "form" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "outcome" TEXT,
    "isPartial" BOOLEAN NOT NULL DEFAULT false,
    "targetOn" DATE,
    "signerName" TEXT,
    "signerTitle" TEXT,
    "signerUserId" UUID,
    "signMethod" TEXT,
    "signedAt" TIMESTAMPTZ(3),
    "snapshotText" TEXT,
    "snapshotSha256" TEXT,
    "signedDocumentId" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedByName" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Attestation_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "AcquirerSubmission" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "attestationId" UUID NOT NULL,
    "acquirerId" UUID NOT NULL,
    "submittedOn" DATE NOT NULL,
    "revision" INTEGER NOT NULL,
    "receipt" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'SUBMITTED',
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AcquirerSubmission_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "organizationId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("organizationId")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "organizationId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "type" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("organizationId","sequence")
);

-- CreateTable
CREATE TABLE "InstanceHead" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL,

    CONSTRAINT "InstanceHead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstanceEvent" (
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "type" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "InstanceEvent_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "CatalogueVersion" (
    "id" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CatalogueVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CatalogueRequirement" (
    "catalogueVersionId" TEXT NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "requirementNumber" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parentNumber" TEXT,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "CatalogueRequirement_pkey" PRIMARY KEY ("catalogueVersionId","requirementKey")
);

-- CreateTable
CREATE TABLE "CatalogueQuestionnaire" (
    "catalogueVersionId" TEXT NOT NULL,
    "questionnaireId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "revision" TEXT,
    "requirementKeys" TEXT[],
    "responseOptions" TEXT[],

    CONSTRAINT "CatalogueQuestionnaire_pkey" PRIMARY KEY ("catalogueVersionId","questionnaireId")
);

-- CreateTable
CREATE TABLE "EvidenceItem" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "evidenceType" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "collectedOn" DATE,
    "validUntil" DATE,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "receivedById" UUID NOT NULL,
    "receivedByName" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archivedAt" TIMESTAMPTZ(3),
    "archiveReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "EvidenceItem_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "EvidenceFile" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "storageKey" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EvidenceFile_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "EvidenceLink" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,
    "assessmentId" UUID NOT NULL,
    "catalogueVersionId" TEXT NOT NULL,
    "requirementKey" TEXT NOT NULL,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "linkedById" UUID NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EvidenceLink_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Integration" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "legalEntityId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "channels" TEXT[],
    "sites" TEXT[],
    "endpoints" TEXT[],
    "storesAccountData" BOOLEAN NOT NULL DEFAULT false,
    "ownerName" TEXT NOT NULL DEFAULT '',
    "yearlyTransactions" JSONB NOT NULL DEFAULT '{}',
    "merchantLevels" JSONB NOT NULL DEFAULT '{}',
    "dataFlow" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Integration_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "IntegrationProvider" (
    "organizationId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "serviceProviderId" UUID NOT NULL,

    CONSTRAINT "IntegrationProvider_pkey" PRIMARY KEY ("organizationId","integrationId","serviceProviderId")
);

-- CreateTable
CREATE TABLE "LegalEntity" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "tradingName" TEXT NOT NULL DEFAULT '',
    "entityType" TEXT NOT NULL,
    "street" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "postalCode" TEXT NOT NULL DEFAULT '',
    "region" TEXT NOT NULL DEFAULT '',
    "country" TEXT NOT NULL DEFAULT '',
    "website" TEXT NOT NULL DEFAULT '',
    "contactName" TEXT NOT NULL DEFAULT '',
    "contactTitle" TEXT NOT NULL DEFAULT '',
    "contactPhone" TEXT NOT NULL DEFAULT '',
    "contactEmail" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LegalEntity_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Acquirer" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "portalUrl" TEXT NOT NULL DEFAULT '',
    "contactName" TEXT NOT NULL DEFAULT '',
    "contactEmail" TEXT NOT NULL DEFAULT '',
    "contactPhone" TEXT NOT NULL DEFAULT '',
    "nextDueOn" DATE,
    "wantsActionPlan" BOOLEAN NOT NULL DEFAULT false,
    "rules" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Acquirer_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "MerchantId" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "legalEntityId" UUID NOT NULL,
    "acquirerId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MerchantId_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "failedAttempts" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),
    "theme" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "organizationId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "absoluteEnd" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SetupToken" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SetupToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "isSample" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "Activity" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "catalogueActivityId" TEXT,
    "integrationId" UUID,
    "title" TEXT NOT NULL,
    "requirementNumbers" TEXT[],
    "timeframe" TEXT NOT NULL,
    "cadenceEvery" INTEGER,
    "cadenceUnit" TEXT,
    "ownerName" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),
    "archiveReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "ActivityOccurrence" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "opensOn" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "completedOn" DATE,
    "completedById" UUID,
    "completedByName" TEXT NOT NULL DEFAULT '',
    "result" TEXT NOT NULL DEFAULT '',
    "lateCause" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ActivityOccurrence_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "ActivityOccurrenceEvidence" (
    "organizationId" UUID NOT NULL,
    "occurrenceId" UUID NOT NULL,
    "evidenceId" UUID NOT NULL,

    CONSTRAINT "ActivityOccurrenceEvidence_pkey" PRIMARY KEY ("organizationId","occurrenceId","evidenceId")
);

-- CreateTable
CREATE TABLE "ServiceProvider" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "directoryId" TEXT,
    "services" TEXT NOT NULL DEFAULT '',
    "handlesAccountData" BOOLEAN NOT NULL DEFAULT false,
    "managesInScope" BOOLEAN NOT NULL DEFAULT false,
    "couldAffectSecurity" BOOLEAN NOT NULL DEFAULT false,
    "attestationOn" DATE,
    "attestationValidUntil" DATE,
    "website" TEXT NOT NULL DEFAULT '',
    "contactName" TEXT NOT NULL DEFAULT '',
    "contactEmail" TEXT NOT NULL DEFAULT '',
    "notes" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ServiceProvider_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Attestation_organizationId_assessmentId_key" ON "Attestation"("organizationId", "assessmentId");

-- CreateIndex
CREATE INDEX "AuditEvent_organizationId_subjectType_subjectId_sequence_idx" ON "AuditEvent"("organizationId", "subjectType", "subjectId", "sequence");

-- CreateIndex
CREATE INDEX "EvidenceFile_organizationId_evidenceId_idx" ON "EvidenceFile"("organizationId", "evidenceId");

-- CreateIndex
CREATE INDEX "EvidenceLink_organizationId_assessmentId_requirementKey_idx" ON "EvidenceLink"("organizationId", "assessmentId", "requirementKey");

-- CreateIndex
CREATE INDEX "EvidenceLink_organizationId_evidenceId_idx" ON "EvidenceLink"("organizationId", "evidenceId");

-- CreateIndex
CREATE UNIQUE INDEX "MerchantId_organizationId_acquirerId_number_key" ON "MerchantId"("organizationId", "acquirerId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "SetupToken_tokenHash_key" ON "SetupToken"("tokenHash");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_organizationId_userId_key" ON "Membership"("organizationId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "ActivityOccurrence_organizationId_activityId_dueOn_idx" ON "ActivityOccurrence"("organizationId", "activityId", "dueOn");

-- AddForeignKey
ALTER TABLE "QuestionnaireDecision" ADD CONSTRAINT "QuestionnaireDecision_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionnaireDecision" ADD CONSTRAINT "QuestionnaireDecision_organizationId_legalEntityId_fkey" FOREIGN KEY ("organizationId", "legalEntityId") REFERENCES "LegalEntity"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_organizationId_legalEntityId_fkey" FOREIGN KEY ("organizationId", "legalEntityId") REFERENCES "LegalEntity"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_organizationId_decisionId_fkey" FOREIGN KEY ("organizationId", "decisionId") REFERENCES "QuestionnaireDecision"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssessmentIntegration" ADD CONSTRAINT "AssessmentIntegration_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssessmentIntegration" ADD CONSTRAINT "AssessmentIntegration_organizationId_integrationId_fkey" FOREIGN KEY ("organizationId", "integrationId") REFERENCES "Integration"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssessmentMerchantId" ADD CONSTRAINT "AssessmentMerchantId_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssessmentMerchantId" ADD CONSTRAINT "AssessmentMerchantId_organizationId_merchantIdId_fkey" FOREIGN KEY ("organizationId", "merchantIdId") REFERENCES "MerchantId"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssessmentAcquirer" ADD CONSTRAINT "AssessmentAcquirer_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssessmentAcquirer" ADD CONSTRAINT "AssessmentAcquirer_organizationId_acquirerId_fkey" FOREIGN KEY ("organizationId", "acquirerId") REFERENCES "Acquirer"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Response" ADD CONSTRAINT "Response_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Response" ADD CONSTRAINT "Response_catalogueVersionId_requirementKey_fkey" FOREIGN KEY ("catalogueVersionId", "requirementKey") REFERENCES "CatalogueRequirement"("catalogueVersionId", "requirementKey") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attestation" ADD CONSTRAINT "Attestation_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AcquirerSubmission" ADD CONSTRAINT "AcquirerSubmission_organizationId_attestationId_fkey" FOREIGN KEY ("organizationId", "attestationId") REFERENCES "Attestation"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AcquirerSubmission" ADD CONSTRAINT "AcquirerSubmission_organizationId_acquirerId_fkey" FOREIGN KEY ("organizationId", "acquirerId") REFERENCES "Acquirer"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditHead" ADD CONSTRAINT "AuditHead_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CatalogueRequirement" ADD CONSTRAINT "CatalogueRequirement_catalogueVersionId_fkey" FOREIGN KEY ("catalogueVersionId") REFERENCES "CatalogueVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CatalogueQuestionnaire" ADD CONSTRAINT "CatalogueQuestionnaire_catalogueVersionId_fkey" FOREIGN KEY ("catalogueVersionId") REFERENCES "CatalogueVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceItem" ADD CONSTRAINT "EvidenceItem_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "EvidenceFile_organizationId_evidenceId_fkey" FOREIGN KEY ("organizationId", "evidenceId") REFERENCES "EvidenceItem"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_organizationId_evidenceId_fkey" FOREIGN KEY ("organizationId", "evidenceId") REFERENCES "EvidenceItem"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_organizationId_assessmentId_fkey" FOREIGN KEY ("organizationId", "assessmentId") REFERENCES "Assessment"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceLink" ADD CONSTRAINT "EvidenceLink_catalogueVersionId_requirementKey_fkey" FOREIGN KEY ("catalogueVersionId", "requirementKey") REFERENCES "CatalogueRequirement"("catalogueVersionId", "requirementKey") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Integration" ADD CONSTRAINT "Integration_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Integration" ADD CONSTRAINT "Integration_organizationId_legalEntityId_fkey" FOREIGN KEY ("organizationId", "legalEntityId") REFERENCES "LegalEntity"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntegrationProvider" ADD CONSTRAINT "IntegrationProvider_organizationId_integrationId_fkey" FOREIGN KEY ("organizationId", "integrationId") REFERENCES "Integration"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntegrationProvider" ADD CONSTRAINT "IntegrationProvider_organizationId_serviceProviderId_fkey" FOREIGN KEY ("organizationId", "serviceProviderId") REFERENCES "ServiceProvider"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LegalEntity" ADD CONSTRAINT "LegalEntity_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acquirer" ADD CONSTRAINT "Acquirer_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MerchantId" ADD CONSTRAINT "MerchantId_organizationId_legalEntityId_fkey" FOREIGN KEY ("organizationId", "legalEntityId") REFERENCES "LegalEntity"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MerchantId" ADD CONSTRAINT "MerchantId_organizationId_acquirerId_fkey" FOREIGN KEY ("organizationId", "acquirerId") REFERENCES "Acquirer"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_organizationId_integrationId_fkey" FOREIGN KEY ("organizationId", "integrationId") REFERENCES "Integration"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityOccurrence" ADD CONSTRAINT "ActivityOccurrence_organizationId_activityId_fkey" FOREIGN KEY ("organizationId", "activityId") REFERENCES "Activity"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityOccurrenceEvidence" ADD CONSTRAINT "ActivityOccurrenceEvidence_organizationId_occurrenceId_fkey" FOREIGN KEY ("organizationId", "occurrenceId") REFERENCES "ActivityOccurrence"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityOccurrenceEvidence" ADD CONSTRAINT "ActivityOccurrenceEvidence_organizationId_evidenceId_fkey" FOREIGN KEY ("organizationId", "evidenceId") REFERENCES "EvidenceItem"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceProvider" ADD CONSTRAINT "ServiceProvider_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
