import {
  candidateOrder,
  type MerchantQuestionnaireId,
  type PickerContext,
  type QuestionKind,
  questionId,
  questionKinds,
  type RegisterIntegration,
  type Unit,
} from '../model/facts';
import { criteria } from './criteria';
import { type Given, onlyChannels, unitFacts, type Verdict } from './verdict';

/** A question that matters now: its kind and whom it is about. */
export type QuestionRef = { id: string; kind: QuestionKind; unit?: Unit; integration?: RegisterIntegration };

export type JudgedUnit = { unit: Unit; questionnaireId: MerchantQuestionnaireId };

export type Group = { questionnaireId: MerchantQuestionnaireId | null; units: readonly Unit[] };

/** The criterion "not for these channels", which the forms state beside the numbered ones. */
export const CHANNEL_CRITERION = 'channels';

/** What the answers say about each criterion of a questionnaire for one unit. */
export function verdictsOf(
  context: PickerContext,
  questionnaireId: Exclude<MerchantQuestionnaireId, 'D-Merchant'>,
  unit: Unit,
  given: Given,
): { criterionId: string; verdict: Verdict }[] {
  const facts = unitFacts(unit, given);
  const channels =
    context.questionnaires.find((one) => one.questionnaireId === questionnaireId)?.channels ?? [];
  return [
    { criterionId: CHANNEL_CRITERION, verdict: onlyChannels(...channels)(facts) },
    ...Object.entries(criteria[questionnaireId]).map(([criterionId, test]) => ({
      criterionId,
      verdict: test(facts),
    })),
  ];
}

export type Resolved = { questionnaireId: MerchantQuestionnaireId } | { ask: QuestionRef };

/**
 * The smallest questionnaire whose every criterion holds for every unit; D when none does. The first open question of
 * the first candidate that is still possible is the one that matters next.
 */
export function resolve(context: PickerContext, units: readonly Unit[], given: Given): Resolved {
  for (const questionnaireId of candidateOrder) {
    if (questionnaireId === 'D-Merchant') break;
    const verdicts = units.flatMap((unit) =>
      verdictsOf(context, questionnaireId, unit, given).map(({ verdict }) => ({ unit, verdict })),
    );
    if (verdicts.some(({ verdict }) => verdict.state === 'FAILED')) continue;
    const open = verdicts.flatMap(({ unit, verdict }) =>
      verdict.state === 'OPEN' ? verdict.asks.map((kind) => ({ unit, kind })) : [],
    );
    if (open.length === 0) return { questionnaireId };
    const first = open.reduce((best, next) => (rank(next.kind) < rank(best.kind) ? next : best));
    return { ask: refFor(first.kind, first.unit) };
  }
  return { questionnaireId: 'D-Merchant' };
}

function rank(kind: QuestionKind): number {
  return questionKinds.indexOf(kind);
}

export function refFor(kind: QuestionKind, unit: Unit): QuestionRef {
  return { id: questionId(kind, unit.key), kind, unit, integration: unit.integration };
}
