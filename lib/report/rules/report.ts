import type { AttestationContent, SnapshotSignature } from '@/lib/attestation/model/snapshot';
import { groupedHash } from '@/lib/platform/format';
import type { Block, Report } from '../model';
import { acceptedRiskBlocks } from './accepted-risks';
import { answerBlocks, appendixBlocks, evidenceBlocks, testBlocks } from './answers';
import { attestationBlocks } from './attestation-parts';
import { responsibilityBlocks } from './responsibilities';
import { summaryBlocks } from './summary';
import { fileWords } from './words';

export type ReportSource = {
  content: AttestationContent;
  signature: SnapshotSignature | null;
  contentSha256: string;
  snapshotSha256: string | null;
  isReady?: boolean;
};

/** The whole self-assessment report from the frozen document (or from a draft of it) and from nothing else. */
export function buildReport(source: ReportSource): Report {
  const { content, signature, contentSha256 } = source;
  const stage = signature ? 'SIGNED' : source.isReady ? 'FOR_SIGNATURE' : 'DRAFT';
  return {
    title: `${content.assessment.name}, ${content.questionnaire.name}`,
    // The hash stands first: whoever files pages that were signed on paper types it from here, and the line may be cut.
    foot: `Content ${shortContentHash(contentSha256)}, ${content.legalEntity.name}, ${content.assessment.name}, ${content.questionnaire.name}, revision ${content.assessment.revision}`,
    author: content.organization.name,
    datedAt: signature?.signedAt ?? latestAnswer(content),
    stage,
    blocks: [
      ...summaryBlocks(content, signature, stage),
      ...attestationBlocks(content, signature),
      ...answerBlocks(content),
      ...appendixBlocks(content),
      ...testBlocks(content),
      ...acceptedRiskBlocks(content),
      ...responsibilityBlocks(content),
      ...evidenceBlocks(content),
      ...verificationBlocks(source),
    ],
  };
}

function shortContentHash(hash: string): string {
  return `${hash.slice(0, 8)}…${hash.slice(-4)}`;
}

function latestAnswer(content: AttestationContent): string {
  const instants = content.requirements.flatMap((requirement) =>
    requirement.answers.flatMap((answer) => (answer.answeredAt ? [answer.answeredAt] : [])),
  );
  return instants.sort().at(-1) ?? `${content.assessment.periodFrom}T00:00:00Z`;
}

function verificationBlocks({ signature, snapshotSha256, contentSha256 }: ReportSource): Block[] {
  if (!signature || !snapshotSha256) {
    return [
      { kind: 'heading', level: 2, text: 'How to check this document' },
      {
        kind: 'paragraph',
        text: 'Nothing is sealed before the signature. After it this page names the hash to check. Signed on paper, these pages are filed under the hash of their content, which also stands at the foot of each page.',
        muted: true,
      },
      {
        kind: 'facts',
        columns: 1,
        items: [{ label: 'SHA-256 of this content', value: groupedHash(contentSha256), mono: true }],
      },
    ];
  }
  return [
    { kind: 'heading', level: 2, text: 'How to check this document' },
    {
      kind: 'paragraph',
      text: 'The signed data is a JSON file in canonical form (RFC 8785). Its SHA-256 is below. Ask for the file, compute its hash with any tool, and compare: equal means that nothing was changed since the signature.',
    },
    {
      kind: 'facts',
      columns: 1,
      items: [
        { label: 'SHA-256 of the signed data', value: groupedHash(snapshotSha256), mono: true },
        { label: 'SHA-256 of what the signer saw', value: groupedHash(contentSha256), mono: true },
        ...(signature.document
          ? [
              { label: 'Document signed outside', value: fileWords(signature.document) },
              { label: 'Its SHA-256', value: groupedHash(signature.document.sha256), mono: true },
            ]
          : []),
      ],
    },
  ];
}
