import {
  type Catalogue,
  type EvidenceType,
  evidenceTypes,
  isQuestionnaireId,
  type QuestionnaireId,
  type Requirement,
  type Theme,
  themes,
} from './model';

export type CatalogueFilter = {
  query: string;
  questionnaireId: QuestionnaireId | null;
  evidenceType: EvidenceType | null;
  theme: Theme | null;
};

type AddressParams = Readonly<Record<string, string | string[] | undefined>>;

const LONGEST_QUERY = 100;

/** The filter that an address asks for. What is not known is left out: a link from elsewhere still shows something. */
export function parseCatalogueFilter(params: AddressParams): CatalogueFilter {
  const text = (name: string) => [params[name]].flat()[0] ?? '';
  const questionnaireId = text('questionnaire');
  const evidenceType = text('evidence');
  const theme = text('theme');
  return {
    query: text('q').normalize().trim().slice(0, LONGEST_QUERY),
    questionnaireId: isQuestionnaireId(questionnaireId) ? questionnaireId : null,
    evidenceType: evidenceTypes.find((known) => known === evidenceType) ?? null,
    theme: themes.find((known) => known === theme) ?? null,
  };
}

export function isFiltered(filter: CatalogueFilter): boolean {
  return Object.values(filter).some((value) => value !== null && value !== '');
}

const NUMBER = /^(?:[1-9]|1[0-2]|A[1-3])(?:\.\d{1,2}){0,5}\.?$/i;

/**
 * Requirements that fit the filter, in the standard's order. A number finds itself and everything below it; every word
 * must occur in the title, the summary or the question.
 */
export function searchRequirements(catalogue: Catalogue, filter: CatalogueFilter): Requirement[] {
  const matches = matcherOf(filter.query);
  return catalogue.requirements.filter(
    (node) =>
      node.kind === 'requirement' &&
      (filter.questionnaireId === null || node.questionnaireIds.includes(filter.questionnaireId)) &&
      (filter.evidenceType === null || node.evidenceTypes.includes(filter.evidenceType)) &&
      (filter.theme === null || node.themes.includes(filter.theme)) &&
      matches(node, catalogue.guidanceByNumber.get(node.requirementNumber)?.question ?? ''),
  );
}

function matcherOf(query: string): (node: Requirement, question: string) => boolean {
  if (query === '') return () => true;
  if (NUMBER.test(query)) {
    const number = query.toUpperCase().replace(/\.$/, '');
    return (node) => node.requirementNumber === number || node.requirementNumber.startsWith(`${number}.`);
  }
  const words = query.toLowerCase().split(/\s+/);
  return (node, question) => {
    const text = `${node.requirementNumber} ${node.title} ${node.summary} ${question}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** Whether somebody looks for the customized approach, which no self-assessment questionnaire supports. */
export function asksForCustomizedApproach(query: string): boolean {
  return /customi[sz]ed/i.test(query);
}

export type RequirementGroup = {
  principal: Requirement;
  sections: { section: Requirement; requirements: Requirement[] }[];
};

/** Requirements under their sections and principal requirements, in the standard's order; empty ones are left out. */
export function groupRequirements(
  catalogue: Catalogue,
  requirements: readonly Requirement[],
): RequirementGroup[] {
  const groups = new Map<string, RequirementGroup>();
  for (const requirement of requirements) {
    const [principalNumber = '', second = ''] = requirement.requirementNumber.split('.');
    const principal = catalogue.requirementByNumber.get(principalNumber);
    const section = catalogue.requirementByNumber.get(`${principalNumber}.${second}`);
    if (!principal || !section) continue;
    const group = groups.get(principalNumber) ?? { principal, sections: [] };
    groups.set(principalNumber, group);
    const last = group.sections.at(-1);
    if (last?.section === section) last.requirements.push(requirement);
    else group.sections.push({ section, requirements: [requirement] });
  }
  return [...groups.values()];
}
