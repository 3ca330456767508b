import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { findings } from '@/lib/catalogue/model';
import { emptyResponse } from '@/lib/response/model';
import { bySection, carryRank, filled, reasonsAgainst, withOutcome } from './rules';

const good = {
  findings: ['IN_PLACE' as const],
  expiredEvidence: 0,
  openRisks: 0,
  evidence: 1,
  tests: 1,
  isUnmet: false,
};

test.each([
  ['nothing changed', {}, []],
  ['evidence ran out', { expiredEvidence: 1 }, ['EVIDENCE']],
  ['no evidence is left', { evidence: 0 }, ['NO_EVIDENCE']],
  ['nobody tested this year', { tests: 0 }, ['NO_TEST']],
  ['a test of this year was not met', { isUnmet: true }, ['NOT_MET']],
  ['it was Not in Place', { findings: ['NOT_IN_PLACE' as const] }, ['NOT_IN_PLACE']],
  ['a row was open', { findings: ['IN_PLACE' as const, null] }, ['NOT_IN_PLACE']],
  ['a compensating control stood in', { findings: ['IN_PLACE_WITH_CCW' as const] }, ['CCW']],
  ['it was left out', { findings: ['NOT_TESTED' as const] }, ['NOT_TESTED']],
  ['a risk was accepted beside it', { openRisks: 1 }, ['RISK']],
  ['it did not apply, which needs no evidence', { findings: ['NOT_APPLICABLE' as const], evidence: 0 }, []],
])('where %s: %j', (_words, change, reasons) => {
  expect(reasonsAgainst({ ...good, ...change })).toEqual(reasons);
});

it('never lets an answer go through in a group without a test of this year, nor what was not met', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.constantFrom(...findings)), { minLength: 1, maxLength: 4 }),
      fc.nat(2),
      fc.nat(2),
      fc.nat(2),
      fc.boolean(),
      (some, expiredEvidence, evidence, tests, isUnmet) => {
        const known = { findings: some, expiredEvidence, openRisks: 0, evidence, tests, isUnmet };
        if (reasonsAgainst(known).length > 0) return;
        expect(isUnmet).toBe(false);
        expect(tests).toBeGreaterThan(0);
        expect(expiredEvidence).toBe(0);
        expect(some.every((one) => one === 'IN_PLACE' || one === 'NOT_APPLICABLE')).toBe(true);
        if (some.includes('IN_PLACE')) expect(evidence).toBeGreaterThan(0);
      },
    ),
  );
});

it('puts what changed most first', () => {
  const ranks = [['NOT_IN_PLACE', 'NO_TEST'], ['CCW'], ['NOT_MET'], ['EVIDENCE'], ['NO_TEST'], []] as const;
  const found = ranks.map((reasons) => carryRank([...reasons]));
  expect(found).toEqual(found.toSorted((one, other) => one - other));
  expect(new Set(found).size).toBe(ranks.length);
});

it('gives again what was said and leaves the rest as it is', () => {
  expect(
    filled({ ...emptyResponse, finding: 'NOT_APPLICABLE', notApplicableReason: 'No cards here' }),
  ).toEqual({
    finding: 'NOT_APPLICABLE',
    notApplicableReason: 'No cards here',
  });
});

it('puts lines under their sections, in the order of the standard, whatever order they come in', () => {
  const lines = ['10.4.1', '2.2.2', '2.2.1', '2.3.1'].map((requirementNumber) => ({ requirementNumber }));
  const names = [
    { requirementNumber: '2.2', title: 'Components are hardened' },
    { requirementNumber: '10.4', title: 'Logs are reviewed' },
  ];
  const found = bySection(lines, names);
  expect(found.map(({ requirementNumber, title }) => `${requirementNumber} ${title}`.trim())).toEqual([
    '2.2 Components are hardened',
    '2.3',
    '10.4 Logs are reviewed',
  ]);
  expect(found[0]?.lines.map(({ requirementNumber }) => requirementNumber)).toEqual(['2.2.2', '2.2.1']);
});

it('keeps the way back of each confirmation when there is another', () => {
  const outcome = (changeId: string | null) => ({ confirmed: [], tested: [], left: [], changeId });
  const ids = [null, 'first', null, 'second'].reduce(
    (done, id) => withOutcome(done, outcome(id)),
    [] as ReturnType<typeof withOutcome>,
  );
  expect(ids.map(({ changeId }) => changeId)).toEqual(['second', 'first']);
  expect(withOutcome(ids, outcome(null)).map(({ changeId }) => changeId)).toEqual([null, 'second', 'first']);
});
