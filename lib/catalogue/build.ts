import type { Catalogue, Guidance, Requirement } from './model';
import { compareRequirementNumbers } from './rules';
import {
  activitiesFile,
  crosswalkFile,
  guidanceFile,
  questionnairesFile,
  requirementsFile,
  timeframesFile,
} from './schema';

/** The files of one version, as they were read: not checked yet. */
export type CatalogueFiles = {
  requirements: unknown;
  guidance: unknown[];
  questionnaires: unknown;
  activities: unknown;
  timeframes: unknown;
  crosswalk: unknown;
};

/** Checks the files of a version, each alone and against the others, and builds the indexes. Throws on the first fault. */
export function buildCatalogue(catalogueVersionId: string, files: CatalogueFiles): Catalogue {
  const { standard, version, published, requirements } = requirementsFile.parse(files.requirements);
  const guidanceByNumber = new Map<string, Guidance>(
    files.guidance.flatMap((file) => Object.entries(guidanceFile.parse(file))),
  );
  const catalogue: Catalogue = {
    catalogueVersionId,
    standard,
    version,
    published,
    requirements,
    requirementByNumber: new Map(requirements.map((node) => [node.requirementNumber, node])),
    guidanceByNumber,
    questionnaires: questionnairesFile.parse(files.questionnaires).questionnaires,
    activities: activitiesFile.parse(files.activities).activities,
    timeframeRules: timeframesFile.parse(files.timeframes),
    crosswalk: crosswalkFile.parse(files.crosswalk),
  };
  assertConsistent(catalogue);
  return catalogue;
}

function assertConsistent(catalogue: Catalogue): void {
  const fault = (words: string): never => {
    throw new Error(`Catalogue ${catalogue.catalogueVersionId}: ${words}`);
  };
  const known = (number: string, where: string): Requirement =>
    catalogue.requirementByNumber.get(number) ?? fault(`${where} names ${number}, which does not exist`);

  if (catalogue.requirementByNumber.size !== catalogue.requirements.length) fault('a number occurs twice');
  for (const [index, node] of catalogue.requirements.entries()) {
    const previous = catalogue.requirements[index - 1];
    if (previous && compareRequirementNumbers(previous.requirementNumber, node.requirementNumber) >= 0)
      fault(`${node.requirementNumber} is out of order`);
    if (node.requirementKey !== `pci-dss:${node.requirementNumber}`)
      fault(`${node.requirementNumber} has a wrong key`);
    if ((node.kind === 'principal') !== (node.parentNumber === null))
      fault(`${node.requirementNumber} has a wrong parent`);
    if (node.parentNumber) known(node.parentNumber, node.requirementNumber);
    if (node.supersededBy) known(node.supersededBy, node.requirementNumber);
    if ((node.kind === 'requirement') !== catalogue.guidanceByNumber.has(node.requirementNumber))
      fault(`${node.requirementNumber}: requirements have guidance, groups have none`);
  }
  for (const number of catalogue.guidanceByNumber.keys()) known(number, 'the guidance');
  for (const questionnaire of catalogue.questionnaires) {
    const name = questionnaire.name;
    const included = catalogue.requirements
      .filter((node) => node.questionnaireIds.includes(questionnaire.questionnaireId))
      .map((node) => node.requirementNumber);
    if (included.join() !== questionnaire.requirementNumbers.join())
      fault(`${name} and the requirements disagree on what it contains`);
    const rows = included.reduce((sum, number) => sum + (known(number, name).answerRows.length || 1), 0);
    if (rows !== questionnaire.answerRowCount) fault(`${name} has ${rows} answer rows`);
    for (const group of questionnaire.conditionalGroups)
      for (const number of group.requirementNumbers ?? [])
        if (!included.includes(number)) fault(`${name}: ${group.groupId} names ${number}, which it lacks`);
  }
  for (const activity of catalogue.activities)
    for (const number of activity.requirementNumbers) known(number, activity.activityId);
  for (const section of catalogue.crosswalk.sections) known(section.sectionNumber, 'the crosswalk');
}
