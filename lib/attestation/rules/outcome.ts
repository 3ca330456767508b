import type { Finding } from '@/lib/catalogue/model';
import type { AttestationContent, SnapshotRequirement } from '../model/snapshot';
import { isLegalException, missingTexts } from './answers';

type Judged = Pick<SnapshotRequirement, 'requirementNumber' | 'answers'>;

export type DerivedResult = Pick<
  AttestationContent['result'],
  'outcome' | 'extent' | 'unanswered' | 'incomplete' | 'notInPlace' | 'notTested' | 'legalExceptions'
>;

/**
 * The one status that part 3 states, from the answers alone:
 * - an open requirement, or one without its obligatory text or its risk analysis, leaves a section incomplete: Non-Compliant;
 * - any Not in Place without a legal basis: Non-Compliant;
 * - Not in Place only because of the law: Compliant but with Legal exception;
 * - else Compliant. Where Not Tested is offered (SAQ D), the claim is Full or Partial; Not Tested never blocks it.
 */
export function deriveResult(
  requirements: readonly Judged[],
  options: readonly Finding[],
  describesResults: boolean,
  /** Requirements whose answer rests on no valid risk analysis (12.3.1), though it says that one sets how often. */
  withoutAnalysis: readonly string[] = [],
): DerivedResult {
  const numbersWhere = (holds: (requirement: Judged) => boolean) =>
    requirements.filter(holds).map((requirement) => requirement.requirementNumber);
  const unanswered = numbersWhere(({ answers }) => answers.some((answer) => answer.finding === null));
  const incomplete = numbersWhere(
    ({ requirementNumber, answers }) =>
      withoutAnalysis.includes(requirementNumber) ||
      answers.some((answer) => missingTexts(answer, describesResults).length > 0),
  );
  const notInPlace = numbersWhere(({ answers }) =>
    answers.some((answer) => answer.finding === 'NOT_IN_PLACE'),
  );
  const notTested = numbersWhere(({ answers }) => answers.some((answer) => answer.finding === 'NOT_TESTED'));
  const withoutLaw = numbersWhere(({ answers }) =>
    answers.some((answer) => answer.finding === 'NOT_IN_PLACE' && !isLegalException(answer)),
  );
  const legalExceptions = requirements.flatMap(({ requirementNumber, answers }) =>
    answers
      .filter(isLegalException)
      .map((answer) => ({ requirementNumber, basis: answer.legalBasis.trim() })),
  );
  const isOpen = unanswered.length > 0 || incomplete.length > 0 || withoutLaw.length > 0;
  return {
    outcome: isOpen
      ? 'NON_COMPLIANT'
      : legalExceptions.length > 0
        ? 'COMPLIANT_WITH_LEGAL_EXCEPTION'
        : 'COMPLIANT',
    extent: options.includes('NOT_TESTED') ? (notTested.length > 0 ? 'PARTIAL' : 'FULL') : null,
    unanswered,
    incomplete,
    notInPlace,
    notTested,
    legalExceptions,
  };
}
