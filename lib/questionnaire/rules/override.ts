import { isQuestionnaireId, type QuestionnaireId } from '@/lib/catalogue/model';
import type { PickerResult } from '../model/conclusion';
import { candidateOrder, type EntityType } from '../model/facts';

/** Questionnaires that an acquirer or brand can decide on. Service providers have one only, whatever anybody says. */
export function overrideChoices(role: EntityType): readonly QuestionnaireId[] {
  return role === 'SERVICE_PROVIDER' ? ['D-ServiceProvider'] : candidateOrder;
}

/** Why a decision cannot be recorded over a result, by field. Null when it can. */
export function whyNotOverride(
  result: PickerResult,
  role: EntityType,
  decision: { questionnaireId: string; integrationIds: readonly string[]; decidedOn: string },
  today: string,
): { field: string; words: string } | null {
  if (
    !isQuestionnaireId(decision.questionnaireId) ||
    !overrideChoices(role).includes(decision.questionnaireId)
  ) {
    const words =
      role === 'SERVICE_PROVIDER'
        ? 'Service providers have SAQ D for service providers only.'
        : 'This questionnaire is not for merchants.';
    return { field: 'questionnaireId', words };
  }
  const covered = result.covers.map((one) => one.integrationId);
  if (decision.integrationIds.some((id) => !covered.includes(id))) {
    return { field: 'integrationIds', words: 'Choose among the integrations of this result.' };
  }
  if (covered.length > 0 && decision.integrationIds.length === 0) {
    return { field: 'integrationIds', words: 'Choose what the decision covers.' };
  }
  const coversAll = decision.integrationIds.length === covered.length;
  if (decision.questionnaireId === result.questionnaireId && coversAll) {
    return {
      field: 'questionnaireId',
      words: 'This is what the questions led to: there is nothing to override.',
    };
  }
  if (decision.decidedOn > today) {
    return { field: 'decidedOn', words: 'Enter the day of the decision: it cannot lie in the future.' };
  }
  return null;
}
