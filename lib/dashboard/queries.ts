import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Finding } from '@/lib/catalogue/model';
import { findRequirement } from '@/lib/catalogue/queries';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { addDays, dayIn, daysBetween, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { countFindings, isNotInPlace } from '@/lib/response/rules/progress';
import type { AssessmentLineView, AttentionView, OverviewView } from './model';
import { type AnsweredRequirement, heatOf } from './rules';

/** How far ahead the overview looks, in days. */
const ACTIVITY_DAYS = 14;
const EVIDENCE_DAYS = 30;
const PROVIDER_DAYS = 60;

/** Everything the overview shows, for one organization, in one transaction. */
export async function getOverview(grant: Grant<'dashboard:read'>): Promise<OverviewView> {
  const today = dayIn(grant.timeZone);
  return read(grant, async (tx) => {
    const answers = await answersByAssessment(tx, grant);
    const assessments = await assessmentLines(tx, grant, answers);
    return {
      today,
      start: await startCounts(tx, grant),
      assessments,
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
  >`SELECT r."assessmentId", r."catalogueVersionId", r."requirementKey", array_agg(r."finding" ORDER BY r."row") AS findings
      FROM "Response" r JOIN "Assessment" a ON a."organizationId" = r."organizationId" AND a."id" = r."assessmentId"
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

async function assessmentLines(
  tx: Transaction,
  grant: Grant<'dashboard:read'>,
  answers: Answers,
): Promise<AssessmentLineView[]> {
  const rows = await tx.assessment.findMany({
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
  return rows.map((row) => {
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
  });
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
  return rows
    .filter(({ activity }) => !activity.integration?.archivedAt)
    .map(({ dueOn, activity }) => ({
      activityId: activity.id,
      title: activity.title,
      where: activity.integration?.name ?? 'Whole organization',
      requirementNumbers: activity.requirementNumbers,
      dueOn: toDay(dueOn),
      days: daysBetween(today, toDay(dueOn)),
    }));
}

const inOpenAssessment = { removedAt: null, assessment: { status: 'OPEN', archivedAt: null } };

/** Evidence that something open still relies on, or that nothing uses yet: what was signed with it keeps it as it was. */
async function endingEvidence(tx: Transaction, grant: Grant<'dashboard:read'>, today: string) {
  const rows = await tx.evidenceItem.findMany({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      validUntil: { lte: fromDay(addDays(today, EVIDENCE_DAYS)) },
      OR: [{ links: { none: { removedAt: null } } }, { links: { some: inOpenAssessment } }],
    },
    orderBy: [{ validUntil: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      title: true,
      validUntil: true,
      _count: { select: { links: { where: inOpenAssessment } } },
    },
  });
  return rows.flatMap(({ id, title, validUntil, _count }) =>
    validUntil
      ? [
          {
            evidenceId: id,
            title,
            validUntil: toDay(validUntil),
            days: daysBetween(today, toDay(validUntil)),
            usedBy: _count.links,
          },
        ]
      : [],
  );
}

async function endingProviders(tx: Transaction, grant: Grant<'dashboard:read'>, today: string) {
  const rows = await tx.serviceProvider.findMany({
    where: {
      organizationId: grant.organizationId,
      archivedAt: null,
      attestationValidUntil: { lte: fromDay(addDays(today, PROVIDER_DAYS)) },
    },
    orderBy: [{ attestationValidUntil: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, attestationValidUntil: true },
  });
  return rows.flatMap(({ id, name, attestationValidUntil }) =>
    attestationValidUntil
      ? [
          {
            serviceProviderId: id,
            name,
            validUntil: toDay(attestationValidUntil),
            days: daysBetween(today, toDay(attestationValidUntil)),
          },
        ]
      : [],
  );
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
