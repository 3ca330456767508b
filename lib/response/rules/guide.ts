import type { Catalogue } from '@/lib/catalogue/model';
import { principalOf } from '@/lib/catalogue/rules';
import { describePeriodicity, timeframeNames } from '@/lib/catalogue/words';
import type { RequirementGuide } from '../model';

/** Everything the screen shows about a requirement beside its answer; null for numbers that take no answer. */
export function guideOf(catalogue: Catalogue, requirementNumber: string): RequirementGuide | null {
  const requirement = catalogue.requirementByNumber.get(requirementNumber);
  const guidance = catalogue.guidanceByNumber.get(requirementNumber);
  if (!requirement || !guidance) return null;
  return {
    requirementNumber,
    question: guidance.question,
    summary: requirement.summary,
    webReason: requirement.ecommerceWhy,
    good: guidance.good,
    verify: guidance.verify,
    gaps: guidance.gaps,
    evidence: guidance.evidence,
    ecommerce: guidance.ecommerce,
    notApplicableWhen: guidance.notApplicableWhen,
    organizationWide: guidance.organizationWide,
    supersededBy: requirement.supersededBy,
    supersededSince: requirement.supersededSince,
    interval: requirement.periodicity ? describePeriodicity(requirement.periodicity) || null : null,
    activities: catalogue.activities
      .filter((activity) => activity.isActive && activity.requirementNumbers.includes(requirementNumber))
      .map((activity) => ({ title: activity.title, timeframe: timeframeNames[activity.timeframe] })),
  };
}

/** The guides of a principal requirement or appendix, fetched together so that the next requirement opens at once. */
export function guidesOf(catalogue: Catalogue, principalNumber: string): RequirementGuide[] {
  return catalogue.requirements.flatMap((requirement) => {
    if (principalOf(requirement.requirementNumber) !== principalNumber) return [];
    const guide = guideOf(catalogue, requirement.requirementNumber);
    return guide ? [guide] : [];
  });
}
