import type { AttestationContent } from '@/lib/attestation/model/snapshot';
import { formatDay } from '@/lib/platform/format';
import { responsibilityNames } from '@/lib/responsibility/model';
import type { Block, Cell } from '../model';
import { orDash } from './words';

/** Who meets what where a provider takes part (12.8.5); nothing where nothing is said, as in documents from before. */
export function responsibilityBlocks(content: AttestationContent): Block[] {
  const all = content.responsibilities ?? [];
  if (all.length === 0) return [];
  const titles = new Map(
    content.requirements.map(({ requirementNumber, title }) => [requirementNumber, title]),
  );
  return [
    { kind: 'heading', level: 2, text: 'Who does what' },
    ...all.flatMap(({ providerName, attestationValidUntil, requirements }): Block[] => [
      { kind: 'heading', level: 3, text: providerName },
      {
        kind: 'paragraph',
        text: attestationValidUntil
          ? `Its attestation is relied on until ${formatDay(attestationValidUntil)}.`
          : 'No attestation of it is recorded.',
        muted: true,
      },
      {
        kind: 'table',
        caption: `Who meets what where ${providerName} takes part`,
        columns: [
          { header: 'No.', share: 0.11 },
          { header: 'Requirement, in short', share: 0.42 },
          { header: 'Met by', share: 0.15 },
          { header: 'Where it is agreed', share: 0.32 },
        ],
        rows: requirements.map(({ requirementNumber, responsibility, agreedIn }): Cell[] => [
          { kind: 'strong', text: requirementNumber },
          titles.get(requirementNumber) ?? '',
          responsibility === 'TPSP' ? providerName : metBy[responsibility],
          orDash(agreedIn),
        ]),
      },
    ]),
  ];
}

const metBy = { ENTITY: 'The entity', SHARED: `${responsibilityNames.SHARED}, by both` } as const;
