import { describe, expect, it } from 'vitest';
import { acknowledgements } from '@/lib/attestation/model/outcome';
import type { AttestationContent, SnapshotSignature } from '@/lib/attestation/model/snapshot';
import type { Block } from '../model';
import { makeContent } from '../testing';
import { buildReport } from './report';

const content = makeContent('A', { entity: 'Marlow Outdoor GmbH', officer: 'Daniel Okafor' });
const document = {
  fileName: 'signed.pdf',
  sizeBytes: 1,
  mediaType: 'application/pdf',
  sha256: 'a'.repeat(64),
};

function signature(method: SnapshotSignature['method']): SnapshotSignature {
  return {
    method,
    signerName: 'Daniel Okafor',
    signerTitle: 'Managing director',
    recordedBy: { userId: 'u', name: 'Priya Raman', role: 'MANAGER' },
    signedOn: '2026-11-25',
    signedAt: '2026-11-25T10:12:00.000Z',
    acknowledgements: Object.entries(acknowledgements).map(([id, text]) => ({ id, text })),
    contentSha256: 'cd'.repeat(32),
    document: method === 'UPLOADED' ? document : null,
  };
}

function blocksAfter(heading: string, signed: SnapshotSignature | null, of: AttestationContent = content) {
  const { blocks } = buildReport({
    content: of,
    signature: signed,
    contentSha256: 'cd'.repeat(32),
    snapshotSha256: signed ? 'ef'.repeat(32) : null,
  });
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.text.startsWith(heading));
  const rest = blocks.slice(at + 1);
  const end = rest.findIndex((block) => block.kind === 'heading');
  return rest.slice(0, end);
}
const labels = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'facts' ? block.items : []));

it('says what is only claimed: in the summary, and at the requirement with what it lacks', () => {
  const [first, second] = content.requirements.map(({ requirementNumber }) => requirementNumber);
  const claimed = [
    { requirementNumber: first ?? '', lacks: ['EVIDENCE', 'TEST'] as ('EVIDENCE' | 'TEST')[] },
    { requirementNumber: second ?? '', lacks: ['TEST'] as 'TEST'[] },
  ];
  const claims = { ...content, evidence: [], result: { ...content.result, claimed } };
  const { blocks } = buildReport({
    content: claims,
    signature: null,
    contentSha256: 'cd'.repeat(32),
    snapshotSha256: null,
  });
  expect(blocks.find(({ kind }) => kind === 'result')).toMatchObject({
    text: expect.stringContaining(
      '2 requirements are only claimed: evidence or a test that was met is missing.',
    ),
  });
  const table = blocksAfter('Answers', null, claims).find((block) => block.kind === 'table');
  const proofs = table?.rows.map((row) => row.at(-1)).filter(Boolean);
  expect(proofs).toEqual(['Claimed: no evidence and no test', 'Claimed: no test']);
});

describe('Part 3b of the report', () => {
  it('shows the signature that was given in the app', () => {
    expect(blocksAfter('Part 3b', signature('IN_APP'))).toContainEqual({
      kind: 'signatures',
      items: [
        {
          name: 'Daniel Okafor',
          lines: ['Signed in Inplace, password entered again'],
        },
      ],
    });
  });

  it('points to the filed pages where it was given on paper, and writes no name in their place', () => {
    const blocks = blocksAfter('Part 3b', signature('UPLOADED'));
    expect(blocks.map(({ kind }) => kind)).not.toContain('signatures');
    expect(labels(blocks)).toContainEqual({
      label: 'Signature',
      value: 'Signed on the filed pages, signed.pdf',
    });
  });

  it('leaves a line to sign on in a draft', () => {
    expect(labels(blocksAfter('Part 3b', null)).map(({ label }) => label)).toContain('Signature');
  });
});

describe('why the questionnaire applies', () => {
  it('is introduced as answers to questions, so that their "you" reads right', () => {
    const decision = {
      decidedAt: '2026-11-20T09:30:00.000Z',
      answers: [],
      reasons: ['Do you keep card numbers electronically anywhere? No, nowhere.'],
      alternatives: [],
      overrideReason: '',
    };
    expect(blocksAfter('Why', null, { ...content, decision })).toEqual([
      { kind: 'paragraph', text: 'Marlow Outdoor GmbH was asked, and answered:', muted: true },
      { kind: 'paragraph', text: decision.reasons[0] },
    ]);
  });
});

describe('the tests in the report', () => {
  const tested: AttestationContent = {
    ...content,
    requirements: content.requirements.map((requirement, index) =>
      index > 0
        ? requirement
        : {
            ...requirement,
            tests: [
              {
                row: null,
                methods: ['EXAMINED'],
                examined: 'The rules of the gateway',
                asked: '',
                askedOf: '',
                performedByName: 'Hanne Vik',
                performedOn: '2026-11-18',
                population: '42 servers',
                sample: '5, one of each type',
                result: 'MET',
                note: '',
              },
            ],
          },
    ),
  };

  it('stand in a table of their own, in words', () => {
    const [table] = blocksAfter('Testing', null, tested);
    expect(table).toMatchObject({
      kind: 'table',
      rows: [
        [
          { kind: 'strong', text: content.requirements[0]?.requirementNumber },
          content.requirements[0]?.title,
          'Examined on 18 Nov 2026 by Hanne Vik.\nThe rules of the gateway\nPopulation: 42 servers. Sample: 5, one of each type.\nResult: met.',
        ],
      ],
    });
  });

  it('leave no trace where none was recorded', () => {
    const { blocks } = buildReport({
      content,
      signature: null,
      contentSha256: 'cd'.repeat(32),
      snapshotSha256: null,
    });
    expect(blocks).not.toContainEqual(expect.objectContaining({ kind: 'heading', text: 'Testing' }));
  });
});
