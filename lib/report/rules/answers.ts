import type {
  AttestationContent,
  SnapshotAnswer,
  SnapshotRequirement,
} from '@/lib/attestation/model/snapshot';
import { confidentialityName } from '@/lib/evidence/rules/fields';
import { groupedHash } from '@/lib/platform/format';
import { lacksInWords } from '@/lib/response/rules/progress';
import { describeTest } from '@/lib/test-record/rules';
import type { Block, Cell } from '../model';
import { dayOrDash, fileWords, instantWords, orDash } from './words';

/** Section 2: every answer row of the questionnaire in the standard's order, with what proves it. */
export function answerBlocks(content: AttestationContent): Block[] {
  const proofOf = proofWords(content);
  return [
    { kind: 'heading', level: 2, text: 'Answers', newPage: true },
    {
      kind: 'table',
      caption: 'All answers of this self-assessment',
      columns: [
        { header: 'No.', share: 0.11 },
        { header: 'Requirement, in short', share: 0.45 },
        { header: 'Answer', share: 0.19 },
        { header: 'Evidence', share: 0.25 },
      ],
      rows: content.requirements.flatMap((requirement) => answerRows(requirement, proofOf)),
    },
    {
      kind: 'paragraph',
      text: 'The requirement column is our summary. The wording that counts is the standard’s own.',
      muted: true,
    },
  ];
}

function answerRows(requirement: SnapshotRequirement, proofOf: Map<string, string[]>): Cell[][] {
  const proof = (proofOf.get(requirement.requirementNumber) ?? []).join('; ');
  return requirement.answers.map((answer, index): Cell[] => [
    { kind: 'strong', text: requirement.requirementNumber },
    answer.label ? `${requirement.title}: ${answer.label}` : requirement.title,
    { kind: 'finding', finding: answer.finding },
    index === 0 ? proof : '',
  ]);
}

/** Titles of the evidence, and what an answer that is only claimed lacks. */
function proofWords(content: AttestationContent): Map<string, string[]> {
  const titles = new Map<string, string[]>(
    (content.result.claimed ?? []).map((claim) => [
      claim.requirementNumber,
      [`Claimed: ${lacksInWords(claim.lacks)}`],
    ]),
  );
  for (const item of content.evidence) {
    for (const number of item.requirementNumbers)
      titles.set(number, [...(titles.get(number) ?? []), item.title]);
  }
  return titles;
}

/** Appendices B to D, described results and fix plans: every text that an answer obliges to. */
export function appendixBlocks(content: AttestationContent): Block[] {
  const answers = content.requirements.flatMap((requirement) =>
    requirement.answers.map((answer) => ({ requirement, answer })),
  );
  const withCcw = answers.filter(({ answer }) => answer.finding === 'IN_PLACE_WITH_CCW');
  const reasons = (
    title: string,
    finding: SnapshotAnswer['finding'],
    text: (answer: SnapshotAnswer) => string,
  ) =>
    reasonTable(
      title,
      answers.filter(({ answer }) => answer.finding === finding),
      text,
    );
  return [
    ...(withCcw.length > 0
      ? [
          {
            kind: 'heading' as const,
            level: 2 as const,
            text: 'Appendix B. Compensating control worksheets',
            newPage: true,
          },
        ]
      : []),
    ...withCcw.flatMap(({ requirement, answer }) => worksheet(requirement, answer)),
    ...reasons('Appendix C. Why requirements are Not Applicable', 'NOT_APPLICABLE', (answer) =>
      orDash(answer.notApplicableReason),
    ),
    ...reasons(
      'Appendix D. Why requirements are Not Tested',
      'NOT_TESTED',
      (answer) =>
        `${orDash(answer.notTestedReason)}${answer.notTestedAskedBy ? `\nAsked for by: ${answer.notTestedAskedBy}` : ''}`,
    ),
    ...reasons('Not in Place: gaps and plans', 'NOT_IN_PLACE', planWords),
    ...reasonTable(
      'Described results and notes',
      answers.filter(({ answer }) => answer.resultNote.trim() !== ''),
      (answer) => answer.resultNote,
    ),
  ];
}

function planWords(answer: SnapshotAnswer): string {
  const plan = [
    answer.planAction && `Plan: ${answer.planAction}`,
    answer.planOwner && `Owner: ${answer.planOwner}`,
    answer.planTargetOn && `Target date: ${dayOrDash(answer.planTargetOn)}`,
    answer.legalException && `Prevented by law: ${orDash(answer.legalBasis)}`,
  ].filter(Boolean);
  return orDash(plan.join('\n'));
}

function reasonTable(
  title: string,
  entries: { requirement: SnapshotRequirement; answer: SnapshotAnswer }[],
  text: (answer: SnapshotAnswer) => string,
): Block[] {
  if (entries.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: title },
    {
      kind: 'table',
      caption: title,
      columns: [
        { header: 'No.', share: 0.11 },
        { header: 'Requirement, in short', share: 0.31 },
        { header: 'In the entity’s words', share: 0.58 },
      ],
      rows: entries.map(({ requirement, answer }) => [
        { kind: 'strong', text: requirement.requirementNumber },
        answer.label ? `${requirement.title}: ${answer.label}` : requirement.title,
        text(answer),
      ]),
    },
  ];
}

function worksheet(requirement: SnapshotRequirement, answer: SnapshotAnswer): Block[] {
  return [
    {
      kind: 'heading',
      level: 3,
      text: `${requirement.requirementNumber} ${requirement.title}${answer.label ? `: ${answer.label}` : ''}`,
    },
    {
      kind: 'facts',
      columns: 1,
      items: [
        { label: '1 Constraint', value: orDash(answer.ccwConstraints) },
        { label: '2 Control in use', value: orDash(answer.ccwDefinition) },
        { label: '3 Objective met', value: orDash(answer.ccwObjective) },
        { label: '4 Remaining risk', value: orDash(answer.ccwIdentifiedRisk) },
        { label: '5 How it was tested', value: orDash(answer.ccwValidation) },
        { label: '6 Upkeep', value: orDash(answer.ccwMaintenance) },
      ],
    },
  ];
}

/** What was tested for each requirement; nothing where nothing is recorded, as in documents from before. */
export function testBlocks(content: AttestationContent): Block[] {
  const rows = content.requirements.flatMap((requirement) =>
    (requirement.tests ?? []).map((test): Cell[] => {
      const label = requirement.answers.find(({ row }) => row === test.row)?.label;
      return [
        { kind: 'strong', text: requirement.requirementNumber },
        label ? `${requirement.title}: ${label}` : requirement.title,
        describeTest(test),
      ];
    }),
  );
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Testing' },
    {
      kind: 'table',
      caption: 'What was tested',
      columns: [
        { header: 'No.', share: 0.11 },
        { header: 'Requirement, in short', share: 0.31 },
        { header: 'How it was tested, and what came of it', share: 0.58 },
      ],
      rows,
    },
  ];
}

/** Register of everything that was attached, with the hash of each file. */
export function evidenceBlocks(content: AttestationContent): Block[] {
  const blocks: Block[] = [{ kind: 'heading', level: 2, text: 'Evidence register' }];
  if (content.evidence.length === 0) {
    return [...blocks, { kind: 'paragraph', text: 'No evidence is attached.', muted: true }];
  }
  for (const item of content.evidence) {
    blocks.push(
      { kind: 'heading', level: 3, text: item.title },
      {
        kind: 'facts',
        columns: 1,
        items: [
          { label: 'Proves', value: orDash(item.requirementNumbers.join(', ')) },
          {
            label: 'Received',
            value: `${instantWords(item.receivedAt, content.organization.timeZone)} from ${item.receivedBy}`,
          },
          ...(item.collectedOn ? [{ label: 'Collected on', value: dayOrDash(item.collectedOn) }] : []),
          ...(item.coversFrom ? [{ label: 'Covers from', value: dayOrDash(item.coversFrom) }] : []),
          ...(item.coversTo ? [{ label: 'Covers to', value: dayOrDash(item.coversTo) }] : []),
          ...(item.validUntil ? [{ label: 'Valid until', value: dayOrDash(item.validUntil) }] : []),
          ...(item.source ? [{ label: 'Source', value: item.source }] : []),
          ...(item.owner ? [{ label: 'Owner', value: item.owner }] : []),
          ...(item.confidentiality
            ? [{ label: 'Confidentiality', value: confidentialityName(item.confidentiality) }]
            : []),
          ...(item.url ? [{ label: 'Address', value: item.url, mono: true }] : []),
          ...(item.note ? [{ label: 'Note', value: item.note }] : []),
          ...item.files.flatMap((file) => [
            { label: 'File', value: fileWords(file) },
            { label: 'SHA-256', value: groupedHash(file.sha256), mono: true },
          ]),
        ],
      },
    );
  }
  return blocks;
}
