import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { PaymentChannel } from '@/lib/catalogue/model';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import { type Page, pageQuery } from '@/lib/platform/page';
import type {
  AssessmentBackground,
  AssessmentChoices,
  AssessmentListItem,
  AssessmentView,
  FindingCounts,
} from './model';
import { findDecisionInForce } from './operations';
import { questionnaireIdOf, statusOf, sumFindings, totalOf } from './rules';
import { revisedEvent } from './schema';

type Read = Grant<'assessment:read'>;

/** Head of one assessment: what it is, what it covers, where it stands. */
export function getAssessment(grant: Read, assessmentId: string): Promise<AssessmentView> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId },
      include: {
        organization: { select: { asksPlan: true } },
        legalEntity: { select: { id: true, name: true, entityType: true } },
        integrations: { select: { integration: { select: { id: true, name: true, archivedAt: true } } } },
        merchantIds: { select: { merchantId: { select: { id: true, number: true, acquirerId: true } } } },
        acquirers: { select: { acquirer: { select: { id: true, name: true, nextDueOn: true } } } },
      },
    });
    if (!row) throw notFound();
    const later = await tx.assessment.findFirst({
      where: { organizationId, revisionOfId: assessmentId, archivedAt: null },
      orderBy: { revision: 'desc' },
      select: { id: true, revision: true, status: true },
    });
    return {
      assessmentId: row.id,
      name: row.name,
      questionnaireId: questionnaireIdOf(row.questionnaireId),
      catalogueVersionId: row.catalogueVersionId,
      status: statusOf(row.status),
      revision: row.revision,
      revisionOfId: row.revisionOfId,
      laterRevision: later && {
        assessmentId: later.id,
        revision: later.revision,
        status: statusOf(later.status),
      },
      ...periodOf(row),
      channels: row.channels as PaymentChannel[],
      legalEntity: {
        ...row.legalEntity,
        entityType: row.legalEntity.entityType as AssessmentView['legalEntity']['entityType'],
      },
      integrations: byName(
        row.integrations.map(({ integration: { id, name, archivedAt } }) => ({
          id,
          name,
          isArchived: archivedAt !== null,
        })),
      ),
      merchantIds: row.merchantIds
        .map((link) => link.merchantId)
        .sort((a, b) => a.number.localeCompare(b.number)),
      acquirers: byName(row.acquirers.map((link) => acquirerOf(link.acquirer))),
      decisionId: row.decisionId,
      createdAt: row.createdAt,
      signedAt: row.signedAt,
      version: row.version,
      isArchived: row.archivedAt !== null,
      asksPlan: row.organization.asksPlan,
    };
  });
}

/** Why an assessment is there: the decision it rests on, what the register says since, why it corrects another. */
export function getAssessmentBackground(grant: Read, assessmentId: string): Promise<AssessmentBackground> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId },
      select: { decisionId: true, status: true, revisionOfId: true },
    });
    if (!row) throw notFound();
    const correctionReason = row.revisionOfId ? await readReason(tx, organizationId, assessmentId) : '';
    if (row.status === 'SUPERSEDED') {
      const register = { changes: [], decidedBy: null };
      return { decisionId: row.decisionId, register, correctionReason };
    }
    const { decision, register } = await findDecisionInForce(tx, organizationId, row.decisionId);
    // What is signed rests on the decision of its day, whatever the register says since.
    const decisionId = row.status === 'SIGNED' ? row.decisionId : (decision?.id ?? null);
    return { decisionId, register, correctionReason };
  });
}

async function readReason(tx: Transaction, organizationId: string, subjectId: string): Promise<string> {
  const event = await tx.auditEvent.findFirst({
    where: { organizationId, subjectType: 'assessment', subjectId, type: 'assessment.revised' },
    select: { text: true },
  });
  return event ? (revisedEvent.safeParse(JSON.parse(event.text)).data?.data.reason ?? '') : '';
}

/**
 * Assessments for the list, open ones first, then by the day they are due; with a page wanted by id, and one more than its
 * limit. Two statements, however many there are.
 */
export function listAssessments(
  grant: Read,
  { isArchived = false, page: wanted }: { isArchived?: boolean; page?: Page } = {},
): Promise<AssessmentListItem[]> {
  const page = pageQuery(wanted);
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const rows = await tx.assessment.findMany({
      where: { organizationId, archivedAt: isArchived ? { not: null } : null, ...page?.after },
      ...(page && { orderBy: { id: 'asc' as const }, take: page.take }),
      select: {
        id: true,
        name: true,
        questionnaireId: true,
        status: true,
        revision: true,
        channels: true,
        periodFrom: true,
        periodTo: true,
        dueOn: true,
        createdAt: true,
        archivedAt: true,
        legalEntity: { select: { id: true, name: true } },
        integrations: { select: { integration: { select: { id: true, name: true } } } },
      },
    });
    const counts = await countFindings(
      tx,
      organizationId,
      rows.map((row) => row.id),
    );
    const ordered = page
      ? rows
      : rows.sort(
          (a, b) =>
            rank(a) - rank(b) || dueTime(a) - dueTime(b) || b.createdAt.getTime() - a.createdAt.getTime(),
        );
    return ordered.map((row) => {
      const found = counts.get(row.id) ?? sumFindings([]);
      return {
        assessmentId: row.id,
        name: row.name,
        questionnaireId: questionnaireIdOf(row.questionnaireId),
        status: statusOf(row.status),
        revision: row.revision,
        ...periodOf(row),
        legalEntity: row.legalEntity,
        integrations: byName(row.integrations.map((link) => link.integration)),
        channels: row.channels as PaymentChannel[],
        counts: found,
        requirementCount: totalOf(found),
        isArchived: row.archivedAt !== null,
      };
    });
  });
}

/** How many are in use and in the archive, for the tabs above the list. */
export function countAssessments(grant: Read): Promise<{ active: number; archived: number }> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const active = await tx.assessment.count({ where: { organizationId, archivedAt: null } });
    const archived = await tx.assessment.count({ where: { organizationId, archivedAt: { not: null } } });
    return { active, archived };
  });
}

/** Merchant ids of a legal entity and all acquirers in use: what an assessment of it can name. */
export function getAssessmentChoices(
  grant: Grant<'assessment:manage'>,
  legalEntityId: string,
): Promise<AssessmentChoices> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    const merchantIds = await tx.merchantId.findMany({
      where: { organizationId, legalEntityId, archivedAt: null, acquirer: { archivedAt: null } },
      orderBy: { number: 'asc' },
      select: { id: true, number: true, note: true, acquirer: { select: { id: true, name: true } } },
    });
    const acquirers = await tx.acquirer.findMany({
      where: { organizationId, archivedAt: null },
      orderBy: { name: 'asc' },
      select: { id: true, name: true, nextDueOn: true },
    });
    return {
      merchantIds: merchantIds.map(({ acquirer, ...row }) => ({
        ...row,
        acquirerId: acquirer.id,
        acquirerName: acquirer.name,
      })),
      acquirers: acquirers.map(acquirerOf),
    };
  });
}

type SignatureRow = { assessmentId: string; findings: (string | null)[]; count: number };

/**
 * Requirements per finding of several assessments in one GROUP BY. The database groups requirements by the set of their
 * rows' findings; what such a set means is decided by the rule, in one place.
 */
async function countFindings(
  tx: Transaction,
  organizationId: string,
  assessmentIds: readonly string[],
): Promise<Map<string, FindingCounts>> {
  if (assessmentIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<SignatureRow[]>`
    SELECT "assessmentId", "findings", count(*)::int AS "count"
      FROM (SELECT r."assessmentId", array_agg(DISTINCT s."finding" ORDER BY s."finding") AS "findings"
              FROM "Response" r
              LEFT JOIN unconfirmed_answers(${organizationId}::uuid) u ON u."assessmentId" = r."assessmentId" AND u."requirementKey" = r."requirementKey"
             CROSS JOIN LATERAL (SELECT CASE WHEN u."requirementKey" IS NULL THEN r."finding" END AS "finding") s
             WHERE r."organizationId" = ${organizationId}::uuid AND r."assessmentId" = ANY(${[...assessmentIds]}::uuid[])
             GROUP BY r."assessmentId", r."requirementKey") AS requirement
     GROUP BY "assessmentId", "findings"`;
  const groups = new Map<string, SignatureRow[]>(assessmentIds.map((id) => [id, []]));
  for (const row of rows) groups.get(row.assessmentId)?.push(row);
  return new Map([...groups].map(([id, found]) => [id, sumFindings(found)]));
}

function acquirerOf({ id, name, nextDueOn }: { id: string; name: string; nextDueOn: Date | null }) {
  return { id, name, nextDueOn: nextDueOn ? toDay(nextDueOn) : null };
}

function periodOf(row: { periodFrom: Date; periodTo: Date; dueOn: Date | null }) {
  return {
    periodFrom: toDay(row.periodFrom),
    periodTo: toDay(row.periodTo),
    dueOn: row.dueOn ? toDay(row.dueOn) : null,
  };
}

function byName<R extends { name: string }>(rows: R[]): R[] {
  return rows.sort((a, b) => a.name.localeCompare(b.name));
}

function rank(row: { status: string }): number {
  return row.status === 'OPEN' ? 0 : 1;
}

function dueTime(row: { dueOn: Date | null }): number {
  return row.dueOn?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** Open assessments of the same company, questionnaire and integrations: a decision settles the question for these too. */
export async function listOpenTwins(
  grant: Grant<'assessment:read'>,
  twin: { legalEntityId: string; questionnaireId: string; integrationIds: readonly string[] },
): Promise<{ assessmentId: string; name: string; revision: number }[]> {
  const { legalEntityId, questionnaireId } = twin;
  const open = await read(grant, (tx) =>
    tx.assessment.findMany({
      where: {
        organizationId: grant.organizationId,
        legalEntityId,
        questionnaireId,
        status: 'OPEN',
        archivedAt: null,
      },
      select: { id: true, name: true, revision: true, integrations: { select: { integrationId: true } } },
      orderBy: { createdAt: 'desc' },
    }),
  );
  const asKey = (ids: readonly string[]) => ids.toSorted().join();
  return open
    .filter(
      ({ integrations }) =>
        asKey(integrations.map((one) => one.integrationId)) === asKey(twin.integrationIds),
    )
    .map(({ id, name, revision }) => ({ assessmentId: id, name, revision }));
}
