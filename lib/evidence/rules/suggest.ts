/** Ranking of suggestions: which requirements a piece of evidence may prove, and which evidence a requirement may use. */

const WORD = /[\p{L}\p{N}]{3,32}/gu;

/** The words of a text as they are compared: small letters, without accents, no numbers alone. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(WORD) ?? []).filter((word) => !/^\p{N}+$/u.test(word));
}

/** "scans" and "scan" are one word. */
function stem(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

export type RequirementTexts = {
  requirementNumber: string;
  title: string;
  text: string;
  evidenceTypes: readonly string[];
};

/** A requirement ready to be compared: its words, and how much each says (0 to 1; a rare word says more). */
export type RankedRequirement = {
  requirementNumber: string;
  title: string;
  evidenceTypes: readonly string[];
  words: ReadonlyMap<string, number>;
  /** Words as they are written, for looking them up in a file's marks. */
  titleWords: readonly string[];
};

/** Weighs the words of requirements against each other. */
export function weighWords(requirements: readonly RequirementTexts[]): RankedRequirement[] {
  const own = requirements.map(({ title, text }) => new Set(wordsOf(`${title} ${text}`).map(stem)));
  const uses = new Map<string, number>();
  for (const words of own) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
  const all = Math.log(requirements.length + 1);
  return requirements.map(({ requirementNumber, title, evidenceTypes }, index) => ({
    requirementNumber,
    title,
    evidenceTypes,
    words: new Map(
      [...(own[index] ?? [])].map((word) => [
        word,
        Math.log((requirements.length + 1) / (uses.get(word) ?? 1)) / all,
      ]),
    ),
    titleWords: [...new Set(wordsOf(title))],
  }));
}

export type SuggestedEvidence = {
  evidenceType: string;
  /** Title and file names. */
  names: string;
  /** Whether a word stands in its files. */
  holds: (word: string) => boolean;
  /** Where it, or what looks like its last year's copy, was used: requirement → words for that. */
  usedFor: ReadonlyMap<string, string>;
};

export type Score = { points: number; reasons: string[] };

/** Below so many points nothing is suggested: one common word is not enough. */
export const fewestPoints = 2.5;

/** How much speaks for this evidence at this requirement, and why. */
export function scoreOf(evidence: SuggestedEvidence, requirement: RankedRequirement): Score {
  const reasons: string[] = [];
  let points = 0;
  const before = evidence.usedFor.get(requirement.requirementNumber);
  if (before) {
    points += 6;
    reasons.push(before);
  }
  const named = [...new Set(wordsOf(evidence.names))]
    .map((word) => ({ word, weight: requirement.words.get(stem(word)) ?? 0 }))
    .filter(({ weight }) => weight > 0.35)
    .sort((left, right) => right.weight - left.weight || (left.word < right.word ? -1 : 1));
  if (named.length > 0) {
    points += Math.min(5, 2.2 * named.reduce((sum, { weight }) => sum + weight, 0));
    reasons.push(`its name says ${listed(named.map(({ word }) => word))}`);
  }
  const held = requirement.titleWords.filter(
    (word) => (requirement.words.get(stem(word)) ?? 0) > 0.35 && evidence.holds(word),
  );
  // Of a long text any word may be there by chance: several have to be.
  if (held.length >= 2) {
    points += Math.min(3, 0.9 * held.length);
    reasons.push(`its text says ${listed(held)}`);
  }
  if (evidence.evidenceType && requirement.evidenceTypes.includes(evidence.evidenceType)) {
    points += 1.5;
    reasons.push('it is of a kind that is asked for');
  }
  return { points, reasons };
}

function listed(words: readonly string[]): string {
  return words
    .slice(0, 3)
    .map((word) => `“${word}”`)
    .join(', ');
}

/** The best of a list, best first; equal ones keep their order. */
export function best<T extends { score: Score }>(scored: readonly T[], count: number): T[] {
  return scored
    .filter(({ score }) => score.points >= fewestPoints)
    .sort((left, right) => right.score.points - left.score.points)
    .slice(0, count);
}

/** Whether two titles name the same thing of different years: "ASV scan Q3 2026" and "ASV scan Q3 2025". */
export function isSameKind(left: string, right: string): boolean {
  const [a, b] = [new Set(wordsOf(left).map(stem)), new Set(wordsOf(right).map(stem))];
  if (a.size === 0 || b.size === 0) return false;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared) >= 0.6;
}
