import type { AttestationDraft, FormPart } from '@/lib/attestation/model/form';
import { partsOf } from '@/lib/attestation/rules/parts';
import type { Questionnaire } from '@/lib/catalogue/model';
import type { FormChange } from './model';

type Asks = Pick<Questionnaire, 'requirementNumbers'>;

/** Requirement numbers that both questionnaires ask, that only the new one asks, and that only the old one does. */
export function compareQuestionnaires(from: Asks, to: Asks) {
  const [before, after] = [new Set(from.requirementNumbers), new Set(to.requirementNumbers)];
  return {
    stay: to.requirementNumbers.filter((number) => before.has(number)),
    added: to.requirementNumbers.filter((number) => !before.has(number)),
    fallAway: from.requirementNumbers.filter((number) => !after.has(number)),
  };
}

type Form = Pick<Questionnaire, 'questionnaireId' | 'eligibility'>;

/**
 * What becomes of the attestation's form. Parts that the new form has too stay as they were saved, but for the criteria,
 * which are those of each questionnaire, and the description of a channel that is not described yet.
 */
export function compareForms(
  from: Form,
  to: Form,
  { draft, channels }: { draft: AttestationDraft; channels: readonly string[] },
): FormChange {
  const [before, after] = [partsOf(from.questionnaireId), partsOf(to.questionnaireId)];
  const isSaved = (part: FormPart) => draft[part] !== undefined;
  const isAnew = (part: FormPart): boolean => {
    if (part === 'eligibility') {
      const answered = draft.eligibility?.criteria.filter((row) => row.answer !== null) ?? [];
      return to.eligibility.some((one) => !answered.some((row) => row.criterionId === one.criterionId));
    }
    if (part === 'cardRole' && isSaved(part)) {
      return channels.some(
        (channel) =>
          !draft.cardRole?.channels.some((row) => row.channel === channel && row.description.trim() !== ''),
      );
    }
    return !isSaved(part) && !before.includes(part);
  };
  return {
    stays: after.filter((part) => isSaved(part) && !isAnew(part)),
    anew: after.filter(isAnew),
    hidden: before.filter((part) => isSaved(part) && !after.includes(part)),
  };
}

type Decided = {
  decisionId: string;
  legalEntityId: string;
  catalogueVersionId: string;
  integrationIds: readonly string[];
};

/** Why an assessment cannot rest on another decision, in words that say what to do instead. Null when it can. */
export function whyNotRestOn(
  assessment: Omit<Decided, 'decisionId'> & { decisionId: string | null },
  decision: Decided,
): string | null {
  const asKey = (ids: readonly string[]) => ids.toSorted().join();
  if (assessment.decisionId === decision.decisionId) return 'This assessment rests on this decision already.';
  if (
    assessment.legalEntityId !== decision.legalEntityId ||
    asKey(assessment.integrationIds) !== asKey(decision.integrationIds)
  ) {
    return 'This decision covers other integrations. It needs an assessment of its own.';
  }
  if (assessment.catalogueVersionId !== decision.catalogueVersionId) {
    return 'This decision is for another version of the standard. It needs an assessment of its own.';
  }
  return null;
}

/**
 * The name of an assessment with the new questionnaire in the place of the old one, of which it speaks. Null where it does
 * not, or where it already speaks of the new one: "SAQ A" is not in "SAQ A-EP".
 */
export function renamed(name: string, from: string, to: string): string | null {
  const spoken = new RegExp(`(?<![\\w-])${from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'gi');
  if (from === to || !spoken.test(name)) return null;
  return name.replace(spoken, to);
}
