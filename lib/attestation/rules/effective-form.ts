import { embeddedFormMethods } from '@/lib/integration/model';
import { type AttestationDraft, type AttestationForm, type FormPart, formPartNames } from '../model/form';
import type { AttestationSources } from '../model/sources';
import type { DerivedResult } from './outcome';
import { partsOf } from './parts';
import { gapsByPrincipal, planPrincipals } from './plan';

/**
 * The form as the document would hold it now: what a person saved, else what is carried over; parts that the
 * questionnaire does not have are null; facts that are decided elsewhere (channels, criteria, services, gaps) are
 * brought in line, so that the document cannot contradict itself.
 */
export function effectiveForm(
  sources: AttestationSources,
  draft: AttestationDraft,
  carried: AttestationForm,
  result: DerivedResult,
): AttestationForm {
  const own = partsOf(sources.questionnaire.questionnaireId);
  const merged = Object.fromEntries(
    formPartNames.map((part) => [part, own.includes(part) ? (draft[part] ?? carried[part]) : null]),
  ) as AttestationForm;
  const { channels } = sources.assessment;
  return {
    ...merged,
    channels: merged.channels && {
      ...merged.channels,
      eCommerce: channels.includes('E_COMMERCE'),
      moto: channels.includes('MOTO'),
      cardPresent: channels.includes('CARD_PRESENT'),
    },
    cardRole: merged.cardRole && {
      channels: channels.map((channel) => ({
        channel,
        description: merged.cardRole?.channels.find((row) => row.channel === channel)?.description ?? '',
      })),
    },
    approach: merged.approach && {
      services: (merged.services?.included ?? []).map(({ name }) => ({
        service: name,
        justification:
          merged.approach?.services.find((row) => row.service === name)?.justification ||
          justifyApproach(sources),
      })),
    },
    eligibility: merged.eligibility && {
      criteria: sources.questionnaire.eligibility.map(({ criterionId }) => ({
        criterionId,
        answer: concerns(criterionId, sources)
          ? (merged.eligibility?.criteria.find((row) => row.criterionId === criterionId)?.answer ?? null)
          : 'NOT_CONCERNED',
      })),
    },
    result: {
      ...merged.result,
      targetOn: result.outcome === 'NON_COMPLIANT' ? merged.result.targetOn : null,
      planRequested: result.outcome === 'NON_COMPLIANT' ? merged.result.planRequested : false,
      signIncomplete:
        merged.result.signIncomplete && (result.unanswered.length > 0 || result.incomplete.length > 0),
    },
    plan: needsPlan(result, merged.result.planRequested)
      ? {
          items: planPrincipals(sources.requirements, result).map((principalNumber) => {
            const saved = merged.plan?.items.find((row) => row.principalNumber === principalNumber);
            return saved ?? { principalNumber, targetOn: null, actions: '' };
          }),
        }
      : null,
  };
}

/** Part 4 is filled in only when the result is Non-Compliant and the recipient asks for it. */
export function needsPlan(result: Pick<DerivedResult, 'outcome'>, planRequested: boolean | null): boolean {
  return result.outcome === 'NON_COMPLIANT' && planRequested === true;
}

/**
 * Parts that have to be filled in as things stand. While answers are merely open, nobody is asked for the target date of
 * a Non-Compliant result; a gap, or the wish to sign with open answers, asks for it.
 */
export function openParts(
  sources: AttestationSources,
  result: DerivedResult,
  chosen: Pick<AttestationForm['result'], 'planRequested' | 'signIncomplete'>,
): FormPart[] {
  const isNonCompliant =
    result.outcome === 'NON_COMPLIANT' &&
    (chosen.signIncomplete || gapsByPrincipal(sources.requirements).size > 0);
  return partsOf(sources.questionnaire.questionnaireId).filter((part) => {
    if (part === 'plan') return isNonCompliant && needsPlan(result, chosen.planRequested);
    return part !== 'result' || isNonCompliant;
  });
}

/**
 * Whether a criterion speaks of this merchant at all. The picker has concluded it; without a picker only two criteria of
 * SAQ A are left out: a6 where nothing is sold online, a7 where no page embeds the provider's form (FAQ 1588).
 */
export function concerns(
  criterionId: string,
  { assessment, pickerCriteria }: Pick<AttestationSources, 'assessment' | 'pickerCriteria'>,
): boolean {
  const concluded = pickerCriteria[criterionId];
  if (concluded) return concluded !== 'NOT_CONCERNED';
  if (criterionId === 'a6') return assessment.channels.includes('E_COMMERCE');
  if (criterionId === 'a7') {
    return assessment.integrations.some(({ method }) => embeddedFormMethods.includes(method));
  }
  return true;
}

/** Part 2g of the service provider's form: which requirements are Not Applicable or Not Tested, and why. */
export function justifyApproach({ requirements }: Pick<AttestationSources, 'requirements'>): string {
  const lines = requirements.flatMap(({ requirementNumber, answers }) =>
    answers.flatMap((answer) => {
      if (answer.finding === 'NOT_APPLICABLE')
        return [`${requirementNumber} Not Applicable: ${answer.notApplicableReason.trim()}`];
      if (answer.finding === 'NOT_TESTED')
        return [`${requirementNumber} Not Tested: ${answer.notTestedReason.trim()}`];
      return [];
    }),
  );
  return [...new Set(lines)].join('\n').slice(0, 60_000);
}
