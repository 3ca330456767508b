import type { Finding } from '@/lib/catalogue/model';
import { compareRequirementNumbers, principalOf } from '@/lib/catalogue/rules';
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

const words = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

function numberWord(count: number): string {
  return words[count] ?? count.toLocaleString('en');
}

/** The first line of the page: what is true today. */
export function headline(overview: Pick<OverviewView, 'assessments' | 'activities'>): string {
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
  if (late === 0) return assessments;
  return `${assessments} ${numberWord(late)} ${late === 1 ? 'activity is' : 'activities are'} late.`;
}

/** The nearest deadline of an open assessment, for the second line. */
export function nextDue(assessments: readonly AssessmentLineView[]): { dueOn: string; count: number } | null {
  const days = assessments
    .flatMap((assessment) => (assessment.isSigned || !assessment.dueOn ? [] : [assessment.dueOn]))
    .sort();
  const [dueOn] = days;
  return dueOn ? { dueOn, count: days.filter((day) => day === dueOn).length } : null;
}
