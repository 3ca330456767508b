import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type CarryAnswers, carryLabels } from '@/lib/assessment/operations';
import { carryAssignments } from '@/lib/assignment/operations';
import { dayIn } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { responseFields } from '@/lib/response/model';
import type { RowSave } from '@/lib/response/operations/record-rows';
import type { JointTest } from '@/lib/test-record/operations';
import { unsafeFindLast } from './queries';

/** Keeps what was done, so that one undo takes it back; given by the caller because joint changes build on this. */
export type KeepForUndo = (
  tx: Transaction,
  grant: Grant<'response:record'>,
  assessmentId: string,
  done: { saves: readonly RowSave[]; tests: readonly JointTest[] },
) => Promise<{ changeId: string }>;

/**
 * Starts a new assessment from the newest signed one of the same payments. Throws INVALID when that is another one than the
 * person chose.
 */
export const carryLastYear: CarryAnswers = async (tx, grant, made) => {
  const { organizationId, actor } = grant;
  const from = await unsafeFindLast(tx, organizationId, made.legalEntityId, made.integrationIds);
  if (from?.id !== made.fromId || !actor.userId) {
    throw new AppError(
      'INVALID',
      'Another assessment was signed meanwhile. Reload the page and choose again.',
    );
  }
  const { answers, evidence } = await carry(tx, {
    organizationId,
    fromId: from.id,
    toId: made.assessmentId,
    today: dayIn(grant.timeZone),
    userId: actor.userId,
    keys: null,
  });
  const assignments = await carryAssignments(tx, grant, {
    fromId: from.id,
    toId: made.assessmentId,
    keys: null,
  });
  return {
    carriedFrom: from.name,
    carriedAnswers: answers,
    carriedEvidence: evidence,
    carriedAssignments: assignments,
  };
};

/** The same for requirements that a change of the questionnaire adds to an assessment which began so. Returns how many answers. */
export async function carryAdded(
  tx: Transaction,
  grant: Grant<'assessment:manage'>,
  assessmentId: string,
  keys: readonly string[],
): Promise<number> {
  const { organizationId, actor } = grant;
  const began = await tx.carriedAnswer.findFirst({
    where: { organizationId, assessmentId },
    select: { fromAssessmentId: true },
  });
  if (!began || !actor.userId || keys.length === 0) return 0;
  const { answers } = await carry(tx, {
    organizationId,
    fromId: began.fromAssessmentId,
    toId: assessmentId,
    today: dayIn(grant.timeZone),
    userId: actor.userId,
    keys,
  });
  await carryAssignments(tx, grant, { fromId: began.fromAssessmentId, toId: assessmentId, keys });
  return answers;
}

type Carry = {
  organizationId: string;
  fromId: string;
  toId: string;
  today: string;
  userId: string;
  /** Only these requirements; null for all. */
  keys: readonly string[] | null;
};

/**
 * Puts last year's answers beside the empty ones of a new assessment, where both ask the requirement, and takes along the
 * evidence that is still valid. What has run out, was rejected or failed is named, so that it is asked for again; so is what was accepted, which
 * holds for the answers of last year only. What failed comes along all the same: it counts again by its own next run. What was said of providers' parts belongs to the provider and stands on. Returns how many
 * of each.
 */
async function carry(
  tx: Transaction,
  { organizationId, fromId, toId, today, userId, keys }: Carry,
): Promise<{ answers: number; evidence: number }> {
  const answers = await tx.$executeRaw`
    INSERT INTO "CarriedAnswer" ("organizationId", "assessmentId", "requirementKey", "row", "fromAssessmentId", "fields", "answeredAt", "answeredByName", "expiredEvidence", "acceptedRisks")
    SELECT o."organizationId", n."assessmentId", o."requirementKey", o."row", o."assessmentId",
           (SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each(to_jsonb(o)) f WHERE f.key = ANY (${[...responseFields]}::text[])),
           o."updatedAt", o."updatedByName",
           coalesce((SELECT array_agg(DISTINCT e."title" ORDER BY e."title") FROM "EvidenceLink" l
              JOIN "EvidenceItem" e ON e."organizationId" = l."organizationId" AND e."id" = l."evidenceId"
             WHERE l."organizationId" = o."organizationId" AND l."assessmentId" = o."assessmentId" AND l."requirementKey" = o."requirementKey"
               AND l."removedAt" IS NULL AND (e."archivedAt" IS NOT NULL OR e."validUntil" < ${today}::date OR e."id" IN (SELECT void_evidence(${organizationId}::uuid)))), ARRAY[]::text[]),
           coalesce((SELECT jsonb_agg(jsonb_build_object('row', k."row", 'risk', k."risk", 'reason', k."reason", 'acceptedByName', k."acceptedByName",
                'acceptedByRole', k."acceptedByRole", 'acceptedOn', k."acceptedOn", 'reviewOn', k."reviewOn") ORDER BY k."acceptedOn", k."id")
              FROM "AcceptedRisk" k WHERE k."organizationId" = o."organizationId" AND k."assessmentId" = o."assessmentId"
               AND k."requirementKey" = o."requirementKey" AND k."withdrawnAt" IS NULL), '[]'::jsonb)
      FROM "Response" o
      JOIN "Response" n ON n."organizationId" = o."organizationId" AND n."requirementKey" = o."requirementKey" AND n."row" = o."row"
     WHERE o."organizationId" = ${organizationId}::uuid AND o."assessmentId" = ${fromId}::uuid AND n."assessmentId" = ${toId}::uuid
       AND o."finding" IS NOT NULL AND (${keys === null} OR o."requirementKey" = ANY (${[...(keys ?? [])]}::text[]))`;
  // Held first: what leaves the library at this moment is seen to have left.
  await tx.$queryRaw`
    SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = ${organizationId}::uuid AND "id" IN (
      SELECT l."evidenceId" FROM "EvidenceLink" l WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${fromId}::uuid
         AND l."removedAt" IS NULL) ORDER BY "id" FOR SHARE`;
  const evidence = await tx.$executeRaw`
    INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById")
    SELECT DISTINCT ON (l."evidenceId", l."requirementKey")
           l."organizationId", gen_random_uuid(), l."evidenceId", ${toId}::uuid, n."catalogueVersionId", l."requirementKey", ${userId}::uuid
      FROM "EvidenceLink" l
      JOIN "EvidenceItem" e ON e."organizationId" = l."organizationId" AND e."id" = l."evidenceId"
      JOIN "Response" n ON n."organizationId" = l."organizationId" AND n."assessmentId" = ${toId}::uuid AND n."requirementKey" = l."requirementKey" AND n."row" = 0
     WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${fromId}::uuid AND l."removedAt" IS NULL
       AND e."archivedAt" IS NULL AND (e."validUntil" IS NULL OR e."validUntil" >= ${today}::date)
       AND e."id" NOT IN (SELECT rejected_evidence(${organizationId}::uuid))
       AND (${keys === null} OR l."requirementKey" = ANY (${[...(keys ?? [])]}::text[]))`;
  if (keys === null) await carryLabels(tx, organizationId, fromId, toId);
  return { answers, evidence };
}
