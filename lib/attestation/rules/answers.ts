import { factsOf } from '@/lib/response/rules/facts';
import { listNeeds, type Need } from '@/lib/response/rules/obligations';
import type { SnapshotAnswer } from '../model/snapshot';

/** What the answer still owes, by the standard's form and by our own policy. Unanswered owes an answer, nothing else. */
export function needsOf(answer: SnapshotAnswer, describesResults: boolean): Need[] {
  return listNeeds({ finding: answer.finding, facts: factsOf(answer) }, { describesResults });
}

/** Texts without which the official form is not complete. */
export function missingTexts(answer: SnapshotAnswer, describesResults: boolean): Need[] {
  return needsOf(answer, describesResults).filter((need) => need.source === 'STANDARD');
}

/** Not in Place because a law forbids the requirement, and the law is named. */
export function isLegalException(answer: SnapshotAnswer): boolean {
  return answer.finding === 'NOT_IN_PLACE' && answer.legalException && answer.legalBasis.trim() !== '';
}

/** Keeps the texts that belong to the finding: what was typed for another answer is not attested. */
export function attestedAnswer(answer: SnapshotAnswer): SnapshotAnswer {
  const { finding } = answer;
  const only = (belongs: boolean, text: string) => (belongs ? text : '');
  const ccw = finding === 'IN_PLACE_WITH_CCW';
  const gap = finding === 'NOT_IN_PLACE';
  const legal = gap && answer.legalException;
  return {
    ...answer,
    resultNote: only(finding !== null, answer.resultNote),
    notApplicableReason: only(finding === 'NOT_APPLICABLE', answer.notApplicableReason),
    notTestedReason: only(finding === 'NOT_TESTED', answer.notTestedReason),
    notTestedAskedBy: only(finding === 'NOT_TESTED', answer.notTestedAskedBy),
    legalException: legal,
    legalBasis: only(legal, answer.legalBasis),
    planAction: only(gap, answer.planAction),
    planOwner: only(gap, answer.planOwner),
    planTargetOn: gap ? answer.planTargetOn : null,
    ccwConstraints: only(ccw, answer.ccwConstraints),
    ccwDefinition: only(ccw, answer.ccwDefinition),
    ccwObjective: only(ccw, answer.ccwObjective),
    ccwIdentifiedRisk: only(ccw, answer.ccwIdentifiedRisk),
    ccwValidation: only(ccw, answer.ccwValidation),
    ccwMaintenance: only(ccw, answer.ccwMaintenance),
  };
}
