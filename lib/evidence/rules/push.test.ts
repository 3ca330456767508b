import { describe, expect, it } from 'vitest';
import { pushInput } from '../schema/push';
import { factsAfter, factsOfRow, type ItemFacts, itemFacts, noFacts, pushProblem, rowOfFacts } from './push';

const known: ItemFacts = {
  title: 'Image scan',
  evidenceType: 'scan_report',
  collectedOn: '2026-11-24',
  coversFrom: '2026-11-01',
  coversTo: '2026-11-23',
  validUntil: '2027-02-24',
  confidentiality: 'CONFIDENTIAL',
  source: 'GitHub Actions, shop',
  tags: ['nightly'],
};
const pushed = (said: object, from: ItemFacts = known) =>
  factsAfter(from, pushInput.parse({ tool: 'Trivy', ...said }), '2026-11-25');

describe('what stands after a push', () => {
  it('of what it leaves out stays as it was; it was collected on the day of the run', () => {
    expect(pushed({})).toEqual({ ...known, collectedOn: '2026-11-25' });
  });

  it.each([
    ['title', 'Scan of the shop'],
    ['evidenceType', 'config_export'],
    ['collectedOn', '2026-11-20'],
    ['coversFrom', '2026-11-02'],
    ['coversTo', '2026-11-22'],
    ['validUntil', '2027-03-01'],
    ['confidentiality', 'PUBLIC'],
    ['source', 'Jenkins'],
    ['tags', ['weekly']],
  ] as const)('%s is what it says', (name, value) => {
    expect(pushed({ [name]: value })).toEqual({ ...known, collectedOn: '2026-11-25', [name]: value });
  });

  it.each([
    ['evidenceType', ''],
    ['coversFrom', null],
    ['coversTo', null],
    ['validUntil', null],
  ] as const)('null takes %s away', (name, value) => {
    expect(pushed({ [name]: null })[name]).toBe(value);
  });

  it('an empty list takes all tags away, and an empty source leaves the one that is known', () => {
    expect(pushed({ tags: [], source: '' })).toMatchObject({ tags: [], source: 'GitHub Actions, shop' });
  });

  it('a new item is internal and has nothing else', () => {
    expect(pushed({ title: 'New' }, noFacts)).toEqual({
      title: 'New',
      evidenceType: '',
      collectedOn: '2026-11-25',
      coversFrom: null,
      coversTo: null,
      validUntil: null,
      confidentiality: 'INTERNAL',
      source: '',
      tags: [],
    });
  });
});

it('what is stored is read back as it was, day for day', () => {
  expect(factsOfRow(rowOfFacts(known))).toEqual(known);
  expect(factsOfRow(rowOfFacts(noFacts))).toEqual(noFacts);
  expect(Object.keys(known).sort()).toEqual([...itemFacts].sort());
});

describe('the times of a push', () => {
  const now = new Date('2026-11-25T10:00:00Z');
  const problem = (facts: Partial<ItemFacts>, ranAt = now) =>
    pushProblem({ ...known, ...facts }, ranAt, now)?.field ?? null;

  it.each([
    ['a title', {}, null],
    ['no title', { title: '' }, 'title'],
    ['one day', { coversFrom: '2026-11-23', coversTo: '2026-11-23' }, null],
    ['the end a day before', { coversFrom: '2026-11-24', coversTo: '2026-11-23' }, 'coversTo'],
    ['a beginning alone', { coversTo: null }, null],
    ['an end alone', { coversFrom: null }, null],
  ])('%s', (_words, facts, field) => {
    expect(problem(facts)).toBe(field);
  });

  it.each([
    ['2026-11-25T10:05:00.000Z', null],
    ['2026-11-25T10:05:00.001Z', 'ranAt'],
    ['2020-01-01T00:00:00Z', null],
  ])('a run at %s', (ranAt, field) => {
    expect(problem({}, new Date(ranAt))).toBe(field);
  });
});
