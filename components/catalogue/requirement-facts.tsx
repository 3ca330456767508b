import Link from 'next/link';
import { SaqMark } from '@/components/ui/badge';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { SectionHead } from '@/components/ui/section-head';
import type { RequirementSurroundings } from '@/lib/catalogue/around';
import type { Questionnaire, Requirement } from '@/lib/catalogue/model';
import {
  appliesToNames,
  conditionNames,
  describeLength,
  evidenceTypeNames,
  questionnaireMarks,
  testMethodNames,
  themeNames,
} from '@/lib/catalogue/words';

/** Facts of the standard about one requirement, and the questionnaires that ask for it. */
export function RequirementFacts({
  requirement,
  around,
}: {
  requirement: Requirement;
  around: RequirementSurroundings;
}) {
  return (
    <>
      <section aria-labelledby="questionnaires">
        <SectionHead title="Questionnaires" id="questionnaires" />
        {around.includedIn.length > 0 ? (
          <ul className="flex flex-wrap gap-1.5">
            {around.includedIn.map((saq) => (
              <li key={saq.questionnaireId}>
                <Link href={`/catalogue?questionnaire=${saq.questionnaireId}`} aria-label={saq.name}>
                  <SaqMark label={saq.name}>{questionnaireMarks[saq.questionnaireId]}</SaqMark>
                </Link>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-2">No questionnaire asks for it.</p>
        )}
        <FormNotes requirement={requirement} around={around} />
      </section>
      <section aria-labelledby="facts">
        <SectionHead title="Facts" id="facts" />
        <DescriptionList facts={factsOf(requirement, around)} />
      </section>
    </>
  );
}

function FormNotes({ requirement, around }: { requirement: Requirement; around: RequirementSurroundings }) {
  const notes = [
    ...around.includedIn.flatMap((saq) =>
      saq.conditionalGroups
        .filter((group) => group.requirementNumbers?.includes(requirement.requirementNumber))
        .map((group) => `${saq.name}: ${group.rule}`),
    ),
    around.partlyBlankIn.length > 0 &&
      `${names(around.partlyBlankIn)}: the form leaves some of its parts blank, so less is asked there.`,
    around.blankIn.length > 0 && `${names(around.blankIn)}: printed in the form, but not answered.`,
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <ul className="mt-2 grid gap-1.5 text-ink-2 text-small">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function names(questionnaires: readonly Questionnaire[]): string {
  return questionnaires.map((saq) => saq.name).join(', ');
}

function factsOf(requirement: Requirement, around: RequirementSurroundings): Fact[] {
  const { retention, conditionalOn } = requirement;
  const facts: (Fact | false)[] = [
    { term: 'Applies to', detail: appliesToNames[requirement.appliesTo] },
    conditionalOn !== null && {
      term: 'Only where',
      detail: conditionNames[conditionalOn] ?? conditionalOn,
    },
    around.limits.length > 0 && { term: 'Limit', detail: around.limits.join('; ') },
    retention !== null && {
      term: 'Keep records',
      detail: `at least ${describeLength(retention.atLeast, retention.unit)}${retention.note ? `, ${retention.note}` : ''}`,
    },
    requirement.futureDated && {
      term: 'In force',
      detail: requirement.futureDatedNote
        ? `fully since 31 March 2025. ${requirement.futureDatedNote}`
        : 'since 31 March 2025',
    },
    { term: 'Customized approach', detail: customizedOf(requirement) },
    requirement.prioritizedMilestone !== null && {
      term: 'Milestone',
      detail: `${requirement.prioritizedMilestone} of 6 in the council’s order of priorities`,
    },
    { term: 'Test by', detail: requirement.testMethods.map((method) => testMethodNames[method]).join('; ') },
    {
      term: 'Evidence',
      detail: requirement.evidenceTypes.map((type) => evidenceTypeNames[type]).join(', '),
    },
    { term: 'Themes', detail: requirement.themes.map((theme) => themeNames[theme]).join(', ') },
  ];
  return facts.filter((fact) => fact !== false);
}

function customizedOf(requirement: Requirement): string {
  if (requirement.customizedApproachNote) return requirement.customizedApproachNote;
  return requirement.customizedApproach === 'ALLOWED'
    ? 'possible in a report on compliance (ROC), in no questionnaire'
    : 'not possible';
}
