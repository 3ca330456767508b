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
import type { EvidenceHitView, RequirementSuggestion } from '../model';
import { markerOf } from '../operations/scan/word-marks';
import {
  best,
  isSameKind,
  type RankedRequirement,
  type SuggestedEvidence,
  scoreOf,
  weighWords,
} from '../rules/suggest';
import type { RequirementTarget } from '../schema';
import { listHits } from './list';
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

const fields = {
  id: true,
  title: true,
  evidenceType: true,
  files: { where: { state: 'AVAILABLE' }, select: { fileName: true, wordMarks: true } },
  links: {
    where: { removedAt: null },
    select: { assessmentId: true, requirementKey: true, assessment: { select: { name: true } } },
  },
} as const;

function newestItems(tx: Transaction, organizationId: string) {
  return tx.evidenceItem.findMany({
    where: { organizationId, archivedAt: null },
    orderBy: { id: 'desc' },
    take: CANDIDATES,
    select: fields,
  });
}

type Item = Awaited<ReturnType<typeof newestItems>>[number];

function asSuggested(
  item: Item,
  usedFor: ReadonlyMap<string, string>,
  mark: (word: string) => bigint,
): SuggestedEvidence {
  const marks = new Set(item.files.flatMap((file) => file.wordMarks));
  return {
    evidenceType: item.evidenceType,
    names: [item.title, ...item.files.map((file) => file.fileName)].join(' '),
    holds: (word) => marks.size > 0 && marks.has(mark(word)),
    usedFor,
  };
}

/** Remembers the mark of each word: the same words of the catalogue are asked for again and again. */
function rememberingMarker(organizationId: string): (word: string) => bigint {
  const marker = markerOf(organizationId);
  const known = new Map<string, bigint>();
  return (word) => {
    const mark = known.get(word) ?? marker(word);
    known.set(word, mark);
    return mark;
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
    for (const other of await newestItems(tx, organizationId)) {
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
    const suggested = asSuggested(item, usedFor, rememberingMarker(organizationId));
    const scored = rankedRequirements(currentCatalogueVersionId).flatMap((requirement) => {
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
    const items = (await newestItems(tx, organizationId)).filter(
      (item) => !item.links.some((link) => isOf(link, target)),
    );
    const mark = rememberingMarker(organizationId);
    const scored = items.map((item) => {
      const before = item.links.find((link) => numberOf(link.requirementKey) === target.requirementNumber);
      const usedFor = new Map(
        before ? [[target.requirementNumber, `used for it in ${before.assessment.name}`]] : [],
      );
      const score = requirement
        ? scoreOf(asSuggested(item, usedFor, mark), requirement)
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
