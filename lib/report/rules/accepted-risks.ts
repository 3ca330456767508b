import { describeAcceptedRisk } from '@/lib/accepted-risk/rules';
import type { AttestationContent } from '@/lib/attestation/model/snapshot';
import { findingNames } from '@/lib/catalogue/model';
import type { Block, Cell } from '../model';

/** Risks that were accepted beside answers; nothing where there are none, as in documents from before. */
export function acceptedRiskBlocks(content: AttestationContent): Block[] {
  const rows = content.requirements.flatMap(({ requirementNumber, title, answers, acceptedRisks }) =>
    (acceptedRisks ?? []).map((accepted): Cell[] => {
      const answer = answers.find(({ row }) => row === accepted.row);
      const findings = answer ? [answer] : answers;
      return [
        { kind: 'strong', text: requirementNumber },
        answer?.label ? `${title}: ${answer.label}` : title,
        [...new Set(findings.map(({ finding }) => (finding ? findingNames[finding] : 'Unanswered')))].join(
          '; ',
        ),
        describeAcceptedRisk(accepted),
      ];
    }),
  );
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Accepted risks' },
    {
      kind: 'paragraph',
      text: 'What was accepted changes no answer, no count and not the result.',
      muted: true,
    },
    {
      kind: 'table',
      caption: 'Risks accepted beside answers',
      columns: [
        { header: 'No.', share: 0.11 },
        { header: 'Requirement, in short', share: 0.25 },
        { header: 'Answer', share: 0.15 },
        { header: 'What was accepted, why and by whom', share: 0.49 },
      ],
      rows,
    },
  ];
}
