import type { PickerResult, RecordedAnswer, RecordedConclusion, RecordedOverride } from '../model/conclusion';
import type { EntityType, PickerContext } from '../model/facts';
import type { Walk } from './walk';

const COVERING_ALL = 'ALL';

/** The whole run as it is kept: every question that came up, with its text and the answer's text of that day. */
export function recordedAnswersOf(walked: Walk): RecordedAnswer[] {
  return walked.steps.map(({ question, values, source }) => ({
    questionId: question.id,
    question: question.title,
    about: question.about,
    values,
    answer: question.options
      .filter((option) => values.includes(option.value))
      .map((option) => option.label)
      .join('; '),
    source,
  }));
}

/** A result as it is kept, with the register facts it rests on. */
export function recordedConclusionOf(
  context: PickerContext,
  result: PickerResult,
  override: (RecordedOverride & { integrationIds: readonly string[] }) | null,
  decidedByName: string,
  siblingIds: readonly string[],
): RecordedConclusion {
  const covers = override
    ? result.covers.filter((one) => override.integrationIds.includes(one.integrationId))
    : result.covers;
  const covered = new Set(covers.map((one) => one.integrationId));
  return {
    ...result,
    format: 1,
    covers,
    // The criteria speak for the rules' questionnaire: another one was decided on without them.
    criteria: override ? [] : result.criteria,
    byRules: result.questionnaireId,
    override: override && {
      questionnaireId: override.questionnaireId,
      decidedBy: override.decidedBy,
      decidedOn: override.decidedOn,
      what: override.what,
    },
    register: [...context.chosen, ...context.others]
      .filter((one) => covered.has(one.integrationId))
      .map(({ integrationId, method, channels, storesAccountData }) => ({
        integrationId,
        method,
        channels,
        storesAccountData,
      })),
    siblingIds,
    decidedByName,
  };
}

export function roleOf(walked: Walk, context: PickerContext): EntityType {
  return (walked.given.get('role')?.[0] as EntityType | undefined) ?? context.entityType;
}

/** All results that need a questionnaire as one, for an acquirer that wants a single one over everything. */
export function coveringAll(results: readonly PickerResult[]): PickerResult | null {
  const needed = results.filter((result) => result.questionnaireId !== null);
  const [first] = needed;
  if (!first || needed.length < 2) return null;
  const distinct = <T>(list: readonly T[], key: (one: T) => unknown) =>
    list.filter((one, index) => list.findIndex((other) => key(other) === key(one)) === index);
  const because = 'Ways of taking cards that are segmented need different questionnaires.';
  return {
    ...first,
    resultId: COVERING_ALL,
    questionnaireId: null,
    covers: distinct(
      needed.flatMap((result) => result.covers),
      (one) => `${one.integrationId} ${one.channels.join()}`,
    ),
    why: distinct(
      needed.flatMap((result) => result.why),
      (reason) => reason.step,
    ).sort((a, b) => a.step - b.step),
    alternatives: first.alternatives.map(({ questionnaireId }) => ({
      questionnaireId,
      state: 'OUT',
      because,
      step: null,
      criterionId: null,
    })),
    criteria: [],
    smaller: [],
    refusals: [],
    conditional: [],
    acquirerDecides: distinct(
      needed.flatMap((result) => result.acquirerDecides),
      (words) => words,
    ),
    doubts: needed.flatMap((result) => result.doubts),
    contradictions: needed.flatMap((result) => result.contradictions),
  };
}
