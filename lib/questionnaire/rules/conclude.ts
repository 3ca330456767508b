import { questionnaireIds } from '@/lib/catalogue/model';
import type {
  Alternative,
  Covered,
  CriterionAnswer,
  PickerResult,
  Reason,
  Refusal,
} from '../model/conclusion';
import {
  type Answers,
  candidateOrder,
  type MerchantQuestionnaireId,
  type PickerContext,
  type Unit,
} from '../model/facts';
import { acquirerNotes, conditionalNotes, doubtsOf } from './advice';
import { contradictionsOf } from './contradictions';
import { endedAttestations, unitLabel } from './describe';
import { CHANNEL_CRITERION, type Group, resolve, verdictsOf } from './resolve';
import { smallerOptions } from './smaller';
import type { Verdict } from './verdict';
import { type Step, type Walk, walk } from './walk';

/**
 * What the answers lead to: one result per questionnaire that is needed. Null while a question that matters is open.
 * More than one result means that ways of taking cards are segmented and need different questionnaires.
 */
export function conclude(context: PickerContext, answers: Answers): readonly PickerResult[] | null {
  return concludeWalk(context, walk(context, answers));
}

export function concludeWalk(context: PickerContext, walked: Walk): readonly PickerResult[] | null {
  const { assessed } = walked;
  switch (assessed.state) {
    case 'ASKING':
      return null;
    case 'REPORT_ON_COMPLIANCE':
      return [entityResult(context, walked, 'REPORT_ON_COMPLIANCE')];
    case 'SERVICE_PROVIDER':
      return [entityResult(context, walked, 'QUESTIONNAIRE')];
    case 'MERCHANT': {
      const results = assessed.groups.map((group) => merchantResult(context, walked, group));
      return assessed.withoutCards.length > 0
        ? [...results, withoutCardsResult(context, walked, assessed.withoutCards)]
        : results;
    }
  }
}

function entityResult(
  context: PickerContext,
  walked: Walk,
  outcome: 'QUESTIONNAIRE' | 'REPORT_ON_COMPLIANCE',
): PickerResult {
  const isAllowed = outcome === 'QUESTIONNAIRE';
  const decisive = walked.steps.at(-1);
  const role = walked.steps.find((step) => step.question.ref.kind === 'role');
  const criterion = context.questionnaires.find((one) => one.questionnaireId === 'D-ServiceProvider')
    ?.eligibility[0];
  return {
    ...emptyResult,
    resultId: isAllowed ? 'D-ServiceProvider' : 'ROC',
    outcome,
    questionnaireId: isAllowed ? 'D-ServiceProvider' : null,
    covers: context.chosen.map((one) => covered(context, one, one.channels)),
    why: walked.steps.map(toReason),
    alternatives: questionnaireIds.map((questionnaireId): Alternative => {
      if (isAllowed && questionnaireId === 'D-ServiceProvider') return { ...chosen, questionnaireId };
      return { ...out(isAllowed ? role : decisive), questionnaireId };
    }),
    criteria:
      isAllowed && criterion
        ? [{ ...criterion, answer: 'YES', basis: walked.steps.map((step) => step.statement) }]
        : [],
    acquirerDecides: acquirerNotes(context, walked, [], isAllowed ? 'D-ServiceProvider' : null),
  };
}

function merchantResult(context: PickerContext, walked: Walk, group: Group): PickerResult {
  const questionnaireId = group.questionnaireId ?? 'D-Merchant';
  const steps = stepsOf(walked, group.units);
  return {
    ...emptyResult,
    resultId: questionnaireId,
    outcome: 'QUESTIONNAIRE',
    questionnaireId,
    covers: coversOf(context, group.units),
    why: steps.map(toReason),
    alternatives: alternativesOf(context, walked, group, questionnaireId),
    criteria: criteriaOf(context, walked, group, questionnaireId),
    smaller: smallerOptions(context, walked, group, questionnaireId),
    refusals: refusalsOf(context, walked, group, questionnaireId),
    conditional: conditionalNotes(context, walked, group.units, questionnaireId),
    acquirerDecides: acquirerNotes(context, walked, group.units, questionnaireId),
    doubts: doubtsOf(steps),
    contradictions: contradictionsOf(steps),
  };
}

function withoutCardsResult(context: PickerContext, walked: Walk, units: readonly Unit[]): PickerResult {
  const steps = stepsOf(walked, units);
  const decisive = steps.findLast((step) => step.question.ref.kind === 'way');
  return {
    ...emptyResult,
    resultId: 'NO_CARDS',
    outcome: 'NO_CARD_DATA',
    questionnaireId: null,
    covers: coversOf(context, units),
    why: steps.map(toReason),
    alternatives: questionnaireIds.map((questionnaireId) => ({ ...out(decisive), questionnaireId })),
    acquirerDecides: [
      'Whether a way of paying counts as taking cards: ask where a wallet or pay-later service is involved.',
    ],
    contradictions: contradictionsOf(steps),
  };
}

const emptyResult: Omit<PickerResult, 'resultId' | 'outcome' | 'questionnaireId'> = {
  covers: [],
  why: [],
  alternatives: [],
  criteria: [],
  smaller: [],
  refusals: [],
  conditional: [],
  acquirerDecides: [],
  doubts: [],
  contradictions: [],
};

const chosen = { state: 'CHOSEN', because: '', step: null, criterionId: null } as const;

function out(
  step: Step | undefined,
  criterionId: string | null = null,
): Omit<Alternative, 'questionnaireId'> {
  return { state: 'OUT', because: step?.statement ?? '', step: step?.number ?? null, criterionId };
}

function toReason(step: Step): Reason {
  const remark = endedAttestations(step.question.ref);
  return {
    step: step.number,
    questionId: step.question.id,
    statement: step.statement,
    effect: step.effect,
    ...(remark && { remark }),
  };
}

/** The answers that concern these units: those on the entity, their own, and those on what is shared. */
function stepsOf(walked: Walk, units: readonly Unit[]): Step[] {
  const keys = new Set(units.flatMap((unit) => [unit.key, unit.integration.key]));
  return walked.steps.filter(({ question: { ref } }) => {
    const key = ref.unit?.key ?? ref.integration?.key;
    return key === undefined || keys.has(key);
  });
}

function covered(context: PickerContext, one: Unit['integration'], channels: Unit['channels']): Covered {
  const isAdded = !context.chosen.some(({ key }) => key === one.key);
  return { integrationId: one.integrationId, name: one.name, channels, isAdded };
}

function coversOf(context: PickerContext, units: readonly Unit[]): Covered[] {
  const integrations = [...new Set(units.map((unit) => unit.integration))];
  return integrations.map((one) =>
    covered(context, one, [
      ...new Set(units.filter((unit) => unit.integration === one).flatMap((unit) => unit.channels)),
    ]),
  );
}

/** The first criterion that fails for one of the units, with the answer that made it fail. */
function firstFailure(
  context: PickerContext,
  walked: Walk,
  units: readonly Unit[],
  questionnaireId: Exclude<MerchantQuestionnaireId, 'D-Merchant'>,
): { criterionId: string; step: Step | undefined } | null {
  const failures = units.flatMap((unit) =>
    verdictsOf(context, questionnaireId, unit, walked.given).flatMap(({ criterionId, verdict }) =>
      verdict.state === 'FAILED' ? [{ criterionId, step: stepOf(walked, verdict.by[0]) }] : [],
    ),
  );
  failures.sort((a, b) => (a.step?.number ?? 0) - (b.step?.number ?? 0));
  return failures[0] ?? null;
}

function stepOf(walked: Walk, id: string | undefined): Step | undefined {
  return walked.steps.find((step) => step.question.id === id);
}

function alternativesOf(
  context: PickerContext,
  walked: Walk,
  group: Group,
  questionnaireId: MerchantQuestionnaireId,
): Alternative[] {
  const role = walked.steps.find((step) => step.question.ref.kind === 'role');
  return questionnaireIds.map((id): Alternative => {
    if (id === questionnaireId) return { ...chosen, questionnaireId: id };
    if (id === 'D-ServiceProvider') return { ...out(role), questionnaireId: id };
    const larger = {
      state: 'NOT_NEEDED',
      because: 'A smaller one covers it.',
      step: null,
      criterionId: null,
    } as const;
    if (id === 'D-Merchant') return { ...larger, questionnaireId: id };
    const failure = firstFailure(context, walked, group.units, id);
    if (!failure) return { ...larger, questionnaireId: id };
    const criterionId = failure.criterionId === CHANNEL_CRITERION ? null : failure.criterionId;
    return { ...out(failure.step, criterionId), questionnaireId: id };
  });
}

function criteriaOf(
  context: PickerContext,
  walked: Walk,
  group: Group,
  questionnaireId: MerchantQuestionnaireId,
): CriterionAnswer[] {
  const facts = context.questionnaires.find((one) => one.questionnaireId === questionnaireId);
  if (questionnaireId === 'D-Merchant') {
    const may = walked.steps
      .filter((step) => step.question.ref.kind === 'validation')
      .map((step) => step.statement);
    const none = 'Every smaller questionnaire is ruled out.';
    return (facts?.eligibility ?? []).map((criterion, index) => ({
      ...criterion,
      answer: 'YES' as const,
      basis: index === 0 ? may : [none],
    }));
  }
  const verdicts = group.units.flatMap((unit) => verdictsOf(context, questionnaireId, unit, walked.given));
  return (facts?.eligibility ?? []).map((criterion) => {
    const own = verdicts.filter(({ criterionId }) => criterionId === criterion.criterionId);
    return {
      ...criterion,
      answer: own.every(({ verdict }) => verdict.state === 'NOT_CONCERNED') ? 'NOT_CONCERNED' : 'YES',
      basis: [...new Set(own.flatMap(({ verdict }) => basisOf(walked, verdict)))],
    };
  });
}

function basisOf(walked: Walk, verdict: Verdict): string[] {
  if (verdict.state === 'OPEN') return [];
  return verdict.by.flatMap((id) => stepOf(walked, id)?.statement ?? []);
}

/** Units that would take a smaller questionnaire alone, and what keeps them from it. */
function refusalsOf(
  context: PickerContext,
  walked: Walk,
  group: Group,
  questionnaireId: MerchantQuestionnaireId,
): Refusal[] {
  return group.units.flatMap((unit): Refusal[] => {
    const alone = resolve(context, [unit], walked.given);
    const sharesWith = group.units.filter((other) => other !== unit).map(unitLabel);
    // Taken into a D without being judged.
    if ('ask' in alone) return [{ name: unitLabel(unit), alone: null, sharesWith }];
    if (alone.questionnaireId === questionnaireId) return [];
    if (candidateOrder.indexOf(alone.questionnaireId) > candidateOrder.indexOf(questionnaireId)) return [];
    return [{ name: unitLabel(unit), alone: alone.questionnaireId, sharesWith }];
  });
}
