import {
  candidateOrder,
  type MerchantQuestionnaireId,
  type PickerContext,
  questionId,
  type Unit,
} from '../model/facts';
import { type Group, type JudgedUnit, type QuestionRef, resolve } from './resolve';
import type { Given } from './verdict';

type Grouped = { ask: QuestionRef } | { groups: readonly Group[] };

/**
 * Units that share pages, systems or networks are one environment and take one questionnaire (FAQ of July 2015: one per
 * channel only if each qualifies and is segmented). Asks what is shared only while the answer can change a result.
 * `added` are units of integrations that were not chosen; they were named because they share something.
 */
export function groupUnits(
  context: PickerContext,
  chosen: readonly JudgedUnit[],
  added: readonly JudgedUnit[],
  given: Given,
): Grouped {
  const everything = [...added, ...chosen];
  if (distinct(everything) < 2) return { groups: mergeEqual([finished(everything)]) };
  const chosenKeys = new Set(chosen.map(({ unit }) => unit.key));
  // One unit was chosen and others share with it: what shares with what is known already.
  const allOne = chosen.length === 1 && added.length > 0;
  if (!allOne) {
    for (const { unit } of added) {
      if (!given.has(questionId('shares', unit.key))) return { ask: sharesQuestion(unit) };
    }
  }
  const components: JudgedUnit[][] = allOne ? [[...everything]] : [];
  const remaining = allOne ? [] : [...everything].sort((a, b) => size(b) - size(a));
  while (remaining.length > 0) {
    const component = [remaining.shift()].filter((judged) => judged !== undefined);
    const grown = grow(context, component, remaining, chosenKeys, given);
    if (grown) return grown;
    components.push(component);
  }
  const groups: Group[] = [];
  for (const component of components) {
    const resolved = common(context, component, given);
    if ('ask' in resolved) return resolved;
    if (resolved.units.some((unit) => chosenKeys.has(unit.key))) groups.push(resolved);
  }
  return { groups: mergeEqual(groups) };
}

/** Takes into the component all that shares with its members; returns a question when one is open. */
function grow(
  context: PickerContext,
  component: JudgedUnit[],
  remaining: JudgedUnit[],
  chosenKeys: ReadonlySet<string>,
  given: Given,
): { ask: QuestionRef } | null {
  for (const member of component) {
    // The list grows while it is walked: what joins brings what it shares with.
    for (let at = remaining.length - 1; at >= 0; at -= 1) {
      const other = remaining[at];
      if (other && areLinked(member.unit, other.unit, given)) component.push(...remaining.splice(at, 1));
    }
  }
  const now = common(context, component, given);
  if ('ask' in now) return now;
  const matters = remaining.some(
    (other) =>
      chosenKeys.has(other.unit.key) &&
      !given.has(questionId('shares', other.unit.key)) &&
      other.questionnaireId !== now.questionnaireId,
  );
  // Units that were added answered for all their neighbours already.
  const open = component.find(
    ({ unit }) => chosenKeys.has(unit.key) && !given.has(questionId('shares', unit.key)),
  );
  return matters && open ? { ask: sharesQuestion(open.unit) } : null;
}

function areLinked(one: Unit, other: Unit, given: Given): boolean {
  const says = (unit: Unit, about: Unit) =>
    given.get(questionId('shares', unit.key))?.includes(about.key) ?? false;
  return says(one, other) || says(other, one);
}

function sharesQuestion(unit: Unit): QuestionRef {
  return { id: questionId('shares', unit.key), kind: 'shares', unit, integration: unit.integration };
}

function common(
  context: PickerContext,
  judged: readonly JudgedUnit[],
  given: Given,
): { ask: QuestionRef } | Group {
  if (distinct(judged) < 2) return finished(judged);
  const units = judged.map(({ unit }) => unit);
  const resolved = resolve(context, units, given);
  return 'ask' in resolved ? resolved : { questionnaireId: resolved.questionnaireId, units };
}

function finished(judged: readonly JudgedUnit[]): Group {
  return { questionnaireId: judged[0]?.questionnaireId ?? null, units: judged.map(({ unit }) => unit) };
}

/** Segmented ways that need the same questionnaire are covered by one. */
function mergeEqual(groups: readonly Group[]): Group[] {
  const merged = new Map<MerchantQuestionnaireId | null, Unit[]>();
  for (const group of groups) {
    if (group.units.length === 0) continue;
    merged.set(group.questionnaireId, [...(merged.get(group.questionnaireId) ?? []), ...group.units]);
  }
  return [...merged].map(([questionnaireId, units]) => ({ questionnaireId, units }));
}

function distinct(judged: readonly JudgedUnit[]): number {
  return new Set(judged.map(({ questionnaireId }) => questionnaireId)).size;
}

function size(judged: JudgedUnit): number {
  return candidateOrder.indexOf(judged.questionnaireId);
}
