import type { AttestationDraft, AttestationForm, FormPart } from '../model/form';
import type { Place, SignOffProblem } from '../model/problem';
import type { AttestationSources } from '../model/sources';
import { openParts } from './effective-form';
import { missingFields } from './missing-fields';
import type { DerivedResult } from './outcome';
import { partName, partWords } from './parts';

type Context = {
  sources: AttestationSources;
  draft: AttestationDraft;
  form: AttestationForm;
  result: DerivedResult;
};

/** What is missing or contradicts itself in the form: no attestation of any result can be signed with it. */
export function formProblems(context: Context): SignOffProblem[] {
  const parts = openParts(context.sources, context.result, context.form.result);
  const unconfirmed = parts.filter((part) => context.draft[part] === undefined);
  return [
    ...unconfirmedProblem(unconfirmed),
    ...parts.filter((part) => !unconfirmed.includes(part)).flatMap((part) => missingProblem(part, context)),
    ...criteriaProblem(context),
    ...contradictions(context),
  ];
}

function unconfirmedProblem(parts: readonly FormPart[]): SignOffProblem[] {
  const [first] = parts;
  if (!first) return [];
  return [
    {
      code: 'PART_NOT_CONFIRMED',
      severity: 'STOPS',
      words:
        parts.length === 1
          ? `${partName(first)} of the form is not confirmed`
          : `${parts.length} parts of the form are not confirmed`,
      places: parts.map((part) => ({ label: partWords[part].number, place: { kind: 'PART', part } })),
      action: 'Fill in',
      place: { kind: 'PART', part: first },
    },
  ];
}

function missingProblem(part: FormPart, context: Context): SignOffProblem[] {
  const missing = missingFields(part, context);
  const [first] = missing;
  if (!first) return [];
  const words = missing.slice(0, 3).map((field) => field.words);
  const more = missing.length - words.length;
  return [
    {
      code: `MISSING_${part}`,
      severity: 'STOPS',
      words: `${partName(part)} lacks ${words.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      places: [],
      action: 'Fill in',
      place: { kind: 'PART', part, field: first.field },
    },
  ];
}

function criteriaProblem({ sources, form, draft }: Context): SignOffProblem[] {
  if (!draft.eligibility || !form.eligibility) return [];
  const refused = form.eligibility.criteria.flatMap((row, index) => (row.answer === 'NO' ? [index + 1] : []));
  if (refused.length === 0) return [];
  return [
    {
      code: 'NOT_ELIGIBLE',
      severity: 'STOPS',
      words: `${sources.questionnaire.name} does not fit: ${refused.length === 1 ? 'criterion' : 'criteria'} ${refused.join(', ')} ${refused.length === 1 ? 'is' : 'are'} not met`,
      places: [{ label: '2h', place: { kind: 'PART', part: 'eligibility' } }],
      action: 'Find the questionnaire',
      place: { kind: 'PICKER' },
    },
  ];
}

function contradictions({ sources, form, draft, result }: Context): SignOffProblem[] {
  const { completion, providers, assessor, qsa, isa } = form;
  const claimed = sources.requirements.some(({ answers }) =>
    answers.some((answer) => answer.finding === 'NOT_IN_PLACE' && answer.legalException),
  );
  const found: (SignOffProblem | false)[] = [
    draft.completion !== undefined &&
      completion.legalConstraint === true &&
      !claimed &&
      stops(
        'LAW_WITHOUT_ANSWER',
        'Section 2 says that a law prevents a requirement, but no answer names one',
        'completion',
        'legalConstraint',
      ),
    draft.completion !== undefined &&
      completion.legalConstraint === false &&
      claimed &&
      stops(
        'ANSWER_WITHOUT_LAW',
        'An answer claims a legal exception, but section 2 says that there is none',
        'completion',
        'legalConstraint',
      ),
    completion.completedOn !== null &&
      completion.completedOn > sources.today &&
      stops('COMPLETED_IN_FUTURE', 'The completion date lies in the future', 'completion', 'completedOn'),
    result.outcome === 'NON_COMPLIANT' &&
      form.result.targetOn !== null &&
      form.result.targetOn <= sources.today &&
      stops('TARGET_IN_PAST', 'The target date for compliance has passed', 'result', 'targetOn'),
    draft.providers !== undefined &&
      providers.providers.length > 0 &&
      [providers.handleAccountData, providers.manageInScope, providers.couldAffectSecurity].every(
        (answer) => answer === false,
      ) &&
      stops(
        'PROVIDERS_DENIED',
        'Part 2f lists providers, but all three questions are answered No',
        'providers',
        'handleAccountData',
      ),
    disagree(assessor.qsaInvolved, qsa.involved, draft.qsa) &&
      stops('QSA_DISAGREES', 'Parts 1b and 3c disagree about a QSA', 'qsa', 'involved'),
    disagree(assessor.isaInvolved, isa.involved, draft.isa) &&
      stops('ISA_DISAGREES', 'Parts 1b and 3d disagree about an ISA', 'isa', 'involved'),
  ];
  return found.filter((problem) => problem !== false);
}

function disagree(left: boolean | null, right: boolean | null, saved: object | undefined): boolean {
  return saved !== undefined && left !== null && right !== null && left !== right;
}

function stops(code: string, words: string, part: FormPart, field: string): SignOffProblem {
  const place: Place = { kind: 'PART', part, field };
  return {
    code,
    severity: 'STOPS',
    words,
    places: [{ label: partWords[part].number, place }],
    action: 'Mend',
    place,
  };
}
