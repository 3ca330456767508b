import type { Finding } from '@/lib/catalogue/model';
import { type AnswerForm, worksheetFields } from '../model';
import { type Fact, hasFact } from './facts';

export type OwedField = Exclude<Fact, 'legalException'>;
type Form = Pick<AnswerForm, 'describesResults' | 'asksPlan'>;
type Answered = { finding: Finding | null; facts: number };

export const planFields = ['planAction', 'planOwner', 'planTargetOn'] as const satisfies OwedField[];

/** The texts that an answer obliges to, written or not. Without their words: lists ask this for each of their rows. */
export function owedFields({ finding, facts }: Answered, form: Form): readonly OwedField[] {
  const described: OwedField[] = form.describesResults ? ['resultNote'] : [];
  switch (finding) {
    case 'IN_PLACE':
      return described;
    case 'IN_PLACE_WITH_CCW':
      return [...described, ...worksheetFields];
    case 'NOT_APPLICABLE':
      return ['notApplicableReason'];
    case 'NOT_TESTED':
      return ['notTestedReason', 'notTestedAskedBy'];
    case 'NOT_IN_PLACE':
      // A legal exception says why it cannot be met; a plan to meet it would contradict that.
      return [
        ...described,
        ...(hasFact(facts, 'legalException') ? (['legalBasis'] as const) : plannedBy(form)),
      ];
    default:
      return [];
  }
}

/** Whether something that the answer obliges to is still to be written. */
export function owesTexts(answered: Answered, form: Form): boolean {
  return owedFields(answered, form).some((field) => !hasFact(answered.facts, field));
}

/** A plan is asked for unless the organization says otherwise. */
function plannedBy({ asksPlan = true }: Form): readonly OwedField[] {
  return asksPlan ? planFields : [];
}
