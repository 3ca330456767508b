import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { lockSoon } from '@/lib/platform/lock';
import { type RowSave, recordRows } from '@/lib/response/operations/record-rows';
import { requirementKeyOf } from '@/lib/response/queries';
import { basisOf } from '@/lib/response/rules/basis';
import type { Seen, ShareOutcome } from './model';
import { organizationWide, unsafeReadAnswers } from './queries';
import { changesBetweenRows, effectOf, isWhole } from './rules';

type Place = { assessmentId: string; requirementNumber: string; sourceId: string };
type Asked = Seen & { sourceId: string };
type Held = Awaited<ReturnType<typeof holdAll>>;

/**
 * Holds both sides until the commit: assessments first, then all their rows, each in one order for all writers, and before
 * the first event, which everybody waits for.
 */
export async function holdAll(tx: Transaction, organizationId: string, places: readonly Place[]) {
  const ids = [...new Set(places.flatMap((one) => [one.assessmentId, one.sourceId]))];
  const numbers = [...new Set(places.map((one) => one.requirementNumber))];
  const keys = numbers.map(requirementKeyOf);
  const rows = await lockSoon(
    tx,
    () => tx.$queryRaw<
      { id: string; name: string; isOpen: boolean; questionnaireId: string; catalogueVersionId: string }[]
    >`SELECT "id", "name", "status" = 'OPEN' AND "archivedAt" IS NULL AS "isOpen", "questionnaireId", "catalogueVersionId" FROM "Assessment"
       WHERE "organizationId" = ${organizationId}::uuid AND "id" = ANY (${ids}::uuid[]) ORDER BY "id" FOR SHARE`,
  );
  await tx.$queryRaw`
    SELECT 1 FROM "Response" WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ANY (${ids}::uuid[])
       AND "requirementKey" = ANY (${keys}::text[]) ORDER BY "assessmentId", "requirementKey", "row" FOR UPDATE`;
  const answersOf = await unsafeReadAnswers(tx, organizationId, ids, numbers);
  const links = await tx.sharedAnswer.findMany({
    where: { organizationId, assessmentId: { in: ids }, requirementKey: { in: keys } },
    select: { assessmentId: true, requirementKey: true, sourceAssessmentId: true },
  });
  /** Whether one answer rests on another already. */
  const restsOn = (assessmentId: string, sourceId: string, number: string) =>
    links.some(
      (one) =>
        one.assessmentId === assessmentId &&
        one.sourceAssessmentId === sourceId &&
        one.requirementKey === requirementKeyOf(number),
    );
  return { assessments: new Map(rows.map((row) => [row.id, row])), answersOf, restsOn };
}

/** Why an answer is not used in an assessment, in words. Null when it can be. */
function whyLeft(asked: Asked, { assessments, answersOf, restsOn }: Held): string | null {
  const target = assessments.get(asked.assessmentId);
  const from = answersOf(asked.sourceId, asked.requirementNumber);
  const to = answersOf(asked.assessmentId, asked.requirementNumber);
  if (!target || to.length === 0) return 'Its questionnaire does not ask it, or it is not yours.';
  if (!target.isOpen) return `${target.name} is signed or archived.`;
  if (restsOn(asked.sourceId, asked.assessmentId, asked.requirementNumber)) {
    return 'That answer is where this one comes from.';
  }
  if (!organizationWide(target.catalogueVersionId).has(asked.requirementNumber)) {
    return 'Its answer is for one integration, not for the whole organization.';
  }
  if (basisOf(from) !== asked.sourceBasis || basisOf(to) !== asked.targetBasis) {
    return 'An answer was changed meanwhile. Look at it again.';
  }
  if (!isWhole(from)) return 'It is not answered where it would come from.';
  const offered = getQuestionnaire(target.catalogueVersionId, target.questionnaireId).responseOptions;
  if (effectOf(from, to, { offered, isLinked: false }) === 'NOT_OFFERED') {
    return 'Its questionnaire does not offer this answer.';
  }
  return null;
}

/** Copies answers with their evidence and links them; what does not fit is left. One event for each pair of assessments. */
export async function useAnswers(
  tx: Transaction,
  grants: { record: Grant<'response:record'>; attach: Grant<'evidence:attach'> },
  held: Held,
  asked: readonly Asked[],
  type: 'assessment.answers-shared' | 'assessment.shared-confirmed',
): Promise<{ outcome: ShareOutcome; events: DomainEvent[] }> {
  const outcome: ShareOutcome = { shared: [], left: [] };
  const fitting: Asked[] = [];
  for (const one of oncePerPlace(asked)) {
    const why = one.assessmentId === one.sourceId ? 'It is the same assessment.' : whyLeft(one, held);
    const { assessmentId, requirementNumber } = one;
    if (why) outcome.left.push({ assessmentId, requirementNumber, why });
    else fitting.push(one);
  }
  const events: DomainEvent[] = [];
  // Evidence before the first answer: recording one takes the lock that everybody waits for.
  for (const one of fitting) events.push(...(await linkEvidenceOf(tx, grants.attach, held, one)));
  const targets = [...new Set(fitting.map((one) => one.assessmentId))];
  for (const assessmentId of targets) {
    const own = fitting.filter((one) => one.assessmentId === assessmentId);
    await recordRows(
      tx,
      grants.record,
      assessmentId,
      own.flatMap((one) => savesOf(held, one)),
    );
    await link(tx, grants.record, own);
    for (const sourceId of new Set(own.map((one) => one.sourceId))) {
      const numbers = own.filter((one) => one.sourceId === sourceId).map((one) => one.requirementNumber);
      const name = held.assessments.get(assessmentId)?.name ?? '';
      const from = held.assessments.get(sourceId)?.name ?? 'another assessment';
      events.push({
        type,
        subject: { type: 'assessment', id: assessmentId },
        data: { name, from, sourceId, requirements: numbers.join(', ') },
      });
    }
    outcome.shared.push(...own.map(({ requirementNumber }) => ({ assessmentId, requirementNumber })));
  }
  return { outcome, events };
}

/** A form may name an answer twice: it is used once, and the event says it once. */
function oncePerPlace(asked: readonly Asked[]): Asked[] {
  const places = new Map<string, Asked>();
  for (const one of asked) {
    const place = `${one.assessmentId}/${one.requirementNumber}`;
    if (!places.has(place)) places.set(place, one);
  }
  return [...places.values()];
}

/** Only what differs, so that an answer which says the same keeps its author and its day. */
function savesOf({ answersOf }: Held, one: Asked): RowSave[] {
  const to = answersOf(one.assessmentId, one.requirementNumber);
  const changes = changesBetweenRows(to, answersOf(one.sourceId, one.requirementNumber));
  return to.flatMap(({ row, version }) => {
    const own = changes.filter((change) => change.row === row);
    if (own.length === 0) return [];
    const fields = Object.fromEntries(own.map(({ field, to: value }) => [field, value]));
    return [{ requirementNumber: one.requirementNumber, row, version, changes: fields }];
  });
}

async function link(
  tx: Transaction,
  { organizationId, actor }: Grant<'response:record'>,
  own: readonly Asked[],
) {
  if (!actor.userId) throw new Error('an answer is shared by a person');
  const [first] = own;
  if (!first) return;
  const numbers = own.map((one) => one.requirementNumber);
  const answersOf = await unsafeReadAnswers(tx, organizationId, [first.assessmentId], numbers);
  for (const { assessmentId, requirementNumber, sourceId, sourceBasis } of own) {
    const place = { organizationId, assessmentId, requirementKey: requirementKeyOf(requirementNumber) };
    const said = {
      sourceAssessmentId: sourceId,
      sourceBasis,
      targetBasis: basisOf(answersOf(assessmentId, requirementNumber)),
      confirmedAt: now(),
      confirmedById: actor.userId,
      confirmedByName: actor.name,
    };
    await tx.sharedAnswer.upsert({
      where: { organizationId_assessmentId_requirementKey: place },
      create: { ...place, ...said },
      update: said,
    });
  }
}

/** Uses of the source's evidence that the target does not have yet, as uses of the same items. */
async function linkEvidenceOf(
  tx: Transaction,
  { organizationId, actor }: Grant<'evidence:attach'>,
  { assessments }: Held,
  { assessmentId, sourceId, requirementNumber }: Asked,
): Promise<DomainEvent[]> {
  const key = requirementKeyOf(requirementNumber);
  const target = assessments.get(assessmentId);
  // Held first: what leaves the library at this moment is seen to have left.
  await tx.$queryRaw`
    SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = ${organizationId}::uuid AND "id" IN (
      SELECT l."evidenceId" FROM "EvidenceLink" l WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${sourceId}::uuid
         AND l."requirementKey" = ${key} AND l."removedAt" IS NULL) ORDER BY "id" FOR SHARE`;
  const rows = await tx.$queryRaw<{ evidenceId: string; title: string }[]>`
    WITH added AS (
      INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById")
      SELECT DISTINCT ON (l."evidenceId") l."organizationId", gen_random_uuid(), l."evidenceId", ${assessmentId}::uuid, ${target?.catalogueVersionId ?? ''}, ${key}, ${actor.userId}::uuid
        FROM "EvidenceLink" l JOIN "EvidenceItem" e ON e."organizationId" = l."organizationId" AND e."id" = l."evidenceId" AND e."archivedAt" IS NULL
       WHERE l."organizationId" = ${organizationId}::uuid AND l."assessmentId" = ${sourceId}::uuid AND l."requirementKey" = ${key} AND l."removedAt" IS NULL
         AND NOT EXISTS (SELECT 1 FROM "EvidenceLink" o WHERE o."organizationId" = l."organizationId" AND o."assessmentId" = ${assessmentId}::uuid
           AND o."requirementKey" = ${key} AND o."evidenceId" = l."evidenceId" AND o."removedAt" IS NULL)
      RETURNING "organizationId", "evidenceId")
    SELECT a."evidenceId", e."title" FROM added a
      JOIN "EvidenceItem" e ON e."organizationId" = a."organizationId" AND e."id" = a."evidenceId" ORDER BY e."title"`;
  return rows.map(({ evidenceId, title }) => ({
    type: 'evidence.linked' as const,
    subject: { type: 'evidence', id: evidenceId },
    data: { title, assessmentId, assessmentName: target?.name ?? '', requirementNumber },
  }));
}
