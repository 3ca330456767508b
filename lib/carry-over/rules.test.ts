import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { findings } from '@/lib/catalogue/model';
import { emptyResponse } from '@/lib/response/model';
import { carryRank, filled, reasonsAgainst } from './rules';

const good = { findings: ['IN_PLACE' as const], expiredEvidence: 0, openRisks: 0, evidence: 1, tests: 1 };

test.each([
  ['nothing changed', {}, []],
  ['evidence ran out', { expiredEvidence: 1 }, ['EVIDENCE']],
  ['no evidence is left', { evidence: 0 }, ['NO_EVIDENCE']],
  ['nobody tested this year', { tests: 0 }, ['NO_TEST']],
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
      (some, expiredEvidence, evidence, tests) => {
        const reasons = reasonsAgainst({ findings: some, expiredEvidence, openRisks: 0, evidence, tests });
        if (reasons.length > 0) return;
        expect(tests).toBeGreaterThan(0);
        expect(expiredEvidence).toBe(0);
        expect(some.every((one) => one === 'IN_PLACE' || one === 'NOT_APPLICABLE')).toBe(true);
        if (some.includes('IN_PLACE')) expect(evidence).toBeGreaterThan(0);
      },
    ),
  );
});

it('puts what changed most first', () => {
  const ranks = [['NOT_IN_PLACE', 'NO_TEST'], ['CCW'], ['EVIDENCE'], ['NO_TEST'], []] as const;
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
