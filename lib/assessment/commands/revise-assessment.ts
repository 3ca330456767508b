import 'server-only';
import { v7 as uuid } from 'uuid';
import { commit } from '@/lib/audit-trail/commit';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';
import { carryLabels } from '../operations';
import { whyNotRevisable } from '../policy';
import { statusOf } from '../rules';
import type { ReviseAssessmentInput } from '../schema';
import { findOpenRevision, lockedAssessment, type Manage } from './parts';

/**
 * Starts a correction of a signed assessment: a new revision with every answer, test, accepted risk and use of evidence carried over.
 * The signed one stays in force until the correction is signed; signing replaces it. Throws WRONG_STATE where a
 * correction is open already.
 */
export function reviseAssessment(
  grant: Manage,
  { id: assessmentId, reason }: ReviseAssessmentInput,
): Promise<{ assessmentId: string }> {
  return commit(grant, async (tx) => {
    const { organizationId, actor } = grant;
    if (!actor.userId) throw new Error('a correction needs a person');
    const row = await lockedAssessment(tx, grant, assessmentId);
    const open = await findOpenRevision(tx, organizationId, assessmentId);
    const refusal = whyNotRevisable({
      status: statusOf(row.status),
      isArchived: row.archivedAt !== null,
      hasOpenRevision: open !== null,
    });
    if (refusal) throw new AppError('WRONG_STATE', refusal);
    const { id } = await tx.assessment.create({
      data: {
        organizationId,
        legalEntityId: row.legalEntityId,
        decisionId: row.decisionId,
        name: row.name,
        questionnaireId: row.questionnaireId,
        catalogueVersionId: row.catalogueVersionId,
        channels: row.channels,
        periodFrom: row.periodFrom,
        periodTo: row.periodTo,
        dueOn: row.dueOn,
        revision: row.revision + 1,
        revisionOfId: assessmentId,
        createdById: actor.userId,
      },
      select: { id: true },
    });
    const links = { organizationId, assessmentId: id };
    await tx.assessmentIntegration.createMany({
      data: row.integrations.map(({ integrationId }) => ({ ...links, integrationId })),
    });
    await tx.assessmentMerchantId.createMany({
      data: row.merchantIds.map(({ merchantIdId }) => ({ ...links, merchantIdId })),
    });
    await tx.assessmentAcquirer.createMany({
      data: row.acquirers.map(({ acquirerId }) => ({ ...links, acquirerId })),
    });
    const { userId } = actor;
    const carried = await unsafeWithSetAside(tx, async () => {
      const answerRows = await carryAnswers(tx, organizationId, assessmentId, id);
      await carryReviews(tx, organizationId, assessmentId, id);
      const tests = await carryTests(tx, organizationId, assessmentId, id);
      await carryAcceptedRisks(tx, organizationId, assessmentId, id);
      await carryAssignments(tx, organizationId, assessmentId, id);
      await carryLabels(tx, organizationId, assessmentId, id);
      await carryRiskAnalysisLinks(tx, organizationId, assessmentId, id);
      const evidenceLinks = await carryEvidenceLinks(tx, organizationId, assessmentId, id, userId);
      return { answerRows, evidenceLinks, tests };
    });
    await carrySetAside(tx, organizationId, assessmentId, id);
    return {
      result: { assessmentId: id },
      events: [
        {
          type: 'assessment.revised',
          subject: { type: 'assessment', id },
          data: {
            name: row.name,
            revision: row.revision + 1,
            revisionOf: assessmentId,
            reason,
            ...carried,
          },
        },
      ],
    };
  });
}

/** All answer rows as they stand, with who wrote them and when. */
function carryAnswers(tx: Transaction, organizationId: string, from: string, to: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "Response" ("organizationId", "assessmentId", "requirementKey", "row", "catalogueVersionId", "finding",
        "resultNote", "notApplicableReason", "notTestedReason", "notTestedAskedBy", "legalException", "legalBasis",
        "planAction", "planOwner", "planTargetOn", "ccwConstraints", "ccwDefinition", "ccwObjective", "ccwIdentifiedRisk",
        "ccwValidation", "ccwMaintenance", "version", "updatedAt", "updatedById", "updatedByName")
    SELECT "organizationId", ${to}::uuid, "requirementKey", "row", "catalogueVersionId", "finding",
        "resultNote", "notApplicableReason", "notTestedReason", "notTestedAskedBy", "legalException", "legalBasis",
        "planAction", "planOwner", "planTargetOn", "ccwConstraints", "ccwDefinition", "ccwObjective", "ccwIdentifiedRisk",
        "ccwValidation", "ccwMaintenance", "version", "updatedAt", "updatedById", "updatedByName"
      FROM "Response" WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid`;
}

/** What was reviewed is reviewed in the correction too, until it is changed there. */
function carryReviews(tx: Transaction, organizationId: string, from: string, to: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "RequirementReview" ("organizationId", "assessmentId", "requirementKey", "state", "basis", "reason", "byId", "byName", "at")
    SELECT "organizationId", ${to}::uuid, "requirementKey", "state", "basis", "reason", "byId", "byName", "at" FROM "RequirementReview"
     WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid`;
}

/** The tests that stand, with who did and who recorded them. */
function carryTests(tx: Transaction, organizationId: string, from: string, to: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "TestRecord" ("organizationId", "id", "assessmentId", "catalogueVersionId", "requirementKey", "row", "methods",
        "examined", "asked", "askedOf", "performedById", "performedByName", "performedOn", "population", "sample", "result", "note",
        "version", "createdAt", "createdById", "createdByName")
    SELECT "organizationId", gen_random_uuid(), ${to}::uuid, "catalogueVersionId", "requirementKey", "row", "methods",
        "examined", "asked", "askedOf", "performedById", "performedByName", "performedOn", "population", "sample", "result", "note",
        "version", "createdAt", "createdById", "createdByName"
      FROM "TestRecord" WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid AND "withdrawnAt" IS NULL`;
}

/** The accepted risks that stand, with who accepted and who recorded them. */
function carryAcceptedRisks(
  tx: Transaction,
  organizationId: string,
  from: string,
  to: string,
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "AcceptedRisk" ("organizationId", "id", "assessmentId", "catalogueVersionId", "requirementKey", "row", "risk", "reason",
        "acceptedByName", "acceptedByRole", "acceptedOn", "reviewOn", "version", "createdAt", "createdById", "createdByName")
    SELECT "organizationId", gen_random_uuid(), ${to}::uuid, "catalogueVersionId", "requirementKey", "row", "risk", "reason",
        "acceptedByName", "acceptedByRole", "acceptedOn", "reviewOn", "version", "createdAt", "createdById", "createdByName"
      FROM "AcceptedRisk" WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid AND "withdrawnAt" IS NULL`;
}

/** Who answers what stays, without the days by which it was to be done. */
function carryAssignments(
  tx: Transaction,
  organizationId: string,
  from: string,
  to: string,
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
    SELECT "organizationId", gen_random_uuid(), ${to}::uuid, "requirementKey", "userId", "assignedById" FROM "Assignment"
     WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid AND "removedAt" IS NULL`;
}

/** What the questionnaire asked before it was changed: a correction may go back to it. */
function carrySetAside(tx: Transaction, organizationId: string, from: string, to: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "SetAsideRequirement" ("organizationId", "assessmentId", "requirementKey", "setAsideAt", "setAsideById", "setAsideByName")
    SELECT "organizationId", ${to}::uuid, "requirementKey", "setAsideAt", "setAsideById", "setAsideByName" FROM "SetAsideRequirement"
     WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid`;
}

/** On which risk analysis an answer's frequency rests (12.3.1), as it was said. */
function carryRiskAnalysisLinks(
  tx: Transaction,
  organizationId: string,
  from: string,
  to: string,
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "RiskAnalysisLink" ("organizationId", "assessmentId", "requirementKey", "basis", "analysisId", "changedAt", "changedByName")
    SELECT "organizationId", ${to}::uuid, "requirementKey", "basis", "analysisId", "changedAt", "changedByName" FROM "RiskAnalysisLink"
     WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${from}::uuid`;
}

/** Every use of evidence that still stands and whose item is not removed. */
async function carryEvidenceLinks(
  tx: Transaction,
  organizationId: string,
  from: string,
  to: string,
  userId: string,
): Promise<number> {
  const links = await tx.evidenceLink.findMany({
    where: { organizationId, assessmentId: from, removedAt: null, evidence: { archivedAt: null } },
    select: { evidenceId: true, catalogueVersionId: true, requirementKey: true },
  });
  const { count } = await tx.evidenceLink.createMany({
    data: links.map((link) => ({
      ...link,
      organizationId,
      id: uuid(),
      assessmentId: to,
      linkedById: userId,
    })),
  });
  return count;
}
