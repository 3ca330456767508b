import { describe, expect, it } from 'vitest';
import { surroundingsOf } from './around';
import { currentCatalogueVersionId, getCatalogue, getRequirement } from './queries';
import { groupRequirements, parseCatalogueFilter, searchRequirements } from './search';
import { describeLength, describePeriodicity, describeSearch } from './words';

const version = currentCatalogueVersionId;
const catalogue = getCatalogue(version);
const around = (number: string) => surroundingsOf(catalogue, getRequirement(version, number));
const number = (node: { requirementNumber: string } | null) => node?.requirementNumber ?? null;

describe('what stands around a requirement', () => {
  it.each([
    ['1.1.1', null, '1.1.2', '1', '1.1'],
    ['8.3.10.1', '8.3.10', '8.3.11', '8', '8.3'],
    ['12.10.7', '12.10.6', 'A1.1.1', '12', '12.10'],
    ['A3.5.1', 'A3.4.1', null, 'A3', 'A3.5'],
  ])('%s: after %s, before %s, in %s and %s', (of, previous, next, principal, section) => {
    const found = around(of);
    expect([found.previous, found.next, found.principal, found.section].map(number)).toEqual([
      previous,
      next,
      principal,
      section,
    ]);
  });

  it('a section lists its requirements and theirs, a principal requirement its sections', () => {
    expect(around('3.3').children.map(number)).toEqual([
      '3.3.1',
      '3.3.1.1',
      '3.3.1.2',
      '3.3.1.3',
      '3.3.2',
      '3.3.3',
    ]);
    expect(around('6').children.map(number)).toEqual(['6.1', '6.2', '6.3', '6.4', '6.5']);
  });

  it('names forms that leave it blank or partly blank, and what it replaces', () => {
    expect(around('9.5.1.2.1').blankIn.map((saq) => saq.questionnaireId)).toEqual([
      'B',
      'B-IP',
      'P2PE',
      'SPoC',
    ]);
    expect(around('6.3.1').partlyBlankIn.map((saq) => saq.questionnaireId)).toContain('A');
    expect(around('6.4.2').supersedes.map(number)).toEqual(['6.4.1']);
  });

  it('brings its duties, but none that is retired', () => {
    expect(around('11.3.2').activities.map((activity) => activity.activityId)).toEqual(['sch-asv-scan']);
    expect(around('6.4.1').activities).toEqual([]);
    expect(around('8.3.6').limits[0]).toContain('12 characters');
  });
});

describe('the words of the catalogue', () => {
  it.each([
    [{ every: 12, unit: 'month', trigger: null, targetedRiskAnalysis: false }, 'Every 12 months'],
    [
      { every: 6, unit: 'month', trigger: 'segmentation change', targetedRiskAnalysis: false },
      'Every 6 months, and on: segmentation change',
    ],
    [
      { every: 1, unit: 'week', trigger: null, targetedRiskAnalysis: true },
      'Every week, or as your risk analysis sets',
    ],
    [
      { every: null, unit: null, trigger: null, targetedRiskAnalysis: true },
      'As often as your risk analysis sets',
    ],
    [{ every: null, unit: null, trigger: 'each visit', targetedRiskAnalysis: false }, 'On: each visit'],
  ] as const)('%j: %s', (periodicity, words) => {
    expect(describePeriodicity(periodicity)).toBe(words);
  });

  it.each([
    [1, '1 month'],
    [3, '3 months'],
  ])('%i', (count, words) => {
    expect(describeLength(count, 'month')).toBe(words);
  });

  it.each([
    [{}, undefined, 280, 'The standard has 280 requirements'],
    [{ questionnaire: 'A' }, 'SAQ A', 27, '27 requirements of SAQ A'],
    [{ q: 'scan' }, undefined, 1, '1 requirement for “scan”'],
    [
      { q: 'x', evidence: 'policy', theme: 'patching' },
      'SAQ A',
      0,
      'No requirements of SAQ A for “x” proved by: policy about: patching',
    ],
  ])('searching %j: heading', (params, name, count, words) => {
    expect(describeSearch(parseCatalogueFilter(params), count, name)).toBe(words);
  });

  it('results stand under their sections', () => {
    const groups = groupRequirements(
      catalogue,
      searchRequirements(catalogue, parseCatalogueFilter({ q: '11.3.2' })),
    );
    expect(
      groups.map((group) => [number(group.principal), group.sections.map(({ section }) => number(section))]),
    ).toEqual([['11', ['11.3']]]);
  });
});
