import type { Finding } from '@/lib/catalogue/model';
import { compareRequirementNumbers, principalOf } from '@/lib/catalogue/rules';
import { numberWord } from '@/lib/platform/format';
import { isNotInPlace, isUnanswered } from '@/lib/response/rules/progress';
import type { AssessmentLineView, HeatView, OverviewView, StartView } from './model';

/** A requirement of an assessment with the findings of its answer rows. */
export type AnsweredRequirement = { requirementNumber: string; rows: { finding: Finding | null }[] };

/** Per principal requirement, in the standard's order: how many are Not in Place and how many wait for an answer. */
export function heatOf(requirements: readonly AnsweredRequirement[]): HeatView[] {
  const groups = new Map<string, AnsweredRequirement[]>();
  for (const requirement of [...requirements].sort((left, right) =>
    compareRequirementNumbers(left.requirementNumber, right.requirementNumber),
  )) {
    const principal = principalOf(requirement.requirementNumber);
    groups.set(principal, [...(groups.get(principal) ?? []), requirement]);
  }
  return [...groups].map(([principalNumber, members]) => {
    const bad = members.filter(isNotInPlace);
    // A requirement that says Not in Place in one row is a gap already, whatever its other rows will say.
    const open = members.filter((member) => isUnanswered(member) && !isNotInPlace(member));
    const first = bad[0] ?? open[0] ?? members[0];
    return {
      principalNumber,
      total: members.length,
      notInPlace: bad.length,
      open: open.length,
      firstNumber: first?.requirementNumber ?? principalNumber,
    };
  });
}

/** Columns of the heat table: 1 to 12 always, appendices where some assessment has them. */
export function heatColumns(assessments: readonly Pick<AssessmentLineView, 'heat'>[]): string[] {
  const numbers = Array.from({ length: 12 }, (_, index) => String(index + 1));
  const appendices = assessments
    .flatMap(({ heat }) => heat.map((cell) => cell.principalNumber))
    .filter((number) => number.startsWith('A'));
  return [...numbers, ...[...new Set(appendices)].sort()];
}

export type NextStep = 'LEGAL_ENTITY' | 'INTEGRATION' | 'ASSESSMENT' | null;

/** What a new organization does next; null once an assessment exists. */
export function nextStep(start: StartView): NextStep {
  if (start.assessments > 0) return null;
  if (start.integrations > 0) return 'ASSESSMENT';
  return start.legalEntities > 0 ? 'INTEGRATION' : 'LEGAL_ENTITY';
}

/** The first line of the page: what is true today. */
export function headline(overview: Pick<OverviewView, 'assessments' | 'activities' | 'unassessed'>): string {
  const open = overview.assessments.filter((assessment) => !assessment.isSigned).length;
  const all = overview.assessments.length;
  const late = overview.activities.filter((activity) => activity.days < 0).length;
  const assessments =
    open === 0
      ? all === 1
        ? 'The assessment is signed.'
        : `All ${numberWord(all).toLowerCase()} assessments are signed.`
      : all === 1
        ? 'The assessment is still open.'
        : `${numberWord(open)} of ${numberWord(all).toLowerCase()} assessments ${open === 1 ? 'is' : 'are'} still open.`;
  const without = overview.unassessed.length;
  return [
    assessments,
    without > 0 &&
      `${numberWord(without)} ${without === 1 ? 'integration has' : 'integrations have'} no assessment.`,
    late > 0 && `${numberWord(late)} ${late === 1 ? 'activity is' : 'activities are'} late.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The nearest deadline of an open assessment, for the second line. */
export function nextDue(assessments: readonly AssessmentLineView[]): { dueOn: string; count: number } | null {
  const days = assessments
    .flatMap((assessment) => (assessment.isSigned || !assessment.dueOn ? [] : [assessment.dueOn]))
    .sort();
  const [dueOn] = days;
  return dueOn ? { dueOn, count: days.filter((day) => day === dueOn).length } : null;
}

/** What a control owner reads first. */
export function ownWorkTitle(requirements: number, activities: number, evidence = 0): string {
  const parts = [
    requirements > 0 && (requirements === 1 ? 'One requirement to do' : `${requirements} requirements to do`),
    activities > 0 && `${activities} ${activities === 1 ? 'activity' : 'activities'} due`,
    evidence > 0 && `${evidence} ${evidence === 1 ? 'piece' : 'pieces'} of evidence to bring`,
  ].filter(Boolean);
  return parts.length === 0 ? 'Nothing waits for you' : parts.join(', ');
}

/** What an assessor for chosen integrations reads first. */
export function chosenTitle(assessments: number): string {
  if (assessments === 0) return 'No assessment to look at yet';
  return assessments === 1 ? 'One assessment to look at' : `${assessments} assessments to look at`;
}
