import { describe, expect, test } from 'vitest';
import { maxText } from './model';
import { responseSave } from './schema';

const save = (changes: unknown, rest: object = { row: 0, version: 3 }) =>
  responseSave.safeParse({ ...rest, changes });

describe('what a save may hold', () => {
  test('an id, or none', () => {
    const at = { row: 0, version: 3 };
    const changes = { finding: 'IN_PLACE' };
    expect(save(changes, { ...at, id: '00000000-0000-4000-8000-000000000000' }).success).toBe(true);
    for (const id of ['', 'again', null, 7]) expect(save(changes, { ...at, id }).success).toBe(false);
  });

  test.each<[string, unknown]>([
    ['an answer', { finding: 'IN_PLACE' }],
    ['no answer again', { finding: null }],
    ['a reason over several lines', { notApplicableReason: 'One\nTwo' }],
    ['a cleared date', { planTargetOn: null }],
    ['a date', { planTargetOn: '2028-02-29' }],
    ['a text of the greatest length', { resultNote: 'x'.repeat(maxText) }],
  ])('%s', (_, changes) => {
    expect(save(changes).success).toBe(true);
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['only absent values', { finding: undefined }],
    ['an answer that does not exist', { finding: 'COMPLIANT' }],
    ['a field that does not exist', { version: 9 }],
    ['the person who saved', { updatedById: '00000000-0000-4000-8000-000000000000' }],
    ['an operator instead of a value', { resultNote: { not: '' } }],
    ['null instead of a text', { resultNote: null }],
    ['a text that is too long', { resultNote: 'x'.repeat(maxText + 1) }],
    ['control characters', { planAction: 'a\u0000b' }],
    ['characters that turn the reading direction', { planOwner: 'a\u202eb' }],
    ['a line break in a name', { planOwner: 'a\nb' }],
    ['a day that does not exist', { planTargetOn: '2027-02-29' }],
    ['a date with a time', { planTargetOn: '2027-02-28T00:00:00Z' }],
    ['words instead of yes or no', { legalException: 'true' }],
    ['a list', []],
    ['null', null],
  ])('refuses %s', (_, changes) => {
    expect(save(changes).success).toBe(false);
  });

  test.each<[string, object]>([
    ['without a version', { row: 0 }],
    ['with a version that is no whole number', { row: 0, version: 1.5 }],
    ['with a negative row', { row: -1, version: 0 }],
    ['with a row as text', { row: '0', version: 0 }],
    ['with a field more', { row: 0, version: 0, organizationId: 'x' }],
  ])('refuses a save %s', (_, rest) => {
    expect(save({ finding: 'IN_PLACE' }, rest).success).toBe(false);
  });

  test('keeps only what was sent', () => {
    expect(save({ finding: 'IN_PLACE', planOwner: ' Hanne ', resultNote: undefined }).data?.changes).toEqual({
      finding: 'IN_PLACE',
      planOwner: 'Hanne',
    });
  });
});
