import 'server-only';
import type { AcceptedRiskFacts } from '@/lib/accepted-risk/model';
import { unsafeReadAcceptedRisks } from '@/lib/accepted-risk/queries';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { Checklist } from '@/lib/response/model';
import { fieldsOf, requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { deriveFinding, isUnanswered } from '@/lib/response/rules/progress';
import type { CarriedChanges, CarriedLine, CarriedView, LastYear } from './model';
import { carryRank, noteOf, reasonsAgainst } from './rules';

/** Last year's answer of one requirement; null where there is none. */
export function findCarried(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  requirementNumber: string,
): Promise<CarriedView | null> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const rows = await tx.carriedAnswer.findMany({
      where: { organizationId, assessmentId, requirementKey: requirementKeyOf(requirementNumber) },
      orderBy: { row: 'asc' },
    });
    const [first] = rows;
    if (!first) return null;
    const from = await tx.assessment.findFirst({
      where: { organizationId, id: first.fromAssessmentId },
      select: { name: true },
    });
    return {
      assessmentName: from?.name ?? 'Last year',
      expiredEvidence: first.expiredEvidence,
      risks: first.acceptedRisks as unknown as AcceptedRiskFacts[],
      rows: rows.map((one) => ({
        row: one.row,
        fields: fieldsOf(one.fields as Record<string, unknown>),
        at: one.answeredAt?.toISOString() ?? null,
        byName: one.answeredByName,
      })),
    };
  });
}

type Counted = { requirementKey: string; count: number };

/** What the rules ask about each requirement, read in the caller's transaction. */
export async function unsafeReadCarried(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  today: string,
) {
  const where = { organizationId, assessmentId };
  const rows = await tx.carriedAnswer.findMany({
    where,
    orderBy: [{ requirementKey: 'asc' }, { row: 'asc' }],
  });
  const evidence = await tx.$queryRaw<Counted[]>`
    SELECT l."requirementKey", count(*)::int AS count FROM "EvidenceLink" l
      JOIN "EvidenceItem" e ON e."organizationId" = l."organizationId" AND e."id" = l."evidenceId"
     WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${assessmentId}::uuid AND l."removedAt" IS NULL
       AND e."archivedAt" IS NULL AND (e."validUntil" IS NULL OR e."validUntil" >= ${fromDay(today)}::date)
       AND e."id" NOT IN (SELECT held_evidence(${organizationId}::uuid))
       AND e."id" NOT IN (SELECT void_evidence(${organizationId}::uuid)) GROUP BY 1`;
  const tests = await tx.$queryRaw<(Counted & { isUnmet: boolean })[]>`
    SELECT t."requirementKey", count(*)::int AS count, bool_or(u."requirementKey" IS NOT NULL) AS "isUnmet"
      FROM "TestRecord" t
      LEFT JOIN unmet_tests(${organizationId}::uuid, ${assessmentId}::uuid) u ON u."requirementKey" = t."requirementKey"
     WHERE t."organizationId" = ${organizationId}::uuid AND t."assessmentId" = ${assessmentId}::uuid AND t."withdrawnAt" IS NULL GROUP BY 1`;
  const accepted = await unsafeReadAcceptedRisks(tx, organizationId, assessmentId);
  const countOf = (list: readonly Counted[], key: string) =>
    list.find((one) => one.requirementKey === key)?.count ?? 0;
  const keys = [...new Set(rows.map(({ requirementKey }) => requirementKey))];
  return new Map(
    keys.map((key) => {
      const own = rows.filter(({ requirementKey }) => requirementKey === key);
      const fields = own.map((one) => fieldsOf(one.fields as Record<string, unknown>));
      const findings = fields.map(({ finding }) => finding);
      const expired = own[0]?.expiredEvidence ?? [];
      const reasons = reasonsAgainst({
        findings,
        expiredEvidence: expired.length,
        openRisks: accepted.has(key) ? 0 : ((own[0]?.acceptedRisks as unknown[] | undefined)?.length ?? 0),
        evidence: countOf(evidence, key),
        tests: countOf(tests, key),
        isUnmet: tests.find((one) => one.requirementKey === key)?.isUnmet ?? false,
      });
      return [key, { rows: own, fields, findings, expired, reasons }] as const;
    }),
  );
}

/**
 * Last year's answers of an assessment, those with most to look at first, and what changed around it since; null where it
 * began without any.
 */
export function listCarried(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
  { items }: Pick<Checklist, 'items'>,
): Promise<{ lines: CarriedLine[]; changes: CarriedChanges } | null> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const carried = await unsafeReadCarried(tx, organizationId, assessmentId, dayIn(grant.timeZone));
    const fromId = [...carried.values()][0]?.rows[0]?.fromAssessmentId;
    if (!fromId) return null;
    const lines = items.flatMap((item): CarriedLine[] => {
      const known = carried.get(requirementKeyOf(item.requirementNumber));
      const [row] = known?.rows ?? [];
      if (!known || !row) return [];
      return [
        {
          requirementNumber: item.requirementNumber,
          title: item.title,
          finding: deriveFinding(known.findings.map((finding) => ({ finding }))),
          byName: row.answeredByName,
          at: row.answeredAt?.toISOString() ?? null,
          isAnswered: !isUnanswered(item),
          reasons: known.reasons,
          expiredEvidence: known.expired,
          note: noteOf(known.fields),
        },
      ];
    });
    const sorted = lines.toSorted((one, other) => carryRank(one.reasons) - carryRank(other.reasons));
    return { lines: sorted, changes: await readChanges(tx, organizationId, assessmentId, fromId) };
  });
}

/** Integrations and their providers that were changed after last year's signature. */
async function readChanges(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  fromId: string,
): Promise<CarriedChanges> {
  const from = await tx.assessment.findFirst({
    where: { organizationId, id: fromId },
    select: { name: true, signedAt: true },
  });
  const changed = from?.signedAt
    ? await tx.$queryRaw<{ kind: string; name: string }[]>`
        SELECT DISTINCT 'integration' AS kind, i."name" FROM "AssessmentIntegration" a
          JOIN "Integration" i ON i."organizationId" = a."organizationId" AND i."id" = a."integrationId"
          JOIN "AuditEvent" e ON e."organizationId" = a."organizationId" AND e."subjectType" = 'integration' AND e."subjectId" = i."id"::text
           AND e."type" = 'integration.changed' AND e."at" > ${from.signedAt}
         WHERE a."organizationId" = ${organizationId}::uuid AND a."assessmentId" = ${assessmentId}::uuid
        UNION
        SELECT DISTINCT 'provider', p."name" FROM "AssessmentIntegration" a
          JOIN "IntegrationProvider" l ON l."organizationId" = a."organizationId" AND l."integrationId" = a."integrationId"
          JOIN "ServiceProvider" p ON p."organizationId" = l."organizationId" AND p."id" = l."serviceProviderId"
          JOIN "AuditEvent" e ON e."organizationId" = a."organizationId" AND e."subjectType" = 'service-provider' AND e."subjectId" = p."id"::text
           AND e."type" = 'service-provider.changed' AND e."at" > ${from.signedAt}
         WHERE a."organizationId" = ${organizationId}::uuid AND a."assessmentId" = ${assessmentId}::uuid
        ORDER BY 1, 2`
    : [];
  const named = (kind: string) => changed.filter((one) => one.kind === kind).map(({ name }) => name);
  return {
    fromId,
    fromName: from?.name ?? '',
    signedAt: from?.signedAt?.toISOString() ?? null,
    integrations: named('integration'),
    providers: named('provider'),
  };
}

/** The signed assessment that a new one would start from: the newest of the same company and one of the same integrations. */
export async function unsafeFindLast(
  tx: Transaction,
  organizationId: string,
  legalEntityId: string,
  integrationIds: readonly string[],
) {
  return tx.assessment.findFirst({
    where: {
      organizationId,
      legalEntityId,
      status: 'SIGNED',
      integrations: { some: { integrationId: { in: [...integrationIds] } } },
    },
    orderBy: { signedAt: 'desc' },
    select: {
      id: true,
      name: true,
      signedAt: true,
      periodTo: true,
      dueOn: true,
      merchantIds: { select: { merchantIdId: true } },
      acquirers: { select: { acquirerId: true } },
    },
  });
}

/** The same, for the form that makes the assessment, with what that one proposes for the year after. */
export function findLast(
  grant: Grant<'assessment:manage'>,
  legalEntityId: string,
  integrationIds: readonly string[],
): Promise<LastYear | null> {
  return read(grant, async (tx) => {
    const row = await unsafeFindLast(tx, grant.organizationId, legalEntityId, integrationIds);
    return (
      row && {
        id: row.id,
        name: row.name,
        periodTo: toDay(row.periodTo),
        dueOn: row.dueOn && toDay(row.dueOn),
        merchantIdIds: row.merchantIds.map((one) => one.merchantIdId),
        acquirerIds: row.acquirers.map((one) => one.acquirerId),
      }
    );
  });
}

/** The assessment that began with the answers of this one; null while there is none. */
export function findNext(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
): Promise<{ assessmentId: string } | null> {
  const { organizationId } = grant;
  return read(grant, (tx) =>
    tx.carriedAnswer.findFirst({
      where: { organizationId, fromAssessmentId: assessmentId, assessment: { archivedAt: null } },
      select: { assessmentId: true },
    }),
  );
}

/** Which requirements an assessment began with answers of an earlier one; none where it began without. */
export function listCarriedNumbers(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
): Promise<ReadonlySet<string>> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const rows = await tx.carriedAnswer.findMany({
      where: { organizationId, assessmentId },
      distinct: ['requirementKey'],
      select: { requirementKey: true },
    });
    return new Set(rows.map(({ requirementKey }) => requirementNumberOf(requirementKey)));
  });
}
