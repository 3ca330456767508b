import type { PaymentChannel } from '@/lib/catalogue/model';
import {
  channelsOfWay,
  type PickerContext,
  questionId,
  type RegisterIntegration,
  type Unit,
  type Way,
} from '../model/facts';
import { groupUnits } from './groups';
import { type Group, type JudgedUnit, type QuestionRef, refFor, resolve } from './resolve';
import type { Given } from './verdict';

export type Assessed =
  | { state: 'ASKING'; ask: QuestionRef }
  | { state: 'REPORT_ON_COMPLIANCE' }
  | { state: 'SERVICE_PROVIDER' }
  | { state: 'MERCHANT'; groups: readonly Group[]; withoutCards: readonly Unit[] };

/** The units of an integration, or the question that is needed to know them. */
export function unitsOf(integration: RegisterIntegration, given: Given): readonly Unit[] | QuestionRef {
  const channels = given.get(questionId('channels', integration.key)) as
    | readonly PaymentChannel[]
    | undefined;
  if (!channels) return { id: questionId('channels', integration.key), kind: 'channels', integration };
  const whole: Unit = { key: integration.key, integration, channels };
  const way = given.get(questionId('way', integration.key))?.[0] as Way | undefined;
  if (!way) return refFor('way', whole);
  if (way !== 'DIFFERENT') return [whole];
  const units = channels.map((channel) => ({
    key: `${integration.key}-${channel}`,
    integration,
    channels: [channel],
  }));
  const open = units.find((unit) => !given.has(questionId('way', unit.key)));
  return open ? refFor('way', open) : units;
}

export function wayOf(unit: Unit, given: Given): Way | undefined {
  return given.get(questionId('way', unit.key))?.[0] as Way | undefined;
}

/** Ways that can be offered for a set of channels: those that serve all of them. */
export function isOffered(way: Way, channels: readonly PaymentChannel[], canDiffer: boolean): boolean {
  if (way === 'DIFFERENT') return canDiffer && channels.length > 1;
  return channels.every((channel) => channelsOfWay(way).includes(channel));
}

/** Where the run stands: the next question that matters, or the end. */
export function assess(context: PickerContext, given: Given): Assessed {
  for (const kind of ['role', 'validation'] as const) {
    if (!given.has(kind)) return { state: 'ASKING', ask: { id: kind, kind } };
  }
  if (given.get('validation')?.[0] !== 'SELF') return { state: 'REPORT_ON_COMPLIANCE' };
  if (given.get('role')?.[0] === 'SERVICE_PROVIDER') return { state: 'SERVICE_PROVIDER' };

  const chosen = judge(context, context.chosen, given);
  if ('ask' in chosen) return { state: 'ASKING', ask: chosen.ask };
  const first = groupUnits(context, chosen.judged, [], given);
  if ('ask' in first) return { state: 'ASKING', ask: first.ask };
  const withoutCards = chosen.withoutCards;
  // Asked for D as well: what shares something with it belongs to its scope.
  if (first.groups.length === 0 || context.others.length === 0)
    return { state: 'MERCHANT', groups: first.groups, withoutCards };

  const shared = given.get('others');
  if (!shared) return { state: 'ASKING', ask: { id: 'others', kind: 'others' } };
  const added = context.others.filter((other) => shared.includes(other.key));
  if (added.length === 0) return { state: 'MERCHANT', groups: first.groups, withoutCards };
  if (first.groups.every((group) => group.questionnaireId === 'D-Merchant')) {
    const covered = takingCards(added, given);
    if ('ask' in covered) return { state: 'ASKING', ask: covered.ask };
    const units = [...first.groups.flatMap((group) => group.units), ...covered.units];
    return { state: 'MERCHANT', groups: [{ questionnaireId: 'D-Merchant', units }], withoutCards };
  }
  const extra = judge(context, added, given);
  if ('ask' in extra) return { state: 'ASKING', ask: extra.ask };
  const all = groupUnits(context, chosen.judged, extra.judged, given);
  if ('ask' in all) return { state: 'ASKING', ask: all.ask };
  return { state: 'MERCHANT', groups: all.groups, withoutCards };
}

/** Nothing is larger than D: what it takes in is not judged on its own. */
function takingCards(
  integrations: readonly RegisterIntegration[],
  given: Given,
): { ask: QuestionRef } | { units: Unit[] } {
  const taking: Unit[] = [];
  for (const integration of integrations) {
    const units = unitsOf(integration, given);
    if (!('length' in units)) return { ask: units };
    taking.push(...units.filter((unit) => wayOf(unit, given) !== 'NOT_CARDS'));
  }
  return { units: taking };
}

function judge(
  context: PickerContext,
  integrations: readonly RegisterIntegration[],
  given: Given,
): { ask: QuestionRef } | { judged: JudgedUnit[]; withoutCards: Unit[] } {
  const judged: JudgedUnit[] = [];
  const withoutCards: Unit[] = [];
  for (const integration of integrations) {
    const units = unitsOf(integration, given);
    if (!('length' in units)) return { ask: units };
    for (const unit of units) {
      if (wayOf(unit, given) === 'NOT_CARDS') {
        withoutCards.push(unit);
        continue;
      }
      const resolved = resolve(context, [unit], given);
      if ('ask' in resolved) return resolved;
      judged.push({ unit, questionnaireId: resolved.questionnaireId });
    }
  }
  return { judged, withoutCards };
}
