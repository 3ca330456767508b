import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import {
  currentCatalogueVersionId,
  getCatalogue,
  listQuestionnaireRequirements,
} from '@/lib/catalogue/queries';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import type { RequirementTarget } from '@/lib/response/model';
import type { EvidenceHitView, RequirementSuggestion } from '../model';
import {
  best,
  isSameKind,
  type RankedRequirement,
  type SuggestedEvidence,
  scoreOf,
  weighWords,
} from '../rules/suggest';
import { listHits } from './list';
import { markerOf } from './marker';
import { numberOf } from './words';

/** So many of the newest items are looked at; older ones are found by searching. */
const CANDIDATES = 200;
const SHOWN = 5;

const weighed = new Map<string, readonly RankedRequirement[]>();

function rankedRequirements(catalogueVersionId: string): readonly RankedRequirement[] {
  const known = weighed.get(catalogueVersionId);
  if (known) return known;
  const { requirementByNumber, guidanceByNumber } = getCatalogue(catalogueVersionId);
  const made = weighWords(
    [...requirementByNumber.values()]
      .filter((requirement) => guidanceByNumber.has(requirement.requirementNumber))
      .map(({ requirementNumber, title, summary, evidenceTypes }) => ({
        requirementNumber,
        title,
        text: [summary, ...(guidanceByNumber.get(requirementNumber)?.evidence ?? [])].join(' '),
        evidenceTypes,
      })),
  );
  weighed.set(catalogueVersionId, made);
  return made;
}

const links = {
  where: { removedAt: null },
  select: { assessmentId: true, requirementKey: true, assessment: { select: { name: true } } },
} as const;

function newest(organizationId: string) {
  return { where: { organizationId, archivedAt: null }, orderBy: { id: 'desc' }, take: CANDIDATES } as const;
}

/** What is compared of an item; of the words in its files only those that are asked for. */
const fields = {
  id: true,
  title: true,
  evidenceType: true,
  files: { where: { state: 'AVAILABLE' }, select: { fileName: true } },
  links,
} as const;

type Item = Prisma.EvidenceItemGetPayload<{ select: typeof fields }>;

/** Which of these words stand in the open files of each item. */
async function wordsHeld(
  tx: Transaction,
  organizationId: string,
  itemIds: readonly string[],
  words: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const mark = markerOf(organizationId);
  const byMark = new Map(words.map((word) => [mark(word), word]));
  const rows = await tx.$queryRaw<{ evidenceId: string; mark: bigint }[]>`
    SELECT DISTINCT f."evidenceId", m AS "mark" FROM "EvidenceFile" f, unnest(${[...byMark.keys()]}::bigint[]) m
     WHERE f."organizationId" = ${organizationId}::uuid AND f."evidenceId" = ANY (${[...itemIds]}::uuid[])
       AND f."state" = 'AVAILABLE' AND m = ANY (f."wordMarks")`;
  const held = new Map<string, Set<string>>();
  for (const { evidenceId, mark } of rows) {
    const of = held.get(evidenceId) ?? new Set();
    held.set(evidenceId, of.add(byMark.get(mark) ?? ''));
  }
  return held;
}

function asSuggested(
  item: Item,
  usedFor: ReadonlyMap<string, string>,
  held: ReadonlyMap<string, ReadonlySet<string>>,
): SuggestedEvidence {
  return {
    evidenceType: item.evidenceType,
    names: [item.title, ...item.files.map((file) => file.fileName)].join(' '),
    holds: (word) => held.get(item.id)?.has(word) ?? false,
    usedFor,
  };
}

/** What an item may prove, best first: by its names, its text, its kind, and where its like was used. Throws NOT_FOUND. */
export async function suggestRequirements(
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
): Promise<RequirementSuggestion[]> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const item = await tx.evidenceItem.findFirst({
      where: { organizationId, id: evidenceId },
      select: fields,
    });
    if (!item) throw notFound();
    const assessments = await tx.assessment.findMany({
      where: { organizationId, status: 'OPEN', archivedAt: null },
      orderBy: { id: 'desc' },
      take: 50,
      select: { id: true, name: true, questionnaireId: true, catalogueVersionId: true },
    });
    const usedFor = new Map<string, string>();
    const others = await tx.evidenceItem.findMany({
      ...newest(organizationId),
      select: { id: true, title: true, links },
    });
    for (const other of others) {
      if (other.id !== item.id && !isSameKind(other.title, item.title)) continue;
      for (const { requirementKey, assessment } of other.links) {
        const words =
          other.id === item.id
            ? `it is used for it in ${assessment.name}`
            : `“${other.title}” was used for it in ${assessment.name}`;
        usedFor.set(numberOf(requirementKey), words);
      }
    }
    const own = new Set(item.links.map((link) => `${link.assessmentId} ${numberOf(link.requirementKey)}`));
    const asked = assessments.map(({ id, name, questionnaireId, catalogueVersionId }) => ({
      assessmentId: id,
      name,
      numbers: new Set(
        listQuestionnaireRequirements(catalogueVersionId, questionnaireId).map(
          (one) => one.requirementNumber,
        ),
      ),
    }));
    const requirements = rankedRequirements(currentCatalogueVersionId);
    const words = new Set(requirements.flatMap(({ titleWords }) => titleWords));
    const held = await wordsHeld(tx, organizationId, [item.id], [...words]);
    const suggested = asSuggested(item, usedFor, held);
    const scored = requirements.flatMap((requirement) => {
      const { requirementNumber, title } = requirement;
      const open = asked.filter(
        ({ assessmentId, numbers }) =>
          numbers.has(requirementNumber) && !own.has(`${assessmentId} ${requirementNumber}`),
      );
      if (open.length === 0) return [];
      return [{ requirementNumber, title, open, score: scoreOf(suggested, requirement) }];
    });
    return best(scored, SHOWN).map(({ requirementNumber, title, open, score }) => ({
      requirementNumber,
      title,
      reasons: score.reasons,
      assessments: open.map(({ assessmentId, name }) => ({ assessmentId, name })),
    }));
  });
}

/** Items that a requirement may use, best first, then the newest; each with why it stands there. Throws NOT_FOUND. */
export async function suggestEvidence(
  grant: Grant<'evidence:read'>,
  target: RequirementTarget,
): Promise<EvidenceHitView[]> {
  const { organizationId } = grant;
  const requirement = rankedRequirements(currentCatalogueVersionId).find(
    (one) => one.requirementNumber === target.requirementNumber,
  );
  const chosen = await read(grant, async (tx) => {
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: target.assessmentId },
      select: { id: true },
    });
    if (!assessment) throw notFound();
    const candidates = await tx.evidenceItem.findMany({ ...newest(organizationId), select: fields });
    const items = candidates.filter((item) => !item.links.some((link) => isOf(link, target)));
    const ids = items.map(({ id }) => id);
    const held = await wordsHeld(tx, organizationId, ids, requirement?.titleWords ?? []);
    const scored = items.map((item) => {
      const before = item.links.find((link) => numberOf(link.requirementKey) === target.requirementNumber);
      const usedFor = new Map(
        before ? [[target.requirementNumber, `used for it in ${before.assessment.name}`]] : [],
      );
      const score = requirement
        ? scoreOf(asSuggested(item, usedFor, held), requirement)
        : { points: 0, reasons: [] };
      return { id: item.id, score };
    });
    const suggested = best(scored, SHOWN);
    const recent = scored.filter(({ id }) => !suggested.some((one) => one.id === id)).slice(0, 3);
    return [
      ...suggested.map(({ id, score }) => ({ id, reason: `Suggested: ${score.reasons.join(', ')}` })),
      ...recent.map(({ id }) => ({ id, reason: 'Recent' })),
    ];
  });
  return listHits(grant, chosen);
}

function isOf(link: { assessmentId: string; requirementKey: string }, target: RequirementTarget): boolean {
  return (
    link.assessmentId === target.assessmentId && numberOf(link.requirementKey) === target.requirementNumber
  );
}
