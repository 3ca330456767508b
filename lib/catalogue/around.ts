import type { Catalogue, CatalogueActivity, CrosswalkSection, Questionnaire, Requirement } from './model';

/** What a requirement's own page needs from the rest of the catalogue. */
export type RequirementSurroundings = {
  principal: Requirement | null;
  section: Requirement | null;
  children: Requirement[];
  previous: Requirement | null;
  next: Requirement | null;
  activities: CatalogueActivity[];
  crosswalk: CrosswalkSection | null;
  limits: string[];
  includedIn: Questionnaire[];
  /** Forms that leave some of its parts blank. */
  partlyBlankIn: Questionnaire[];
  /** Forms that print it but do not ask for an answer. */
  blankIn: Questionnaire[];
  supersedes: Requirement[];
};

/** The neighbours of a node: what stands above, below, before and after it, and who asks for it. */
export function surroundingsOf(catalogue: Catalogue, node: Requirement): RequirementSurroundings {
  const number = node.requirementNumber;
  const [principalNumber = '', second] = number.split('.');
  const byNumber = (candidate: string) => catalogue.requirementByNumber.get(candidate) ?? null;
  const siblings = catalogue.requirements.filter((candidate) => candidate.kind === node.kind);
  const place = siblings.indexOf(node);
  const sectionNumber = `${principalNumber}.${second}`;
  return {
    principal: node.kind === 'principal' ? null : byNumber(principalNumber),
    section: node.kind === 'requirement' ? byNumber(sectionNumber) : null,
    children: catalogue.requirements.filter(
      (candidate) =>
        candidate.parentNumber === number ||
        (node.kind === 'section' &&
          candidate.kind === 'requirement' &&
          candidate.requirementNumber.startsWith(`${number}.`)),
    ),
    previous: siblings[place - 1] ?? null,
    next: siblings[place + 1] ?? null,
    activities: catalogue.activities.filter(
      (activity) => activity.isActive && activity.requirementNumbers.includes(number),
    ),
    crosswalk:
      catalogue.crosswalk.sections.find(
        (section) => section.sectionNumber === (node.kind === 'section' ? number : sectionNumber),
      ) ?? null,
    limits: catalogue.timeframeRules.limits
      .filter((limit) => limit.requirementNumber === number)
      .map((limit) => limit.limit),
    includedIn: catalogue.questionnaires.filter((saq) => saq.requirementNumbers.includes(number)),
    partlyBlankIn: catalogue.questionnaires.filter((saq) => saq.partialBulletsLeftBlank.includes(number)),
    blankIn: catalogue.questionnaires.filter((saq) => saq.listedButLeftBlank.includes(number)),
    supersedes: catalogue.requirements.filter((candidate) => candidate.supersededBy === number),
  };
}
