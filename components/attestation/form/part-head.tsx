import { PageHead } from '@/components/ui/page-head';
import type { FormPart } from '@/lib/attestation/model/form';
import type { DraftView, PartView } from '@/lib/attestation/model/view';

/** What the part is for, where its title does not say it. */
const purposes: Partial<Record<FormPart, string>> = {
  entity: 'The company that attests, and whom the acquirer may ask.',
  cardRole: 'One description for each covered channel.',
  locations: 'Where the work that was assessed takes place.',
  providers: 'Everybody outside who handles account data, runs what is in scope, or could harm it.',
  eligibility: 'Every criterion of this questionnaire, confirmed for this year.',
  result: 'The status itself follows from the answers. A Non-Compliant one states when it will be mended.',
  officer: 'Whoever may bind the company. The attestation is theirs, not the preparer’s.',
  plan: 'One line for each principal requirement with a gap.',
};

/** Number and title of the part, and whether a person has confirmed it. */
export function PartHead({ view, part }: { view: DraftView; part: PartView }) {
  return (
    <PageHead title={`${part.name}: ${part.title}`}>
      {purposes[part.part]} {stateWords(view, part)}
    </PageHead>
  );
}

function stateWords({ lastName }: DraftView, { isConfirmed, origins, missing }: PartView): string {
  if (isConfirmed) return '';
  const sources = Object.values(origins);
  if (sources.length === 0) return 'Nothing is filled in yet.';
  const last = sources.includes('LAST') && lastName ? ` “Last” is ${lastName}.` : '';
  const lacks = missing.length > 0 ? ` Still missing: ${missing.map(({ words }) => words).join(', ')}.` : '';
  return `The values are carried over and say from where. Look through them, then confirm.${lacks}${last}`;
}
