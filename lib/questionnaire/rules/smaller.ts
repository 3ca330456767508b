import type { SmallerOption } from '../model/conclusion';
import { criterionChanges, phoneChangeToA, storageChange, wayChanges } from '../model/criterion-words';
import { candidateOrder, type MerchantQuestionnaireId, type PickerContext, type Unit } from '../model/facts';
import { unitLabel } from './describe';
import { joinWords, shortName } from './phrases';
import { CHANNEL_CRITERION, type Group, resolve, verdictsOf } from './resolve';
import { unitFacts } from './verdict';
import type { Walk } from './walk';

type Target = Exclude<MerchantQuestionnaireId, 'D-Merchant'>;

/** What would lead to a smaller questionnaire: the changes that a person could make, the usual one first. */
export function smallerOptions(
  context: PickerContext,
  walked: Walk,
  group: Group,
  questionnaireId: MerchantQuestionnaireId,
): SmallerOption[] {
  const count = (id: string) =>
    context.questionnaires.find((one) => one.questionnaireId === id)?.requirementCount ?? 0;
  const apart = segmentation(context, walked, group, questionnaireId);
  if (apart.length > 0) {
    return apart.map(({ alone, changes }) => ({
      questionnaireId: alone,
      fewerRequirements: count(questionnaireId) - count(alone),
      changes,
    }));
  }
  return targetsFor(group)
    .filter((target) => candidateOrder.indexOf(target) < candidateOrder.indexOf(questionnaireId))
    .map((target) => ({
      questionnaireId: target,
      fewerRequirements: count(questionnaireId) - count(target),
      changes: changesFor(context, walked, group, target),
    }))
    .filter((option) => option.changes.length > 0 && option.fewerRequirements > 0);
}

/** Units that are held back only by what they share: segmenting them is the change to make. */
function segmentation(
  context: PickerContext,
  walked: Walk,
  group: Group,
  questionnaireId: MerchantQuestionnaireId,
): { alone: MerchantQuestionnaireId; changes: string[] }[] {
  if (group.units.length < 2) return [];
  const alone = group.units.map((unit) => ({ unit, resolved: resolve(context, [unit], walked.given) }));
  return alone.flatMap(({ unit, resolved }) => {
    if (!('questionnaireId' in resolved) || resolved.questionnaireId === questionnaireId) return [];
    if (candidateOrder.indexOf(resolved.questionnaireId) > candidateOrder.indexOf(questionnaireId)) return [];
    const others = group.units.filter((other) => other !== unit).map(unitLabel);
    return [
      {
        alone: resolved.questionnaireId,
        changes: [
          `Segment ${unitLabel(unit)} from ${joinWords(others)}: no common page, server or network. It then takes SAQ ${shortName(resolved.questionnaireId)} of its own.`,
        ],
      },
    ];
  });
}

/** Questionnaires that are worth aiming at for these channels. */
function targetsFor(group: Group): Target[] {
  const channels = new Set(group.units.flatMap((unit) => unit.channels));
  if (channels.size === 1 && channels.has('E_COMMERCE')) return ['A', 'A-EP'];
  if (channels.has('E_COMMERCE')) return channels.has('CARD_PRESENT') ? [] : ['A'];
  if (channels.has('CARD_PRESENT')) return ['P2PE', 'B-IP', 'C-VT'];
  return ['A', 'C-VT', 'P2PE'];
}

/** A way that rules out all but D leaves storage unasked; what the register says of it stands in the way all the same. */
function keptChange(unit: Unit, walked: Walk): string[] {
  const isAsked = unitFacts(unit, walked.given).read('stored') !== undefined;
  return unit.integration.storesAccountData && !isAsked ? [storageChange] : [];
}

function changesFor(context: PickerContext, walked: Walk, group: Group, target: Target): string[] {
  const changes = group.units.flatMap((unit) => {
    const facts = unitFacts(unit, walked.given);
    return verdictsOf(context, target, unit, walked.given).flatMap(({ criterionId, verdict }) => {
      if (verdict.state !== 'FAILED' || criterionId === CHANNEL_CRITERION) return [];
      if (verdict.by[0] !== facts.id('way')) return criterionChanges[criterionId] ?? [];
      if (target === 'A' && !unit.channels.includes('E_COMMERCE')) return phoneChangeToA;
      // Without words on it the way cannot be turned into that questionnaire by a change of detail.
      return wayChanges[target] ?? [];
    });
  });
  const needsOtherWay = group.units.some((unit) => {
    const facts = unitFacts(unit, walked.given);
    return verdictsOf(context, target, unit, walked.given).some(
      ({ verdict }) => verdict.state === 'FAILED' && verdict.by[0] === facts.id('way'),
    );
  });
  if (needsOtherWay && !wayChanges[target]) return [];
  return [...new Set([...changes, ...group.units.flatMap((unit) => keptChange(unit, walked))])];
}
