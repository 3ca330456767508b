import { outcomeNames } from '@/lib/attestation/model/outcome';
import type { AttestationContent, SnapshotSignature } from '@/lib/attestation/model/snapshot';
import { claimsInWords } from '@/lib/attestation/rules/claims';
import { type Finding, findingNames, findings } from '@/lib/catalogue/model';
import { formatDay, plural } from '@/lib/platform/format';
import type { Block, Cell, Column, ReportStage } from '../model';
import { channelWords, dayOrDash, instantWords, orDash } from './words';

/** First page: what was assessed, the result, the findings by principal requirement, why this questionnaire, who signed. */
export function summaryBlocks(
  content: AttestationContent,
  signature: SnapshotSignature | null,
  stage: ReportStage,
): Block[] {
  return [
    {
      kind: 'title',
      text: content.assessment.name,
      subtitle: `${content.questionnaire.name}${content.questionnaire.revision ? `, form revision ${content.questionnaire.revision}` : ''}, ${content.standard.name} ${content.standard.version}`,
      mark: { DRAFT: 'Draft, not signed', FOR_SIGNATURE: 'For signature', SIGNED: null }[stage],
    },
    { kind: 'facts', columns: 2, items: factItems(content, signature) },
    resultBlock(content),
    { kind: 'heading', level: 2, text: 'Findings by requirement' },
    findingsTable(content),
    { kind: 'heading', level: 2, text: `Why ${content.questionnaire.name} applies` },
    ...whyBlocks(content),
    { kind: 'heading', level: 2, text: 'Signature' },
    ...signatureBlocks(content, signature, stage),
  ];
}

function factItems(content: AttestationContent, signature: SnapshotSignature | null) {
  const { assessment, legalEntity } = content;
  return [
    {
      label: legalEntity.entityType === 'MERCHANT' ? 'Merchant' : 'Service provider',
      value: legalEntity.tradingName ? `${legalEntity.name} (${legalEntity.tradingName})` : legalEntity.name,
    },
    { label: 'Period', value: `${formatDay(assessment.periodFrom)} to ${formatDay(assessment.periodTo)}` },
    { label: 'Channels', value: channelWords(assessment.channels) },
    {
      label: 'Signed',
      value: signature ? formatDay(signature.signedOn) : 'Not yet',
    },
    {
      label: 'Integrations',
      value: orDash(assessment.integrations.map((integration) => integration.name).join(', ')),
    },
    { label: 'Acquirers', value: orDash(assessment.acquirers.map((acquirer) => acquirer.name).join(', ')) },
    {
      label: 'Merchant ids',
      value: orDash(assessment.merchantIds.map((merchantId) => merchantId.number).join(', ')),
    },
    { label: 'Revision', value: String(assessment.revision) },
  ];
}

function resultBlock(content: AttestationContent): Block {
  const { result, counts } = content;
  const extent = result.extent === 'PARTIAL' ? ', partial assessment' : '';
  const parts = findings
    .filter((finding) => counts.requirements[finding] > 0)
    .map((finding) => `${counts.requirements[finding]} ${findingNames[finding]}`);
  if (counts.requirements.unanswered > 0) parts.push(`${counts.requirements.unanswered} unanswered`);
  const target = result.targetOn ? ` Target date for compliance: ${formatDay(result.targetOn)}.` : '';
  const claims = claimsInWords(result);
  return {
    kind: 'result',
    outcome: result.outcome,
    title: `${outcomeNames[result.outcome]}${extent}`,
    text: `${plural(counts.requirements.total, 'requirement', 'requirements')}: ${parts.join(', ')}.${claims && ` ${claims}`}${target}`,
  };
}

function findingsTable(content: AttestationContent): Block {
  const offered = findings.filter((finding) => content.questionnaire.responseOptions.includes(finding));
  const numberShare = 0.64 / (offered.length + 1);
  const columns: Column[] = [
    { header: 'Requirement', share: 0.25 },
    { header: 'Share', share: 0.11 },
    ...offered.map((finding): Column => ({ header: shortName(finding), share: numberShare, align: 'end' })),
    { header: 'No answer', share: numberShare, align: 'end' },
  ];
  const rows = content.summary.map((line): Cell[] => [
    { kind: 'strong', text: `${line.principalNumber} ${line.title}` },
    { kind: 'bar', counts: line.requirements },
    ...offered.map((finding) => String(line.requirements[finding])),
    String(line.requirements.unanswered),
  ]);
  const all = content.counts.requirements;
  return {
    kind: 'table',
    caption: 'Number of requirements by finding, per principal requirement',
    columns,
    rows,
    total: [
      { kind: 'strong', text: 'All' },
      { kind: 'bar', counts: all },
      ...offered.map((finding): Cell => ({ kind: 'strong', text: String(all[finding]) })),
      { kind: 'strong', text: String(all.unanswered) },
    ],
  };
}

function shortName(finding: Finding): string {
  return finding === 'IN_PLACE_WITH_CCW' ? 'With CCW' : findingNames[finding];
}

function whyBlocks(content: AttestationContent): Block[] {
  const { decision } = content;
  if (!decision) {
    return [
      { kind: 'paragraph', text: 'The questionnaire was chosen without the guided questions.', muted: true },
    ];
  }
  const asked = `${content.legalEntity.name} was asked, and answered:`;
  const blocks: Block[] =
    decision.reasons.length === 0
      ? []
      : [
          { kind: 'paragraph', text: asked, muted: true },
          ...decision.reasons.map((text): Block => ({ kind: 'paragraph', text })),
        ];
  if (decision.overrideReason) {
    blocks.push({ kind: 'paragraph', text: `Decided with the acquirer: ${decision.overrideReason}` });
  }
  return blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: content.questionnaire.title }];
}

const placeWords: Record<SnapshotSignature['method'], string> = {
  IN_APP: ' in Inplace, password confirmed',
  BY_LINK: ' in Inplace, by a link to the officer’s mailbox and a code',
  UPLOADED: ' outside Inplace, document attached below',
};

function signatureBlocks(
  content: AttestationContent,
  signature: SnapshotSignature | null,
  stage: ReportStage,
): Block[] {
  if (!signature) {
    return [
      {
        kind: 'paragraph',
        text:
          stage === 'FOR_SIGNATURE'
            ? 'The executive officer signs in Part 3b. The pages hold as they were printed: their content has the hash at the foot of each page, under which they are filed.'
            : 'Nobody has signed. This draft shows the answers as they stand and claims nothing.',
        muted: true,
      },
    ];
  }
  return [
    {
      kind: 'signatures',
      items: [
        {
          name: signature.signerName,
          lines: [
            `${signature.signerTitle}, executive officer`,
            `Signed on ${dayOrDash(signature.signedOn)}${placeWords[signature.method]}`,
            `Sealed ${instantWords(signature.signedAt, content.organization.timeZone)}`,
          ],
        },
      ],
    },
  ];
}
