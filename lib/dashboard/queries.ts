import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Finding } from '@/lib/catalogue/model';
import { findRequirement } from '@/lib/catalogue/queries';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { unsafeToRenew } from '@/lib/evidence/queries/renewal';
import { addDays, dayIn, daysBetween, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { countFindings, isNotInPlace } from '@/lib/response/rules/progress';
import { listNotApplicable } from '@/lib/schedule/queries/not-applicable';
import type { AssessmentLineView, AttentionView, OverviewView } from './model';
import { type AnsweredRequirement, heatOf } from './rules';

/** How far ahead the overview looks, in days. */
const ACTIVITY_DAYS = 14;
const PROVIDER_DAYS = 60;

/** Everything the overview shows, for one organization, in one transaction. */
export async function getOverview(grant: Grant<'dashboard:read'>): Promise<OverviewView> {
  const today = dayIn(grant.timeZone);
  return read(grant, async (tx) => {
    const answers = await answersByAssessment(tx, grant);
    const rows = await assessmentRows(tx, grant);
    const assessments = rows.map((row) => assessmentLine(row, grant, answers));
    return {
      today,
      start: await startCounts(tx, grant),
      assessments,
      unassessed: await unassessed(tx, grant),
      notInPlace: attention(assessments, answers),
      activities: await dueActivities(tx, grant, today),
      evidence: await endingEvidence(tx, grant, today),
      providers: await endingProviders(tx, grant, today),
    };
  });
}

type Answers = Map<string, { catalogueVersionId: string; requirements: AnsweredRequirement[] }>;

async function answersByAssessment(tx: Transaction, grant: Grant<'dashboard:read'>): Promise<Answers> {
  const rows = await tx.$queryRaw<
    {
      assessmentId: string;
      catalogueVersionId: string;
      requirementKey: string;
      findings: (Finding | null)[];
    }[]
  >`SELECT r."assessmentId", r."catalogueVersionId", r."requirementKey", array_agg(CASE WHEN u."requirementKey" IS NULL THEN r."finding" END ORDER BY r."row") AS findings
      FROM "Response" r JOIN "Assessment" a ON a."organizationId" = r."organizationId" AND a."id" = r."assessmentId"
      LEFT JOIN unconfirmed_answers(${grant.organizationId}::uuid) u ON u."assessmentId" = r."assessmentId" AND u."requirementKey" = r."requirementKey"
     WHERE r."organizationId" = ${grant.organizationId}::uuid AND a."archivedAt" IS NULL AND a."status" <> 'SUPERSEDED'
     GROUP BY 1, 2, 3`;
  const answers: Answers = new Map();
  for (const { assessmentId, catalogueVersionId, requirementKey, findings } of rows) {
    const known = answers.get(assessmentId) ?? { catalogueVersionId, requirements: [] };
    known.requirements.push({
      requirementNumber: requirementKey.slice(requirementKey.indexOf(':') + 1),
      rows: findings.map((finding) => ({ finding })),
    });
    answers.set(assessmentId, known);
  }
  return answers;
}

function assessmentRows(tx: Transaction, grant: Grant<'dashboard:read'>) {
  return tx.assessment.findMany({
    where: { organizationId: grant.organizationId, archivedAt: null, status: { not: 'SUPERSEDED' } },
    orderBy: [{ status: 'asc' }, { dueOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'desc' }],
    select: {
      id: true,
      name: true,
      questionnaireId: true,
      status: true,
      dueOn: true,
      signedAt: true,
      legalEntity: { select: { name: true } },
      integrations: { select: { integration: { select: { name: true } } } },
    },
  });
}

type AssessmentRow = Awaited<ReturnType<typeof assessmentRows>>[number];

function assessmentLine(row: AssessmentRow, grant: Grant, answers: Answers): AssessmentLineView {
  const requirements = answers.get(row.id)?.requirements ?? [];
  return {
    assessmentId: row.id,
    name: row.name,
    integrationNames: row.integrations.map(({ integration }) => integration.name),
    entityName: row.legalEntity.name,
    questionnaireId: row.questionnaireId,
    isSigned: row.status === 'SIGNED',
    signedOn: row.signedAt && dayIn(grant.timeZone, row.signedAt),
    dueOn: row.dueOn && toDay(row.dueOn),
    counts: countFindings(requirements),
    heat: heatOf(requirements),
  };
}

/** Those of the list's view "without questionnaire". */
async function unassessed(tx: Transaction, grant: Grant<'dashboard:read'>) {
  const rows = await tx.integration.findMany({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      assessments: { none: { assessment: { archivedAt: null } } },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  });
  return rows.map(({ id, name }) => ({ integrationId: id, name }));
}

function attention(assessments: readonly AssessmentLineView[], answers: Answers): AttentionView[] {
  return assessments.flatMap(({ assessmentId, name, isSigned }) => {
    const entry = answers.get(assessmentId);
    if (!entry || isSigned) return [];
    return entry.requirements
      .filter(isNotInPlace)
      .sort((left, right) => compareRequirementNumbers(left.requirementNumber, right.requirementNumber))
      .map(({ requirementNumber }) => ({
        assessmentId,
        assessmentName: name,
        requirementNumber,
        title: findRequirement(entry.catalogueVersionId, requirementNumber)?.title ?? '',
      }));
  });
}

async function dueActivities(tx: Transaction, grant: Grant<'dashboard:read'>, today: string) {
  const rows = await tx.activityOccurrence.findMany({
    where: {
      organizationId: grant.organizationId,
      completedOn: null,
      dueOn: { lte: fromDay(addDays(today, ACTIVITY_DAYS)) },
      activity: { archivedAt: null, cadenceUnit: { not: null } },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    select: {
      dueOn: true,
      activity: {
        select: {
          id: true,
          title: true,
          requirementNumbers: true,
          integration: { select: { name: true, archivedAt: true } },
        },
      },
    },
  });
  const notApplicable = rows.length > 0 ? await listNotApplicable(tx, grant) : new Set();
  return rows
    .filter(({ activity }) => !activity.integration?.archivedAt && !notApplicable.has(activity.id))
    .map(({ dueOn, activity }) => ({
      activityId: activity.id,
      title: activity.title,
      where: activity.integration?.name ?? 'Whole organization',
      requirementNumbers: activity.requirementNumbers,
      dueOn: toDay(dueOn),
      days: daysBetween(today, toDay(dueOn)),
    }));
}

/** Those of the library's view "To renew" that the person sees: which evidence is in use is asked of all uses. */
async function endingEvidence(tx: Transaction, { organizationId }: Grant<'dashboard:read'>, today: string) {
  const due = await unsafeToRenew(tx, organizationId, today);
  const seen = await tx.evidenceItem.findMany({
    where: { organizationId, id: { in: due.map(({ evidenceId }) => evidenceId) } },
    select: {
      id: true,
      _count: {
        select: { links: { where: { removedAt: null, assessment: { status: 'OPEN', archivedAt: null } } } },
      },
    },
  });
  const usedBy = new Map(seen.map(({ id, _count }) => [id, _count.links]));
  return due.flatMap(({ evidenceId, title, validUntil }) => {
    const uses = usedBy.get(evidenceId);
    if (uses === undefined) return [];
    return [{ evidenceId, title, validUntil, days: daysBetween(today, validUntil), usedBy: uses }];
  });
}

/** Attestations that end, nearest first, then the providers of which none is recorded. */
async function endingProviders(tx: Transaction, grant: Grant<'dashboard:read'>, today: string) {
  const rows = await tx.serviceProvider.findMany({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      OR: [
        { attestationValidUntil: null },
        { attestationValidUntil: { lte: fromDay(addDays(today, PROVIDER_DAYS)) } },
      ],
    },
    orderBy: [{ attestationValidUntil: { sort: 'asc', nulls: 'last' } }, { name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, attestationValidUntil: true },
  });
  return rows.map(({ id, name, attestationValidUntil: end }) => ({
    serviceProviderId: id,
    name,
    ends: end && { validUntil: toDay(end), days: daysBetween(today, toDay(end)) },
  }));
}

async function startCounts(tx: Transaction, grant: Grant<'dashboard:read'>) {
  const where = { organizationId: grant.organizationId, archivedAt: null };
  return {
    legalEntities: await tx.legalEntity.count({ where }),
    providers: await tx.serviceProvider.count({ where }),
    integrations: await tx.integration.count({ where }),
    assessments: await tx.assessment.count({ where: { organizationId: grant.organizationId } }),
  };
}
