import 'server-only';
import { v7 as uuid } from 'uuid';
import { commit } from '@/lib/audit-trail/commit';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { whyNotRevisable } from '../policy';
import { statusOf } from '../rules';
import { findOpenRevision, lockedAssessment, type Manage } from './parts';

/**
 * Starts a correction of a signed assessment: a new revision with every answer and every use of evidence carried over.
 * The signed one stays in force until the correction is signed; signing replaces it. Throws WRONG_STATE where a
 * correction is open already.
 */
export function reviseAssessment(grant: Manage, assessmentId: string): Promise<{ assessmentId: string }> {
  return commit(grant, async (tx) => {
    const { organizationId, actor } = grant;
    if (!actor.userId) throw new Error('a correction needs a person');
    const row = await lockedAssessment(tx, grant, assessmentId);
    const open = await findOpenRevision(tx, organizationId, assessmentId);
    const reason = whyNotRevisable({
      status: statusOf(row.status),
      isArchived: row.archivedAt !== null,
      hasOpenRevision: open !== null,
    });
    if (reason) throw new AppError('WRONG_STATE', reason);
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
    const answerRows = await carryAnswers(tx, organizationId, assessmentId, id);
    const evidenceLinks = await carryEvidenceLinks(tx, organizationId, assessmentId, id, actor.userId);
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
            answerRows,
            evidenceLinks,
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
