import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Finding } from '@/lib/catalogue/model';
import { getCatalogue, getQuestionnaire } from '@/lib/catalogue/queries';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { type IntegrationMethod, methodFacts } from '@/lib/integration/model';
import type { Transaction } from '@/lib/platform/db';
import { deriveFinding } from '@/lib/response/rules/progress';
import { type EvidenceHit, type IntegrationHit, mostHits, type RequirementHit } from './model';
import { bestFirst, type Candidate, isNumberLike, orderCandidates, rankOf, wordsOf } from './rules';

/** Rows that the database hands over, newest first, before the best of them are chosen. */
const LOOKED_AT = 50;

/**
 * Requirements of open assessments that fit. What fits is read from the catalogue; which of it the person sees, and how it
 * is answered, says the database.
 */
export async function findRequirements(
  grant: Grant<'assessment:read'>,
  wanted: { query: string; assessment?: string | undefined },
): Promise<RequirementHit[]> {
  const words = wordsOf(wanted.query);
  if (words.length === 0) return [];
  return read(grant, async (tx) => {
    const assessments = await tx.assessment.findMany({
      where: { organizationId: grant.organizationId, status: 'OPEN', archivedAt: null },
      orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { id: 'desc' }],
      select: { id: true, name: true, questionnaireId: true, catalogueVersionId: true },
    });
    const byId = new Map(assessments.map((assessment) => [assessment.id, assessment]));
    const rank = rankedOnce(words);
    const candidates = orderCandidates(
      assessments.flatMap(({ id, questionnaireId, catalogueVersionId }) => {
        const ranks = rank(catalogueVersionId);
        return getQuestionnaire(catalogueVersionId, questionnaireId).requirementNumbers.flatMap((number) => {
          const found = ranks.get(number);
          return found === undefined ? [] : [{ assessmentId: id, requirementNumber: number, rank: found }];
        });
      }),
      wanted.assessment ?? null,
    );
    // Most people see all of it. Whoever does not is asked about the rest as well.
    const first = candidates.slice(0, mostHits.requirements);
    const seen = await answersOf(tx, grant, first);
    const all =
      seen.length < first.length && candidates.length > first.length
        ? await answersOf(tx, grant, candidates)
        : seen;
    return all.flatMap(({ candidate, findings }) => {
      const assessment = byId.get(candidate.assessmentId);
      const { requirementNumber } = candidate;
      return assessment
        ? [
            {
              assessmentId: assessment.id,
              assessmentName: assessment.name,
              requirementNumber,
              title:
                getCatalogue(assessment.catalogueVersionId).requirementByNumber.get(requirementNumber)
                  ?.title ?? '',
              finding: deriveFinding(findings.map((finding) => ({ finding }))),
            },
          ]
        : [];
    });
  });
}

/** How each requirement of a version fits; worked out once, however many assessments use the version. */
function rankedOnce(words: readonly string[]): (catalogueVersionId: string) => Map<string, number> {
  const known = new Map<string, Map<string, number>>();
  return (catalogueVersionId) => {
    const before = known.get(catalogueVersionId);
    if (before) return before;
    const ranks = new Map<string, number>();
    const { requirements, guidanceByNumber } = getCatalogue(catalogueVersionId);
    for (const { kind, requirementNumber: number, title, summary } of requirements) {
      const text = `${summary} ${guidanceByNumber.get(number)?.question ?? ''}`;
      const rank = kind === 'requirement' ? rankOf(words, { number, title, text }) : null;
      if (rank !== null) ranks.set(number, rank);
    }
    known.set(catalogueVersionId, ranks);
    return ranks;
  };
}

/** The first of the candidates that the person sees, with the findings of their answer rows, in the order given. */
async function answersOf(
  tx: Transaction,
  grant: Grant<'assessment:read'>,
  candidates: readonly Candidate[],
): Promise<{ candidate: Candidate; findings: (Finding | null)[] }[]> {
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ assessmentId }) => assessmentId);
  const keys = candidates.map(({ requirementNumber }) => `pci-dss:${requirementNumber}`);
  const rows = await tx.$queryRaw<{ place: number; findings: (Finding | null)[] }[]>`
    SELECT c."place"::int AS "place", array_agg(r."finding" ORDER BY r."row") AS "findings"
      FROM unnest(${ids}::uuid[], ${keys}::text[]) WITH ORDINALITY AS c("assessmentId", "requirementKey", "place")
      JOIN "Response" r ON r."organizationId" = ${grant.organizationId}::uuid
       AND r."assessmentId" = c."assessmentId" AND r."requirementKey" = c."requirementKey"
     GROUP BY c."place" ORDER BY c."place" LIMIT ${mostHits.requirements}`;
  return rows.flatMap(({ place, findings }) => {
    const candidate = candidates[place - 1];
    return candidate ? [{ candidate, findings }] : [];
  });
}

/** Evidence by its title, or by the number of a requirement that it is used for. */
export async function findEvidence(grant: Grant<'evidence:read'>, query: string): Promise<EvidenceHit[]> {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const items = await read(grant, (tx) =>
    tx.evidenceItem.findMany({
      where: {
        organizationId: grant.organizationId,
        archivedAt: null,
        AND: words.map((word) => ({ OR: [{ title: containing(word) }, ...usedFor(word)] })),
      },
      orderBy: { id: 'desc' },
      take: LOOKED_AT,
      select: {
        id: true,
        title: true,
        links: { where: { removedAt: null }, select: { requirementKey: true } },
      },
    }),
  );
  const hits = items.map(({ id, title, links }) => ({
    evidenceId: id,
    title,
    usedBy: [...new Set(links.map((link) => link.requirementKey.replace(/^pci-dss:/, '')))].sort(
      compareRequirementNumbers,
    ),
  }));
  return bestFirst(words, hits, ({ title, usedBy }) => ({ title, text: usedBy.join(' ') })).slice(
    0,
    mostHits.evidence,
  );
}

/** Integrations in use, by name. */
export async function findIntegrations(
  grant: Grant<'integration:read'>,
  query: string,
): Promise<IntegrationHit[]> {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const rows = await read(grant, (tx) =>
    tx.integration.findMany({
      where: {
        organizationId: grant.organizationId,
        archivedAt: null,
        AND: words.map((word) => ({ name: containing(word) })),
      },
      orderBy: { name: 'asc' },
      take: LOOKED_AT,
      select: { id: true, name: true, method: true },
    }),
  );
  const hits = rows.map(({ id, name, method }) => ({
    integrationId: id,
    name,
    method: methodFacts[method as IntegrationMethod].label,
  }));
  return bestFirst(words, hits, ({ name }) => ({ title: name })).slice(0, mostHits.integrations);
}

const containing = (word: string) => ({
  contains: word.replace(/[\\%_]/g, '\\$&'),
  mode: 'insensitive' as const,
});

function usedFor(word: string) {
  if (!isNumberLike(word)) return [];
  const requirementKey = { startsWith: `pci-dss:${word.replace(/\.$/, '').toUpperCase()}` };
  return [{ links: { some: { removedAt: null, requirementKey } } }];
}
