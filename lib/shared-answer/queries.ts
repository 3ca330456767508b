import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { findRequirement, getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { unsafeCounting } from '@/lib/evidence/queries/counting';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { fieldsOf, requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import { basisOf } from '@/lib/response/rules/basis';
import type { SharedLink, SharedView, ShareLine } from './model';
import { type AnswerRow, changesBetweenRows, effectOf, isSamePeriod, isWhole, sharedState } from './rules';

type Read = Grant<'assessment:read'>;
type Answers = (assessmentId: string, requirementNumber: string) => AnswerRow[];

/** Answer rows of several assessments, in the caller's transaction; asked one requirement at a time. */
export async function unsafeReadAnswers(
  tx: Transaction,
  organizationId: string,
  assessmentIds: readonly string[],
  requirementNumbers: readonly string[],
): Promise<Answers> {
  const rows = await tx.response.findMany({
    where: {
      organizationId,
      assessmentId: { in: [...assessmentIds] },
      requirementKey: { in: requirementNumbers.map(requirementKeyOf) },
    },
    orderBy: { row: 'asc' },
  });
  const byPlace = new Map<string, AnswerRow[]>();
  for (const row of rows) {
    const place = `${row.assessmentId}/${row.requirementKey}`;
    const planTargetOn = row.planTargetOn ? toDay(row.planTargetOn) : null;
    const answer = { row: row.row, version: row.version, fields: { ...fieldsOf(row), planTargetOn } };
    byPlace.set(place, [...(byPlace.get(place) ?? []), answer]);
  }
  return (assessmentId, number) => byPlace.get(`${assessmentId}/${requirementKeyOf(number)}`) ?? [];
}

/** Numbers of the version whose answer holds for the whole organization. */
export function organizationWide(catalogueVersionId: string): ReadonlySet<string> {
  const { guidanceByNumber } = getCatalogue(catalogueVersionId);
  return new Set(
    [...guidanceByNumber].filter(([, guidance]) => guidance.organizationWide).map(([number]) => number),
  );
}

/** Requirements of an open assessment that rest on an answer which was changed since, in the caller's transaction. */
export async function unsafeUnconfirmed(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ requirementKey: string }[]>`
    SELECT u."requirementKey" FROM unconfirmed_answers(${organizationId}::uuid) u
      JOIN "SharedAnswer" s ON s."organizationId" = ${organizationId}::uuid AND s."assessmentId" = u."assessmentId" AND s."requirementKey" = u."requirementKey"
     WHERE u."assessmentId" = ${assessmentId}::uuid`;
  return rows.map(({ requirementKey }) => requirementNumberOf(requirementKey));
}

const head = {
  id: true,
  name: true,
  questionnaireId: true,
  catalogueVersionId: true,
  periodFrom: true,
  periodTo: true,
} as const;
type Head = Prisma.AssessmentGetPayload<{ select: typeof head }>;

/** Other open assessments of the organization in which answers of this one can be used: those of the same period. */
export function listShareTargets(
  grant: Read,
  assessmentId: string,
): Promise<{ assessmentId: string; name: string }[]> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const source = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId },
      select: head,
    });
    if (!source) throw notFound();
    const rows = await findOpenOthers(tx, organizationId, source);
    return rows.map(({ id, name }) => ({ assessmentId: id, name }));
  });
}

/** Open assessments of the same edition of the standard, whose numbers ask the same, and of the same period. */
async function findOpenOthers(tx: Transaction, organizationId: string, source: Head): Promise<Head[]> {
  const { id, catalogueVersionId } = source;
  const rows = await tx.assessment.findMany({
    where: { organizationId, id: { not: id }, catalogueVersionId, status: 'OPEN', archivedAt: null },
    select: head,
    orderBy: { name: 'asc' },
  });
  return rows.filter((row) => isSamePeriod(periodOf(source), periodOf(row)));
}

function periodOf({ periodFrom, periodTo }: { periodFrom: Date; periodTo: Date }) {
  return { periodFrom: toDay(periodFrom), periodTo: toDay(periodTo) };
}

/** Which of these assessments speak for another period than the source, in the caller's transaction. */
export async function unsafeOtherPeriods(
  tx: Transaction,
  organizationId: string,
  sourceId: string,
  assessmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.assessment.findMany({
    where: { organizationId, id: { in: [sourceId, ...assessmentIds] } },
    select: head,
  });
  const source = rows.find(({ id }) => id === sourceId);
  const others = rows.filter((row) => source && !isSamePeriod(periodOf(source), periodOf(row)));
  return new Set(others.map(({ id }) => id));
}

/**
 * What using the organization-wide answers of an assessment elsewhere would do: those of one requirement in every other open
 * assessment, or all of them in one. Only whole answers, and only where the other one asks the requirement too.
 */
export function listShareLines(
  grant: Read,
  sourceId: string,
  only: { requirementNumber: string } | { targetId: string },
): Promise<ShareLine[]> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const source = await tx.assessment.findFirst({ where: { organizationId, id: sourceId }, select: head });
    if (!source) throw notFound();
    const others = await findOpenOthers(tx, organizationId, source);
    const targets = 'targetId' in only ? others.filter(({ id }) => id === only.targetId) : others;
    const wide = organizationWide(source.catalogueVersionId);
    const numbers = getQuestionnaire(
      source.catalogueVersionId,
      source.questionnaireId,
    ).requirementNumbers.filter(
      (number) => wide.has(number) && (!('requirementNumber' in only) || number === only.requirementNumber),
    );
    const ids = [sourceId, ...targets.map(({ id }) => id)];
    const answersOf = await unsafeReadAnswers(tx, organizationId, ids, numbers);
    const links = await tx.sharedAnswer.findMany({ where: { organizationId, sourceAssessmentId: sourceId } });
    const evidence = await tx.evidenceLink.groupBy({
      by: ['requirementKey'],
      where: {
        organizationId,
        assessmentId: sourceId,
        removedAt: null,
        evidence: { archivedAt: null },
        ...(await unsafeCounting(tx, organizationId)),
      },
      _count: true,
    });
    return targets.flatMap((target) => {
      const offered = getQuestionnaire(target.catalogueVersionId, target.questionnaireId).responseOptions;
      return numbers.flatMap((requirementNumber): ShareLine[] => {
        const [from, to] = [answersOf(sourceId, requirementNumber), answersOf(target.id, requirementNumber)];
        if (!isWhole(from) || to.length === 0) return [];
        const key = requirementKeyOf(requirementNumber);
        const isLinked = links.some((one) => one.assessmentId === target.id && one.requirementKey === key);
        return [
          {
            assessmentId: target.id,
            assessmentName: target.name,
            requirementNumber,
            title: findRequirement(source.catalogueVersionId, requirementNumber)?.title ?? '',
            finding: from[0]?.fields.finding ?? null,
            effect: effectOf(from, to, { offered, isLinked }),
            changes: changesBetweenRows(to, from),
            sourceBasis: basisOf(from),
            targetBasis: basisOf(to),
            evidence: evidence.find((one) => one.requirementKey === key)?._count ?? 0,
          },
        ];
      });
    });
  });
}

/** Answers of an assessment that rest on others, what waits to be confirmed first. */
export function listShared(
  grant: Read,
  assessmentId: string,
  requirementNumber: string | null = null,
): Promise<SharedLink[]> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const only = requirementNumber === null ? {} : { requirementKey: requirementKeyOf(requirementNumber) };
    const links = await tx.sharedAnswer.findMany({ where: { organizationId, assessmentId, ...only } });
    const sourceIds = [...new Set(links.map((one) => one.sourceAssessmentId))];
    const sources = await tx.assessment.findMany({
      where: { organizationId, id: { in: sourceIds } },
      select: head,
    });
    const numbers = links.map((one) => requirementNumberOf(one.requirementKey));
    const answersOf = await unsafeReadAnswers(tx, organizationId, [assessmentId, ...sourceIds], numbers);
    const unconfirmed = await unsafeUnconfirmed(tx, organizationId, assessmentId);
    const lines = links.map((link): SharedLink => {
      const number = requirementNumberOf(link.requirementKey);
      const source = sources.find(({ id }) => id === link.sourceAssessmentId);
      const from = answersOf(link.sourceAssessmentId, number);
      const to = answersOf(assessmentId, number);
      const state = sharedState(link, {
        source: from.length > 0 ? basisOf(from) : null,
        target: basisOf(to),
      });
      return {
        assessmentId,
        requirementNumber: number,
        title: source ? (findRequirement(source.catalogueVersionId, number)?.title ?? '') : '',
        sourceId: link.sourceAssessmentId,
        sourceName: source?.name ?? 'another assessment',
        sourceBasis: basisOf(from),
        targetBasis: basisOf(to),
        confirmedAt: link.confirmedAt.toISOString(),
        confirmedByName: link.confirmedByName,
        state,
        waits: state === 'CHANGED' || unconfirmed.includes(number),
        changes: changesBetweenRows(to, from),
      };
    });
    const rank = ({ waits }: SharedLink) => (waits ? 0 : 1);
    return lines.toSorted(
      (one, other) =>
        rank(one) - rank(other) || compareRequirementNumbers(one.requirementNumber, other.requirementNumber),
    );
  });
}

/** Where the answer of one requirement comes from and where it is used, for its screen. */
export async function findShared(
  grant: Read,
  assessmentId: string,
  requirementNumber: string,
): Promise<SharedView> {
  const { organizationId } = grant;
  const outgoing = await read(grant, async (tx) => {
    const own = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId },
      select: head,
    });
    if (!own || !organizationWide(own.catalogueVersionId).has(requirementNumber)) return null;
    const uses = await tx.sharedAnswer.findMany({
      where: {
        organizationId,
        sourceAssessmentId: assessmentId,
        requirementKey: requirementKeyOf(requirementNumber),
      },
      select: { assessment: { select: { id: true, name: true } } },
      orderBy: { assessment: { name: 'asc' } },
    });
    const others = await findOpenOthers(tx, organizationId, own);
    return { usedIn: uses.map(({ assessment }) => assessment), canShare: others.length > 0 };
  });
  if (!outgoing) return { from: null, usedIn: [], canShare: false };
  const [link] = await listShared(grant, assessmentId, requirementNumber);
  const from = link && {
    assessmentId: link.sourceId,
    name: link.sourceName,
    confirmedAt: link.confirmedAt,
    confirmedByName: link.confirmedByName,
    state: link.state,
  };
  return {
    from: from ?? null,
    usedIn: outgoing.usedIn.map(({ id, name }) => ({ assessmentId: id, name })),
    canShare: outgoing.canShare,
  };
}
