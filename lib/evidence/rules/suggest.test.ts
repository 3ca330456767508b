import { describe, expect, test } from 'vitest';
import { best, isSameKind, type SuggestedEvidence, scoreOf, weighWords, wordsOf } from './suggest';

const requirements = weighWords([
  {
    requirementNumber: '11.3.2',
    title: 'Quarterly external scan by an Approved Scanning Vendor',
    text: 'ASV scan report with passing result',
    evidenceTypes: ['scan_report'],
  },
  {
    requirementNumber: '11.3.1',
    title: 'Quarterly internal vulnerability scan',
    text: 'internal scan report',
    evidenceTypes: ['scan_report'],
  },
  {
    requirementNumber: '7.2.4',
    title: 'Access of accounts reviewed every six months',
    text: 'list of accounts and access review',
    evidenceTypes: ['inventory'],
  },
  {
    requirementNumber: '12.1.1',
    title: 'Information security policy',
    text: 'policy document approved by management',
    evidenceTypes: ['policy'],
  },
  {
    requirementNumber: '6.3.3',
    title: 'Security patches are installed in time',
    text: 'patch report',
    evidenceTypes: ['config_export'],
  },
  {
    requirementNumber: '8.3.6',
    title: 'Passwords are long',
    text: 'password settings of systems',
    evidenceTypes: ['config_export'],
  },
]);

const evidence = (more: Partial<SuggestedEvidence>): SuggestedEvidence => ({
  evidenceType: '',
  names: '',
  holds: () => false,
  usedFor: new Map(),
  ...more,
});
const ranked = (one: SuggestedEvidence) =>
  best(
    requirements.map((requirement) => ({ ...requirement, score: scoreOf(one, requirement) })),
    5,
  );
const numbers = (one: SuggestedEvidence) => ranked(one).map(({ requirementNumber }) => requirementNumber);

describe('suggestions', () => {
  test.each([
    ['ASV external scan Q3 2026.pdf', 'scan_report', '11.3.2'],
    ['account access review.csv', 'inventory', '7.2.4'],
    ['Patch report October', '', '6.3.3'],
    ['password-settings.png', '', '8.3.6'],
  ])('by name and kind: %s', (names, evidenceType, first) => {
    expect(numbers(evidence({ names, evidenceType }))[0]).toBe(first);
  });

  test('say why, each in words', () => {
    const [first] = ranked(
      evidence({
        names: 'ASV scan',
        evidenceType: 'scan_report',
        holds: (word) => ['approved', 'scanning', 'vendor'].includes(word),
        usedFor: new Map([['11.3.2', 'as “ASV scan 2025” was, in Heron shop 2025']]),
      }),
    );
    expect(first).toMatchObject({
      requirementNumber: '11.3.2',
      score: {
        reasons: [
          'as “ASV scan 2025” was, in Heron shop 2025',
          'its name says “asv”, “scan”',
          'its text says “approved”, “scanning”, “vendor”',
          'it is of a kind that is asked for',
        ],
      },
    });
  });

  test('what was used last year comes first, whatever it is called', () => {
    const one = evidence({ names: 'ASV external scan', usedFor: new Map([['12.1.1', 'as last year']]) });
    expect(numbers(one)[0]).toBe('12.1.1');
  });

  test('are none for what says nothing, for a kind alone or for one word of a text', () => {
    expect(numbers(evidence({ names: 'IMG 2034.jpg' }))).toEqual([]);
    expect(numbers(evidence({ evidenceType: 'scan_report' }))).toEqual([]);
    expect(numbers(evidence({ holds: (word) => word === 'policy' }))).toEqual([]);
  });
});

test('words are compared without case, accents and numbers', () => {
  expect(wordsOf('Prüfung_2026: ASV-Scan, v2 the 3rd')).toEqual(['prufung', 'asv', 'scan', 'the', '3rd']);
});

test.each([
  ['ASV scan Q3 2026', 'ASV scan Q3 2025', true],
  ['Account review, web shop, 2026-03-02', 'Account review, web shop, 2025-09-01', true],
  ['ASV scan', 'Account review', false],
  ['2026', '2025', false],
])('%s is of the kind of %s: %s', (left, right, expected) => {
  expect(isSameKind(left, right)).toBe(expected);
});
