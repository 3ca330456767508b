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

describe('what speaks for a requirement, to the point', () => {
  /** A requirement with words of these weights: 1 says most, 0.35 and less says nothing. */
  const requirement = {
    requirementNumber: '1.1.1',
    title: 'Rare words',
    evidenceTypes: ['policy'],
    words: new Map([
      ['alpha', 1],
      ['beta', 0.8],
      ['gamma', 0.6],
      ['delta', 0.4],
      ['common', 0.35],
      ['scan', 0.9],
      ['mass', 0.9],
      ['logs', 0.9],
    ]),
    titleWords: ['alpha', 'beta', 'gamma', 'delta', 'common'],
  };
  const scored = (more: Partial<SuggestedEvidence>) => scoreOf(evidence(more), requirement);
  const holding = (...words: string[]) => scored({ holds: (word) => words.includes(word) });

  test('names say more the rarer their words are, and up to a limit', () => {
    expect(scored({ names: 'alpha' }).points).toBeCloseTo(2.2);
    expect(scored({ names: 'delta' }).points).toBeCloseTo(0.88);
    expect(scored({ names: 'common' })).toEqual({ points: 0, reasons: [] });
    expect(scored({ names: 'alpha beta gamma delta scan mass' }).points).toBe(5);
  });

  test('the rarest are named first, three at most', () => {
    expect(scored({ names: 'delta gamma beta alpha' }).reasons).toEqual([
      'its name says “alpha”, “beta”, “gamma”',
    ]);
  });

  test('a plural is its singular; short words and those with a double s are as they are', () => {
    expect(scored({ names: 'scans' }).points).toBeCloseTo(1.98);
    expect(scored({ names: 'mass' }).points).toBeCloseTo(1.98);
    expect(scored({ names: 'logs' }).points).toBeCloseTo(1.98);
    expect(scored({ names: 'scand' }).points).toBe(0);
    expect(isSameKind('glass', 'glas')).toBe(false);
  });

  test('a text says something with two words of the title, up to a limit, and none that is common', () => {
    expect(holding('alpha')).toEqual({ points: 0, reasons: [] });
    expect(holding('alpha', 'common')).toEqual({ points: 0, reasons: [] });
    expect(holding('alpha', 'beta')).toEqual({ points: 1.8, reasons: ['its text says “alpha”, “beta”'] });
    expect(holding('alpha', 'beta', 'gamma').points).toBeCloseTo(2.7);
    expect(holding('alpha', 'beta', 'gamma', 'delta').points).toBe(3);
  });

  test('a kind says a little where it is asked for, and none says nothing', () => {
    expect(scored({ evidenceType: 'policy' }).points).toBe(1.5);
    expect(scored({ evidenceType: 'inventory' }).points).toBe(0);
    expect(scoreOf(evidence({}), { ...requirement, evidenceTypes: [''] }).points).toBe(0);
  });

  test('from two and a half points on, the best first, so many as are asked for', () => {
    const given = [2.49, 2.5, 4, 3, 2.5].map((points, at) => ({ at, score: { points, reasons: [] } }));
    expect(best(given, 9).map(({ at }) => at)).toEqual([2, 3, 1, 4]);
    expect(best(given, 2).map(({ at }) => at)).toEqual([2, 3]);
  });
});

test('a word says more the fewer requirements have it', () => {
  const [scan] = requirements;
  const weight = (word: string) => scan?.words.get(word) ?? 0;
  expect(weight('vendor')).toBeCloseTo(1);
  expect(weight('scan')).toBeCloseTo(Math.log(7 / 2) / Math.log(7));
});

test.each([
  ['alpha beta gamma', 'alpha beta gamma delta', true], // three of four
  ['alpha beta gamma', 'alpha beta gamma delta omega', true], // three of five
  ['alpha beta gamma omega', 'alpha beta gamma delta', true], // three of five
  ['alpha beta', 'alpha gamma', false], // one of three
  ['alpha beta', 'alpha beta gamma delta', false], // two of four
  ['', '', false],
])('titles that share words: %s, %s: %s', (left, right, expected) => {
  expect(isSameKind(left, right)).toBe(expected);
});
