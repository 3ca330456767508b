import { describe, expect, it } from 'vitest';
import {
  inUseRefusal,
  merchantIdKey,
  missingToAttest,
  openAssessmentRefusal,
  overtakenFields,
} from './rules';

describe('refusing to archive what is in use', () => {
  it.each([
    [[], null],
    [
      ['Web shop 2026'],
      'This acquirer is in use by the open assessment “Web shop 2026”. Sign or archive that first.',
    ],
    [
      ['Web shop 2026', 'Phone 2026'],
      'This acquirer is in use by the open assessment “Web shop 2026” and 1 more open assessment. Sign or archive that first.',
    ],
    [
      ['A', 'B', 'C'],
      'This acquirer is in use by the open assessment “A” and 2 more open assessments. Sign or archive that first.',
    ],
  ])('names the first user and counts the others: %j', (names, words) => {
    expect(openAssessmentRefusal('This acquirer', names)).toBe(words);
  });

  it('uses the noun of the users', () => {
    const noun = { one: 'integration', many: 'integrations' };
    expect(inUseRefusal('This provider', ['Shop'], noun, 'Take it off there first.')).toBe(
      'This provider is in use by the integration “Shop”. Take it off there first.',
    );
  });
});

describe('comparing merchant ids', () => {
  it.each([
    ['4929 0001-77', '4929000177'],
    ['ab/12.3_4', 'AB1234'],
    ['MID-1', 'MID1'],
  ])('%s is the same as %s', (number, key) => {
    expect(merchantIdKey(number)).toBe(key);
  });
});

describe('a form that somebody else overtook', () => {
  it.each([
    [{ name: { from: 'Mine', to: 'Theirs' } }, { name: ['Saved meanwhile: Theirs'] }],
    [{ city: { from: 'Leeds', to: '' } }, { city: ['Saved meanwhile as empty.'] }],
    [{ nextDueOn: { from: '2026-01-01', to: null } }, { nextDueOn: ['Saved meanwhile as empty.'] }],
    [{ wantsActionPlan: { from: true, to: false } }, { wantsActionPlan: ['Saved meanwhile: not ticked'] }],
    [{ kind: { from: 'CDN', to: 'HOSTING' } }, { kind: ['Saved meanwhile: Web hosting'] }],
    [{ kinds: { from: [], to: ['HOSTING', 'X'] } }, { kinds: ['Saved meanwhile: Web hosting, X'] }],
    [{ name: { from: 'Mine', to: 'constructor' } }, { name: ['Saved meanwhile: constructor'] }],
    [{ sites: { from: [], to: ['toString'] } }, { sites: ['Saved meanwhile: toString'] }],
  ])('shows what was saved beside the field: %j', (differences, expected) => {
    expect(overtakenFields(differences, { HOSTING: 'Web hosting' })).toEqual(expected);
  });
});

describe('what part 1a of the attestation still lacks', () => {
  const full = {
    street: '1 Market Street',
    city: 'Leeds',
    country: 'United Kingdom',
    contactName: 'Ada Ray',
    contactTitle: 'Compliance officer',
    contactPhone: '+44 113 0000000',
    contactEmail: 'ada@lumen.example',
  };

  it.each([
    [{}, []],
    [{ street: ' ', city: '' }, ['street', 'city']],
    [{ country: '', contactPhone: '' }, ['country', 'contact’s phone']],
  ])('%j: %j', (empty, words) => {
    expect(missingToAttest({ ...full, ...empty })).toEqual(words);
  });
});
