import 'server-only';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { ServiceProviderKind } from '@/lib/service-provider/model';
import { deriveAttestationState } from '@/lib/service-provider/rules';
import type { CoveringAssessment, IntegrationProviderView } from '../model';

export const providerSelect = {
  orderBy: { serviceProvider: { name: 'asc' as const } },
  select: {
    serviceProvider: {
      select: {
        id: true,
        name: true,
        kind: true,
        services: true,
        directoryId: true,
        attestationValidUntil: true,
      },
    },
  },
};

type ProviderLink = {
  serviceProvider: {
    id: string;
    name: string;
    kind: string;
    services: string;
    directoryId: string | null;
    attestationValidUntil: Date | null;
  };
};

function providerView({ serviceProvider }: ProviderLink, today: string): IntegrationProviderView {
  const { attestationValidUntil, kind, ...rest } = serviceProvider;
  const validUntil = attestationValidUntil ? toDay(attestationValidUntil) : null;
  return {
    ...rest,
    kind: kind as ServiceProviderKind,
    attestationValidUntil: validUntil,
    attestationState: deriveAttestationState(validUntil, today),
  };
}

/** The one that takes the cards first; a shredder or a host is not whom an integration is known by. */
const takesCards: readonly ServiceProviderKind[] = ['GATEWAY', 'ACQUIRER_PROCESSOR', 'CALL_CENTRE'];

export function providerViews(links: readonly ProviderLink[], today: string): IntegrationProviderView[] {
  const rank = ({ kind }: IntegrationProviderView) =>
    takesCards.includes(kind) ? takesCards.indexOf(kind) : takesCards.length;
  return links.map((link) => providerView(link, today)).sort((a, b) => rank(a) - rank(b));
}

export const assessmentSelect = {
  where: { assessment: { archivedAt: null } },
  select: {
    assessment: {
      select: {
        id: true,
        name: true,
        questionnaireId: true,
        status: true,
        periodFrom: true,
        periodTo: true,
        dueOn: true,
        createdAt: true,
      },
    },
  },
};

type AssessmentRow = {
  id: string;
  name: string;
  questionnaireId: string;
  status: string;
  periodFrom: Date;
  periodTo: Date;
  dueOn: Date | null;
  createdAt: Date;
};

/** Open ones first, then the newest. */
export function inOrder<R extends { status: string; createdAt: Date }>(rows: readonly R[]): R[] {
  const rank = (row: R) => (row.status === 'OPEN' ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || b.createdAt.getTime() - a.createdAt.getTime());
}

type Counts = { assessmentId: string; requirements: number; answered: number; notInPlace: number };

/**
 * Requirements of several assessments in one GROUP BY: answered means every one of its rows is. What waits to be confirmed
 * counts as open, whatever it says.
 */
export async function countRequirements(
  tx: Transaction,
  organizationId: string,
  assessmentIds: readonly string[],
): Promise<Map<string, Counts>> {
  if (assessmentIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<Counts[]>`
    SELECT "assessmentId", count(*)::int AS "requirements",
           (count(*) FILTER (WHERE answered))::int AS "answered",
           (count(*) FILTER (WHERE "notInPlace"))::int AS "notInPlace"
      FROM (SELECT r."assessmentId", bool_and(r."finding" IS NOT NULL AND u."requirementKey" IS NULL) AS answered,
                   bool_or(r."finding" = 'NOT_IN_PLACE' AND u."requirementKey" IS NULL) IS TRUE AS "notInPlace"
              FROM "Response" r
              LEFT JOIN unconfirmed_answers(${organizationId}::uuid) u ON u."assessmentId" = r."assessmentId" AND u."requirementKey" = r."requirementKey"
             WHERE r."organizationId" = ${organizationId}::uuid AND r."assessmentId" = ANY(${[...assessmentIds]}::uuid[])
             GROUP BY r."assessmentId", r."requirementKey") AS requirement
     GROUP BY "assessmentId"`;
  return new Map(rows.map((row) => [row.assessmentId, row]));
}

export function assessmentView(row: AssessmentRow, counts: Map<string, Counts>): CoveringAssessment {
  const found = counts.get(row.id);
  return {
    assessmentId: row.id,
    name: row.name,
    questionnaireId: row.questionnaireId,
    status: row.status as CoveringAssessment['status'],
    periodFrom: toDay(row.periodFrom),
    periodTo: toDay(row.periodTo),
    dueOn: row.dueOn ? toDay(row.dueOn) : null,
    requirementCount: found?.requirements ?? 0,
    answeredCount: found?.answered ?? 0,
    notInPlaceCount: found?.notInPlace ?? 0,
  };
}
