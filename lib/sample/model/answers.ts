import type { Finding, QuestionnaireId } from '@/lib/catalogue/model';
import type { ResponseChanges } from '@/lib/response/model';
import { gaps, notApplicable, worksheets } from './answer-texts';

export type AskedRow = {
  questionnaireId: QuestionnaireId;
  requirementNumber: string;
  row: number;
  /** Place of the requirement in the questionnaire. */
  index: number;
  total: number;
};

/** One answer with every text that it obliges to, the same on every machine; null where nothing is answered yet. */
export function sampleAnswer(
  asked: AskedRow,
  share: number,
  offered: readonly Finding[],
  plan: { isSigned: boolean; targetOn: string },
): ResponseChanges | null {
  const { questionnaireId, requirementNumber, row, index, total } = asked;
  if (index >= total * share) return null;
  const reason = notApplicable(questionnaireId, requirementNumber);
  if (reason) return { finding: 'NOT_APPLICABLE', notApplicableReason: reason };
  if (plan.isSigned) return { finding: 'IN_PLACE' };
  const planAction = gaps[questionnaireId]?.[requirementNumber];
  if (planAction)
    return { finding: 'NOT_IN_PLACE', planAction, planOwner: 'Tomás Ortega', planTargetOn: plan.targetOn };
  const worksheet = worksheets[questionnaireId]?.[requirementNumber];
  if (worksheet && (worksheet.row ?? row) === row)
    return { finding: 'IN_PLACE_WITH_CCW', ...worksheet.fields };
  if (offered.includes('NOT_TESTED') && (index * 7 + 3) % 23 === 20)
    return {
      finding: 'NOT_TESTED',
      notTestedReason: 'Left out of this round on request; it is planned for the second quarter.',
      notTestedAskedBy: 'Nordbank Merchant Services, PCI desk',
    };
  return { finding: 'IN_PLACE' };
}
