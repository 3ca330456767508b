import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { FormPart } from '../model/form';
import type { PartView } from '../model/view';

const closing: readonly FormPart[] = ['completion', 'result', 'officer', 'qsa', 'isa', 'plan'];

/** The parts that a questionnaire's form has, in the order of the official form. */
export function partsOf(questionnaireId: QuestionnaireId): readonly FormPart[] {
  if (questionnaireId === 'D-ServiceProvider') {
    return [
      'entity',
      'assessor',
      'services',
      'providerRole',
      'environment',
      'locations',
      'products',
      'providers',
      'approach',
      ...closing,
    ];
  }
  return [
    'entity',
    'assessor',
    'channels',
    'cardRole',
    'environment',
    'locations',
    solutionPartOf(questionnaireId),
    'providers',
    // SAQ D has no criteria to confirm: it is what remains when no other questionnaire fits.
    ...(questionnaireId === 'D-Merchant' ? [] : (['eligibility'] as const)),
    ...closing,
  ];
}

/** Part 2e: the P2PE and SPoC forms ask for the one solution, all others for any listed products. */
function solutionPartOf(questionnaireId: QuestionnaireId): FormPart {
  if (questionnaireId === 'P2PE') return 'p2peSolution';
  if (questionnaireId === 'SPoC') return 'spocSolution';
  return 'products';
}

/** A part counts as confirmed once a person saved it with everything that it needs. */
export function isComplete({ isConfirmed, missing }: Pick<PartView, 'isConfirmed' | 'missing'>): boolean {
  return isConfirmed && missing.length === 0;
}

/** Where each part stands in the official form, and our own words for it. */
export const partWords: Record<FormPart, { number: string; title: string }> = {
  entity: { number: '1a', title: 'Who is assessed' },
  assessor: { number: '1b', title: 'Assessors' },
  channels: { number: '2a', title: 'Payment channels' },
  services: { number: '2a', title: 'Services' },
  cardRole: { number: '2b', title: 'What happens with account data' },
  providerRole: { number: '2b', title: 'Role with account data' },
  environment: { number: '2c', title: 'The environment' },
  locations: { number: '2d', title: 'Locations' },
  products: { number: '2e', title: 'Listed products and solutions' },
  p2peSolution: { number: '2e', title: 'P2PE solution' },
  spocSolution: { number: '2e', title: 'SPoC solution' },
  providers: { number: '2f', title: 'Third-party service providers' },
  approach: { number: '2g', title: 'Approach per service' },
  eligibility: { number: '2h', title: 'Why this questionnaire fits' },
  completion: { number: 'Section 2', title: 'Completion' },
  result: { number: '3', title: 'Result' },
  officer: { number: '3b', title: 'Executive officer' },
  qsa: { number: '3c', title: 'QSA involvement' },
  isa: { number: '3d', title: 'ISA involvement' },
  plan: { number: '4', title: 'Action plan' },
};

/** "Part 2c", but "Section 2". */
export function partName(part: FormPart): string {
  const { number } = partWords[part];
  return number.startsWith('Section') ? number : `Part ${number}`;
}

/** "cardRole" → "card-role": the part's place in an address. */
export function partSlug(part: FormPart): string {
  return part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function partOfSlug(slug: string): FormPart | null {
  return (Object.keys(partWords) as FormPart[]).find((part) => partSlug(part) === slug) ?? null;
}
