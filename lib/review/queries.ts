import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { countOfficers } from '@/lib/organization/queries';
import { asksForSeparateSigner } from '@/lib/organization/rules';
import type { Transaction } from '@/lib/platform/db';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';
import type { Checklist, ReviewState } from '@/lib/response/model';
import { requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { claimInWords, isIncomplete, isUnanswered, standingFinding } from '@/lib/response/rules/progress';
import type { ReviewLine, ReviewView, SeenRequirement } from './model';

export type ReviewRow = {
  requirementKey: string;
  state: ReviewState | null;
  /** Sum of the versions of the answer rows; what stands beside them is unsafeReadGrounds(). */
  basis: number;
};

type Authors = { answeredByIds: string[]; answeredBy: string[] };

const nobody: Authors = { answeredByIds: [], answeredBy: [] };

/** After every event. */
const NEWEST = 2n ** 63n - 1n;

/** How requirements of an assessment stand, read in the caller's transaction; all of them without `keys`. */
export function unsafeReadReviews(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
): Promise<ReviewRow[]> {
  return tx.$queryRaw<ReviewRow[]>`
    SELECT r."requirementKey", sum(r."version")::int AS basis,
           CASE WHEN v."state" = 'APPROVED' AND v."basis" <> sum(r."version") THEN 'CHANGED' ELSE v."state" END AS state
      FROM "Response" r
      LEFT JOIN "RequirementReview" v ON v."organizationId" = r."organizationId" AND v."assessmentId" = r."assessmentId"
       AND v."requirementKey" = r."requirementKey"
     WHERE r."organizationId" = ${organizationId}::uuid AND r."assessmentId" = ${assessmentId}::uuid
       AND (${keys === null} OR r."requirementKey" = ANY (${keys ?? []}))
     GROUP BY r."requirementKey", v."state", v."basis"`;
}

/**
 * What an approval rests on beside the answers, as one word for each requirement that has any: evidence, tests, accepted risks,
 * the risk analysis and what providers are said to do, each with its version. The same word is the same grounds.
 */
export async function unsafeReadGrounds(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ requirementKey: string; grounds: string }[]>`
    WITH beside AS (
      SELECT l."requirementKey", 'evidence/' || e."id" || '/' || e."version" AS "what" FROM "EvidenceLink" l
        JOIN "EvidenceItem" e ON e."organizationId" = l."organizationId" AND e."id" = l."evidenceId"
       WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${assessmentId}::uuid AND l."removedAt" IS NULL
      UNION ALL SELECT t."requirementKey", 'test/' || t."id" || '/' || t."version" FROM "TestRecord" t
       WHERE t."organizationId" = ${organizationId}::uuid AND t."assessmentId" = ${assessmentId}::uuid AND t."withdrawnAt" IS NULL
      UNION ALL SELECT k."requirementKey", 'risk/' || k."id" || '/' || k."version" FROM "AcceptedRisk" k
       WHERE k."organizationId" = ${organizationId}::uuid AND k."assessmentId" = ${assessmentId}::uuid AND k."withdrawnAt" IS NULL
      UNION ALL SELECT n."requirementKey", concat_ws('/', 'analysis', n."basis", a."id", a."version") FROM "RiskAnalysisLink" n
        LEFT JOIN "RiskAnalysis" a ON a."organizationId" = n."organizationId" AND a."id" = n."analysisId"
       WHERE n."organizationId" = ${organizationId}::uuid AND n."assessmentId" = ${assessmentId}::uuid
      UNION ALL SELECT d."requirementKey", 'provider/' || d."serviceProviderId" || '/' || d."version" FROM "ResponsibilityAssignment" d
       WHERE d."organizationId" = ${organizationId}::uuid AND d."serviceProviderId" IN (
         SELECT p."serviceProviderId" FROM "AssessmentIntegration" i
           JOIN "IntegrationProvider" p ON p."organizationId" = i."organizationId" AND p."integrationId" = i."integrationId"
          WHERE i."organizationId" = ${organizationId}::uuid AND i."assessmentId" = ${assessmentId}::uuid)
    )
    SELECT "requirementKey", left(encode(sha256(convert_to(string_agg("what", ' ' ORDER BY "what"), 'UTF8')), 'hex'), 32) AS "grounds"
      FROM beside WHERE ${keys === null} OR "requirementKey" = ANY (${keys ?? []}) GROUP BY "requirementKey"`;
  return new Map(rows.map(({ requirementKey, grounds }) => [requirementKey, grounds]));
}

/**
 * Who wrote what the answers of an assessment say now: everybody who saved one since the last approval of its requirement,
 * read from the events, which no later save takes away. Where nobody has since, whoever saved it last. A joint change that its
 * maker took back counts for nothing, neither the change nor the taking back: the two left the rows as others had written
 * them, and the event names both versions. A correction goes on where the version before it stood. What a service account
 * wrote was written by whoever made its key, and by whoever answered for the account then: people give it its words. What was
 * taken from another assessment was written by the authors of that answer then too, not by whoever used it alone. All
 * requirements without `keys`; those without an answer are absent. `upTo`: as it stood at that event, the newest by default.
 */
export async function unsafeReadAuthors(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
  upTo: bigint = NEWEST,
): Promise<Map<string, Authors>> {
  const written = await readWriters(tx, organizationId, assessmentId, keys, upTo);
  const authors = new Map(
    written.map(({ requirementKey, answeredByIds, answeredBy }) => [
      requirementKey,
      { answeredByIds, answeredBy },
    ]),
  );
  for (const { sequence, sourceId, numbers } of await readUses(tx, organizationId, assessmentId, upTo)) {
    const used = written.filter(
      ({ requirementKey, since }) =>
        numbers.includes(requirementNumberOf(requirementKey)) && sequence > since,
    );
    if (used.length === 0) continue;
    const usedKeys = used.map(({ requirementKey }) => requirementKey);
    // A change of its questionnaire may have put the source's answer out of sight; its words stand here all the same.
    const source = await unsafeWithSetAside(tx, () =>
      unsafeReadAuthors(tx, organizationId, sourceId, usedKeys, sequence),
    );
    for (const [key, more] of source) authors.set(key, joined(authors.get(key) ?? nobody, more));
  }
  return authors;
}

function joined(one: Authors, other: Authors): Authors {
  return {
    answeredByIds: [...new Set([...one.answeredByIds, ...other.answeredByIds])],
    answeredBy: [...new Set([...one.answeredBy, ...other.answeredBy])].toSorted(),
  };
}

/** When answers of other assessments were taken over into this one or a version that it corrects, oldest first. */
function readUses(tx: Transaction, organizationId: string, assessmentId: string, upTo: bigint) {
  return tx.$queryRaw<{ sequence: bigint; sourceId: string; numbers: string[] }[]>`
    WITH RECURSIVE versions AS (
      SELECT a."id", a."revisionOfId" FROM "Assessment" a WHERE a."organizationId" = ${organizationId}::uuid AND a."id" = ${assessmentId}::uuid
      UNION SELECT a."id", a."revisionOfId" FROM "Assessment" a JOIN versions v ON a."organizationId" = ${organizationId}::uuid AND a."id" = v."revisionOfId"
    )
    SELECT e."sequence", e."text"::jsonb #>> '{data,sourceId}' AS "sourceId", string_to_array(e."text"::jsonb #>> '{data,requirements}', ', ') AS "numbers"
      FROM versions v JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'assessment' AND e."subjectId" = v."id"::text
       AND e."type" IN ('assessment.answers-shared', 'assessment.shared-confirmed') AND e."sequence" < ${upTo}
     ORDER BY e."sequence"`;
}

/** Whose saves count, and the event after which they begin to. */
type Written = Authors & { requirementKey: string; since: bigint };

function readWriters(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  keys: readonly string[] | null,
  upTo: bigint,
): Promise<Written[]> {
  return tx.$queryRaw<Written[]>`
    WITH RECURSIVE versions AS (
      SELECT a."id", a."revisionOfId" FROM "Assessment" a WHERE a."organizationId" = ${organizationId}::uuid AND a."id" = ${assessmentId}::uuid
      UNION SELECT a."id", a."revisionOfId" FROM "Assessment" a JOIN versions v ON a."organizationId" = ${organizationId}::uuid AND a."id" = v."revisionOfId"
    ), approved AS (
      SELECT n."number", max(e."sequence") AS "sequence" FROM versions v
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'assessment' AND e."subjectId" = v."id"::text AND e."type" = 'review.approved' AND e."sequence" < ${upTo}
       CROSS JOIN LATERAL string_to_table(e."text"::jsonb #>> '{data,requirements}', ', ') AS n("number")
       GROUP BY n."number"
    ), rows AS (
      SELECT r.*, coalesce(p."sequence", 0) AS "approvedAt" FROM "Response" r
        LEFT JOIN approved p ON p."number" = split_part(r."requirementKey", ':', 2)
       WHERE r."organizationId" = ${organizationId}::uuid AND r."assessmentId" = ${assessmentId}::uuid
         AND (${keys === null} OR r."requirementKey" = ANY (${keys ?? []}))
    ), undone AS (
      SELECT v."id" AS "assessmentId", e."actorId", split_part(t."save", '/', 1) AS "number", split_part(t."save", '/', 2)::int AS "row", split_part(t."save", '/', 3)::int AS "version"
        FROM versions v
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'assessment' AND e."subjectId" = v."id"::text AND e."type" = 'assessment.bulk-undone' AND e."sequence" < ${upTo}
       CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(e."text"::jsonb #> '{data,takenBack}', '[]')) AS t("save")
    ), saves AS (
      SELECT r."requirementKey", r."row", e."sequence", r."approvedAt", e."sequence" > r."approvedAt" AS "counts", e."actorId"::text AS "id", e."actorName" AS "name",
             e."text"::jsonb #>> '{actor,key,id}' AS "keyId"
        FROM rows r CROSS JOIN versions v
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'response'
         AND e."subjectId" = v."id"::text || '/' || r."requirementKey" || '/' || r."row" AND e."type" = 'response.recorded' AND e."sequence" < ${upTo}
       WHERE NOT EXISTS (SELECT 1 FROM undone u
         WHERE u."assessmentId" = v."id" AND u."number" = split_part(r."requirementKey", ':', 2) AND u."row" = r."row" AND u."actorId" = e."actorId"
           AND (e."text"::jsonb #>> '{data,version}')::int IN (u."version" - 1, u."version"))
    ), settled AS (
      SELECT * FROM rows r WHERE r."requirementKey" NOT IN (SELECT s."requirementKey" FROM saves s WHERE s."counts")
    ), last AS (
      SELECT DISTINCT ON (s."requirementKey", s."row") s.* FROM saves s ORDER BY s."requirementKey", s."row", s."sequence" DESC
    ), hands AS (
      SELECT "requirementKey", "id", "name", "keyId", "sequence", "approvedAt" AS "since" FROM saves WHERE "counts"
      UNION ALL SELECT r."requirementKey", l."id", l."name", l."keyId", l."sequence", l."sequence" FROM settled r
        JOIN last l ON l."requirementKey" = r."requirementKey" AND l."row" = r."row"
      UNION ALL SELECT r."requirementKey", r."updatedById"::text, r."updatedByName", NULL, ${upTo}, r."approvedAt" FROM settled r
       WHERE r."updatedById" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM last l WHERE l."requirementKey" = r."requirementKey" AND l."row" = r."row")
         AND NOT EXISTS (SELECT 1 FROM undone u WHERE u."number" = split_part(r."requirementKey", ':', 2) AND u."row" = r."row" AND u."version" = 2)
    ), authors AS (
      SELECT "requirementKey", "id", "name", "since" FROM hands
      UNION ALL SELECT h."requirementKey", e."actorId"::text, e."actorName", h."since" FROM hands h
        JOIN "AuditEvent" e ON e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'api-key' AND e."subjectId" = h."keyId" AND e."type" = 'api-key.made'
      UNION ALL SELECT h."requirementKey", o."id", o."name", h."since" FROM hands h
       CROSS JOIN LATERAL (SELECT e."actorId"::text AS "id", e."actorName" AS "name" FROM "AuditEvent" e
         WHERE e."organizationId" = ${organizationId}::uuid AND e."subjectType" = 'member' AND e."subjectId" = h."id"
           AND e."type" IN ('service-account.added', 'service-account.reviewed') AND e."sequence" < h."sequence" ORDER BY e."sequence" DESC LIMIT 1) o
    )
    SELECT "requirementKey", array_remove(array_agg(DISTINCT "id"), NULL) AS "answeredByIds",
           array_remove(array_agg(DISTINCT nullif("name", '')), NULL) AS "answeredBy", min("since") AS "since"
      FROM authors GROUP BY "requirementKey"`;
}

/** Whether whoever answered may not review: the organization's word for two people, as for preparer and signer. */
export async function needsTwoPeople(tx: Transaction, organizationId: string): Promise<boolean> {
  const { separateSigner, isSample } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { separateSigner: true, isSample: true },
  });
  return !isSample && asksForSeparateSigner(separateSigner, await countOfficers(tx, organizationId));
}

/** Everything of an assessment as it stands, for a review of the whole. */
export function listSeen(grant: Grant<'assessment:read'>, assessmentId: string): Promise<SeenRequirement[]> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const grounds = await unsafeReadGrounds(tx, organizationId, assessmentId, null);
    const rows = await unsafeReadReviews(tx, organizationId, assessmentId, null);
    return rows.map(({ requirementKey, basis }) => ({
      requirementNumber: requirementNumberOf(requirementKey),
      basis,
      grounds: grounds.get(requirementKey) ?? '',
    }));
  });
}

/** What an approval of one requirement would rest on beside its answer, as its reviewer names it; '' for nothing. */
export function findGrounds(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementKey: string,
): Promise<string> {
  return read(
    grant,
    async (tx) =>
      (await unsafeReadGrounds(tx, grant.organizationId, assessmentId, [requirementKey])).get(
        requirementKey,
      ) ?? '',
  );
}

/** One requirement's review with its words, for the screen; null before the first. */
export function findReview(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementKey: string,
): Promise<ReviewView | null> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const row = await tx.requirementReview.findUnique({
      where: { organizationId_assessmentId_requirementKey: { organizationId, assessmentId, requirementKey } },
      select: { reason: true, byName: true, at: true },
    });
    const [standing] = await unsafeReadReviews(tx, organizationId, assessmentId, [requirementKey]);
    if (!row || !standing?.state) return null;
    return { state: standing.state, reason: row.reason, byName: row.byName, at: row.at.toISOString() };
  });
}

/** Every requirement of a checklist with its review, in the order of the questionnaire, and whether two people are asked for. */
export function listReviews(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  { items, form }: Checklist,
): Promise<{ rows: ReviewLine[]; twoPeople: boolean }> {
  const { organizationId, actor } = grant;
  return read(grant, async (tx) => {
    const known = new Map(
      (await unsafeReadReviews(tx, organizationId, assessmentId, null)).map((row) => [
        row.requirementKey,
        row,
      ]),
    );
    const authors = await unsafeReadAuthors(tx, organizationId, assessmentId, null);
    const grounds = await unsafeReadGrounds(tx, organizationId, assessmentId, null);
    const rows = items.flatMap((item): ReviewLine[] => {
      const row = known.get(requirementKeyOf(item.requirementNumber));
      if (!row) return [];
      const { state, basis, requirementKey } = row;
      const { answeredBy, answeredByIds } = authors.get(requirementKey) ?? nobody;
      return [
        {
          requirementNumber: item.requirementNumber,
          title: item.title,
          finding: standingFinding(item),
          lacks: isUnanswered(item)
            ? 'Not answered yet'
            : isIncomplete(item, form)
              ? 'Still needs words'
              : '',
          evidence: item.evidence,
          claim: claimInWords(item),
          state,
          basis,
          grounds: grounds.get(requirementKey) ?? '',
          answeredBy,
          isOwn: answeredByIds.includes(actor.userId ?? ''),
        },
      ];
    });
    return { rows, twoPeople: await needsTwoPeople(tx, organizationId) };
  });
}
