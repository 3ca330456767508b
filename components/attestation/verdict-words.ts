import type { Outcome } from '@/lib/attestation/model/outcome';
import type { DraftView } from '@/lib/attestation/model/view';
import { plural } from '@/lib/platform/format';

type Result = Pick<
  DraftView['result'],
  'outcome' | 'planRequested' | 'hasGaps' | 'unanswered' | 'incomplete' | 'notInPlace' | 'legalExceptions'
>;

/** Why the result is what it is. */
export function chosenWords(result: Result, form: { signIncomplete: boolean }): string {
  if (result.outcome === 'COMPLIANT') {
    return 'Every assessed requirement is In Place, In Place with CCW or Not Applicable.';
  }
  if (result.outcome === 'COMPLIANT_WITH_LEGAL_EXCEPTION') {
    const numbers = result.legalExceptions.map(({ requirementNumber }) => requirementNumber);
    return `A law stands against ${numbers.join(', ')}. The recipient looks at this more closely.`;
  }
  if (result.hasGaps) {
    const plan = result.planRequested
      ? ' The acquirer asks for an action plan, so part 4 goes with it.'
      : ' The fix plans of the answers go into the report.';
    return `${plural(result.notInPlace.length, 'requirement is', 'requirements are')} Not in Place.${plan}`;
  }
  return form.signIncomplete
    ? 'Signed so, the attestation names each requirement that is still open.'
    : missingWords(result);
}

function missingWords({ unanswered, incomplete }: Result): string {
  if (incomplete.length === 0)
    return 'Answers are still missing. Answer them, or say in part 3 that you sign with them open.';
  if (unanswered.length === 0)
    return `Everything is answered, but ${withoutText(incomplete)}. Add it, or say in part 3 that you sign without it.`;
  return 'Answers and what they oblige to are still missing. Add them, or say in part 3 that you sign with them open.';
}

function withoutText(incomplete: readonly string[]): string {
  return `${plural(incomplete.length, 'requirement lacks', 'requirements lack')} an obligatory text or risk analysis`;
}

/** Why it is none of the others. */
export function otherWords(outcome: Outcome, result: Result): string {
  if (outcome === 'COMPLIANT') {
    const reasons = [
      result.hasGaps &&
        `${plural(result.notInPlace.length, 'requirement is', 'requirements are')} Not in Place`,
      result.unanswered.length > 0 &&
        `${plural(result.unanswered.length, 'requirement has', 'requirements have')} no answer`,
      result.incomplete.length > 0 && withoutText(result.incomplete),
      result.outcome === 'COMPLIANT_WITH_LEGAL_EXCEPTION' && 'a law stands against a requirement',
    ].filter((reason) => typeof reason === 'string');
    return `Not possible yet: ${reasons.join(', ')}.`;
  }
  if (outcome === 'NON_COMPLIANT')
    return 'Not the case: no requirement is Not in Place without a law behind it.';
  return 'Only where a law prevents a requirement. It is named at the answer.';
}
