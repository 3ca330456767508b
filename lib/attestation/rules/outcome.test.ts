import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findings } from '@/lib/catalogue/model';
import { answer, requirements } from '../testing/sources';
import { deriveResult } from './outcome';

const four = findings.filter((finding) => finding !== 'NOT_TESTED');
const law = answer('NOT_IN_PLACE', { legalException: true, legalBasis: 'Telecoms act forbids it' });
const lawless = answer('NOT_IN_PLACE', { legalException: true, legalBasis: '  ' });
const bareCcw = answer('IN_PLACE_WITH_CCW', { ccwMaintenance: '' });

describe('the status of part 3', () => {
  it.each([
    ['every answer In Place', ['IN_PLACE', 'IN_PLACE'], 'COMPLIANT'],
    [
      'In Place, with CCW and Not Applicable',
      ['IN_PLACE', 'IN_PLACE_WITH_CCW', 'NOT_APPLICABLE'],
      'COMPLIANT',
    ],
    ['one requirement open', ['IN_PLACE', null], 'NON_COMPLIANT'],
    ['one Not in Place', ['IN_PLACE', 'NOT_IN_PLACE'], 'NON_COMPLIANT'],
    ['Not in Place by law only', ['IN_PLACE', law], 'COMPLIANT_WITH_LEGAL_EXCEPTION'],
    ['a law and a plain gap', [law, 'NOT_IN_PLACE'], 'NON_COMPLIANT'],
    ['a law and an open requirement', [law, null], 'NON_COMPLIANT'],
    ['a legal exception that names no law', ['IN_PLACE', lawless], 'NON_COMPLIANT'],
    ['a worksheet with one part empty', ['IN_PLACE', bareCcw], 'NON_COMPLIANT'],
    [
      'Not Applicable without a reason',
      [answer('NOT_APPLICABLE', { notApplicableReason: '' })],
      'NON_COMPLIANT',
    ],
    ['a gap without a plan is a gap, no more', [answer('NOT_IN_PLACE', { planAction: '' })], 'NON_COMPLIANT'],
  ] as const)('%s', (_, answers, outcome) => {
    const list = requirements(Object.fromEntries(answers.map((one, index) => [`1.${index + 1}.1`, one])));
    expect(deriveResult(list, four, false).outcome).toBe(outcome);
  });

  it.each([
    ['SAQ A never says full or partial', four, ['IN_PLACE'], null],
    ['SAQ D without Not Tested is full', findings, ['IN_PLACE'], 'FULL'],
    ['SAQ D with Not Tested is partial', findings, ['IN_PLACE', 'NOT_TESTED'], 'PARTIAL'],
    [
      'a gap is partial too when something is Not Tested',
      findings,
      ['NOT_IN_PLACE', 'NOT_TESTED'],
      'PARTIAL',
    ],
  ] as const)('%s', (_, options, answers, extent) => {
    const list = requirements(Object.fromEntries(answers.map((one, index) => [`1.${index + 1}.1`, one])));
    expect(deriveResult(list, options, false).extent).toBe(extent);
  });

  it('Not Tested leaves Compliant standing', () => {
    const list = requirements({ '1.1.1': 'IN_PLACE', '1.1.2': 'NOT_TESTED' });
    expect(deriveResult(list, findings, false)).toMatchObject({ outcome: 'COMPLIANT', notTested: ['1.1.2'] });
  });

  it('names a requirement once, however many of its rows are open', () => {
    const list = requirements({
      '6.4.3': [answer('IN_PLACE'), answer(null, { row: 1 }), answer(null, { row: 2 })],
    });
    expect(deriveResult(list, four, false).unanswered).toEqual(['6.4.3']);
  });

  it('a service provider has to describe results, a merchant has not', () => {
    const list = requirements({ '1.1.1': answer('IN_PLACE', { resultNote: '' }) });
    expect(deriveResult(list, findings, false).outcome).toBe('COMPLIANT');
    expect(deriveResult(list, findings, true)).toMatchObject({
      outcome: 'NON_COMPLIANT',
      incomplete: ['1.1.1'],
    });
  });

  it('is Compliant exactly when nothing is open, lacking or Not in Place, whatever the order', () => {
    const row = fc.constantFrom(...findings, null);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const list = requirements(Object.fromEntries(rows.map((one, index) => [`1.1.${index + 1}`, one])));
        const clean = rows.every((one) => one !== null && one !== 'NOT_IN_PLACE');
        expect(deriveResult(list, findings, false).outcome === 'COMPLIANT').toBe(clean);
        expect(deriveResult(list.toReversed(), findings, false).outcome).toBe(
          deriveResult(list, findings, false).outcome,
        );
      }),
    );
  });
});
