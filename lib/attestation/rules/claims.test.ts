import { describe, expect, it } from 'vitest';
import { lacksInWords } from '@/lib/response/rules/progress';
import { attestationContent } from '../model/snapshot';
import { answer, fullDraft, requirements, shop } from '../testing/sources';
import { claimsInWords, listClaims } from './claims';
import { drawUp } from './content';

const test = {
  row: null,
  methods: ['EXAMINED' as const],
  examined: 'Settings',
  asked: '',
  askedOf: '',
  performedByName: 'Priya Raman',
  performedOn: '2026-11-20',
  population: '',
  sample: '',
  result: 'MET' as const,
  note: '',
};
const evidence = (requirementNumbers: string[]) => ({
  id: 'v',
  kind: 'NOTE' as const,
  title: 'Settings',
  evidenceType: '',
  note: 'Seen',
  url: '',
  collectedOn: null,
  validUntil: null,
  receivedAt: '2026-11-20T10:00:00.000Z',
  receivedBy: 'Priya Raman',
  files: [],
  requirementNumbers,
});

describe('what is only claimed', () => {
  const asked = requirements({
    '2.2.2': 'IN_PLACE',
    '2.2.4': 'IN_PLACE_WITH_CCW',
    '3.1.1': 'NOT_APPLICABLE',
    '6.3.1': 'NOT_IN_PLACE',
    '8.2.1': [answer('IN_PLACE'), answer(null, { row: 1 })],
    '8.3.1': 'IN_PLACE',
    '9.4.1': 'IN_PLACE',
  }).map((one) =>
    one.requirementNumber === '8.3.1' || one.requirementNumber === '9.4.1' ? { ...one, tests: [test] } : one,
  );
  const sources = shop({ requirements: asked, evidence: [evidence(['2.2.4', '9.4.1'])] });

  it('is every requirement that is met by its answer and lacks evidence or a test', () => {
    const claims = listClaims(sources);
    expect(claims.map((claim) => [claim.requirementNumber, lacksInWords(claim.lacks)])).toEqual([
      ['2.2.2', 'no evidence and no test'],
      ['2.2.4', 'no test'],
      ['8.3.1', 'no evidence'],
    ]);
    expect(claimsInWords({ claimed: claims })).toBe(
      '3 requirements are only claimed: evidence or a test that was met is missing.',
    );
  });

  it.each([
    ['NOT_MET', [], ['MET_TEST']],
    ['PARTLY', [], ['MET_TEST']],
    ['NOT_MET', ['MET'], undefined],
    ['MET', ['NOT_MET'], ['MET_TEST']],
  ] as const)('counts a test that was %s, then %j, as %j', (first, after, lacks) => {
    const tests = [first, ...after].map((result) => ({ ...test, result }));
    const read = requirements({ '9.4.1': 'IN_PLACE', '3.1.1': 'NOT_APPLICABLE' }).map((one) => ({
      ...one,
      tests,
    }));
    const { content, problems } = drawUp(
      shop({ requirements: read, evidence: [evidence(['9.4.1', '3.1.1'])] }),
      fullDraft(),
    );
    expect(content.result.claimed).toEqual(lacks && [{ requirementNumber: '9.4.1', lacks }]);
    expect(problems.filter(({ code }) => code === 'TEST_NOT_MET')).toHaveLength(lacks ? 1 : 0);
    expect(() => attestationContent.parse(content)).not.toThrow();
  });

  it('stands in what is signed, and an answer that waits to be confirmed is not among it', () => {
    const { content } = drawUp({ ...sources, unconfirmed: ['8.3.1'] }, fullDraft());
    expect(content.result.claimed?.map(({ requirementNumber }) => requirementNumber)).toEqual([
      '2.2.2',
      '2.2.4',
    ]);
    expect(() => attestationContent.parse(content)).not.toThrow();
  });

  it('is no part of a document where everything has both: its hash stays what it was', () => {
    const met = requirements({ '9.4.1': 'IN_PLACE' }).map((one) => ({ ...one, tests: [test] }));
    const { content } = drawUp(shop({ requirements: met, evidence: [evidence(['9.4.1'])] }), fullDraft());
    expect(content.result).not.toHaveProperty('claimed');
    expect(claimsInWords(content.result)).toBe('');
  });
});
