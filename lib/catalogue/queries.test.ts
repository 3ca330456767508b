import { describe, expect, it } from 'vitest';
import type { TimeframeId } from './model';
import {
  currentCatalogueVersionId,
  findRequirement,
  getCatalogue,
  getGuidance,
  getQuestionnaire,
  getRequirement,
  listActivities,
  listQuestionnaireRequirements,
} from './queries';
import {
  compareRequirementNumbers,
  conditionalGroupsOf,
  intervalOf,
  longestDays,
  timeframeDays,
} from './rules';
import { conditionNames } from './words';

const version = currentCatalogueVersionId;
const catalogue = getCatalogue(version);

describe('the catalogue of PCI DSS v4.0.1', () => {
  it('has 366 nodes: 12 principal requirements, 3 appendices, 71 sections, 280 requirements', () => {
    const count = (test: (node: (typeof catalogue.requirements)[number]) => boolean) =>
      catalogue.requirements.filter(test).length;
    expect(catalogue.requirements).toHaveLength(366);
    expect(count((node) => node.kind === 'principal' && !node.isAppendix)).toBe(12);
    expect(count((node) => node.kind === 'principal' && node.isAppendix)).toBe(3);
    expect(count((node) => node.kind === 'section')).toBe(71);
    expect(count((node) => node.kind === 'requirement')).toBe(280);
    expect(count((node) => node.kind === 'requirement' && !node.isAppendix)).toBe(250);
    expect(count((node) => node.futureDated)).toBe(51);
    expect(count((node) => node.customizedApproach === 'NOT_ALLOWED')).toBe(29);
  });

  it.each([
    ['A1', 7],
    ['A2', 3],
    ['A3', 20],
  ])('appendix %s has %i requirements', (appendix, expected) => {
    const inside = catalogue.requirements.filter(
      (node) => node.kind === 'requirement' && node.requirementNumber.startsWith(`${appendix}.`),
    );
    expect(inside).toHaveLength(expected);
  });

  it.each([
    ['A', 27, 27],
    ['A-EP', 139, 151],
    ['B', 27, 27],
    ['B-IP', 50, 53],
    ['C', 123, 131],
    ['C-VT', 54, 54],
    ['P2PE', 21, 21],
    ['SPoC', 22, 22],
    ['D-Merchant', 233, 254],
    ['D-ServiceProvider', 259, 280],
  ])('SAQ %s asks %i requirements in %i answer rows', (questionnaireId, requirements, rows) => {
    const asked = listQuestionnaireRequirements(version, questionnaireId);
    expect(asked).toHaveLength(requirements);
    expect(asked.reduce((sum, requirement) => sum + (requirement.answerRows.length || 1), 0)).toBe(rows);
    expect(getQuestionnaire(version, questionnaireId).answerRowCount).toBe(rows);
    const numbers = asked.map((requirement) => requirement.requirementNumber);
    expect([...numbers].sort(compareRequirementNumbers)).toEqual(numbers);
  });

  it.each([
    ['4.2.1', 4],
    ['6.2.4', 6],
    ['6.4.3', 3],
    ['11.3.1.2', 3],
    ['11.6.1', 3],
    ['12.5.2', 8],
  ])('%s is answered in %i rows', (number, rows) => {
    expect(getRequirement(version, number).answerRows).toHaveLength(rows);
  });

  it('only these six requirements are answered in rows', () => {
    expect(catalogue.requirements.filter((node) => node.answerRows.length > 0)).toHaveLength(6);
  });

  it('Not Tested is offered by both SAQ D and by no other questionnaire', () => {
    const offering = catalogue.questionnaires.filter((saq) => saq.responseOptions.includes('NOT_TESTED'));
    expect(offering.map((saq) => saq.questionnaireId)).toEqual(['D-Merchant', 'D-ServiceProvider']);
    for (const saq of catalogue.questionnaires) {
      expect(saq.responseOptions).toHaveLength(saq.responseOptions.includes('NOT_TESTED') ? 5 : 4);
    }
  });

  it('every requirement has a question, what good looks like, how to test, evidence and gaps', () => {
    for (const node of catalogue.requirements.filter((candidate) => candidate.kind === 'requirement')) {
      const guidance = getGuidance(version, node.requirementNumber);
      expect(guidance.question.length, node.requirementNumber).toBeGreaterThan(20);
      expect(guidance.good.length, node.requirementNumber).toBeGreaterThan(0);
      expect(guidance.verify.length, node.requirementNumber).toBeGreaterThan(0);
      expect(guidance.evidence.length, node.requirementNumber).toBeGreaterThan(0);
      expect(guidance.gaps.length, node.requirementNumber).toBeGreaterThan(0);
    }
  });

  it('three requirements are superseded since 31 March 2025', () => {
    const superseded = catalogue.requirements.filter((node) => node.supersededBy !== null);
    expect(
      superseded.map((node) => [node.requirementNumber, node.supersededBy, node.supersededSince]),
    ).toEqual([
      ['6.4.1', '6.4.2', '2025-03-31'],
      ['8.3.10', '8.3.10.1', '2025-03-31'],
      ['10.7.1', '10.7.2', '2025-03-31'],
    ]);
  });

  it('every circumstance on which a requirement depends has words', () => {
    for (const node of catalogue.requirements)
      if (node.conditionalOn)
        expect(conditionNames, node.requirementNumber).toHaveProperty(node.conditionalOn);
  });

  it('a requirement of SAQ A that concerns the own web page belongs to that group, one of paper to the other', () => {
    const saqA = getQuestionnaire(version, 'A');
    const groups = (number: string) => conditionalGroupsOf(saqA, number).map((group) => group.groupId);
    expect(groups('11.3.2')).toEqual(['own_webpage_redirects_or_embeds']);
    expect(groups('9.4.1')).toEqual(['paper_records']);
    expect(groups('12.8.1')).toEqual([]);
  });
});

describe('the periodic activities', () => {
  it('are 80, one of them retired', () => {
    expect(listActivities(version)).toHaveLength(80);
    expect(listActivities(version).filter((activity) => !activity.isActive)).toHaveLength(1);
  });

  it.each([
    ['A', 12],
    ['A-EP', 34],
    ['D-Merchant', 58],
    ['D-ServiceProvider', 66],
  ])('SAQ %s brings %i activities that are still asked', (questionnaireId, expected) => {
    const brought = listActivities(version).filter((activity) =>
      (activity.questionnaireIds as readonly string[]).includes(questionnaireId),
    );
    expect(brought.filter((activity) => activity.isActive)).toHaveLength(expected);
  });

  it('have the interval that their timeframe names, and its longest distance', () => {
    for (const activity of listActivities(version)) {
      const interval = intervalOf(activity.timeframe);
      expect(activity.cadence.every, activity.activityId).toBe(interval?.every ?? null);
      expect(activity.cadence.unit, activity.activityId).toBe(interval?.unit ?? null);
      if (interval) expect(activity.maxIntervalDays, activity.activityId).toBe(longestDays(interval));
      else expect(activity.maxIntervalDays, activity.activityId).toBeNull();
    }
  });

  it('count days exactly as the data says that the standard does', () => {
    for (const { timeframe, minDays, maxIntervalDays } of catalogue.timeframeRules.timeframes) {
      const days = timeframeDays[timeframe as keyof typeof timeframeDays] as
        | { min: number; max: number }
        | undefined;
      expect(days?.max ?? null, timeframe).toBe(maxIntervalDays);
      if (minDays !== null) expect(days?.min, timeframe).toBe(minDays);
    }
    expect(longestDays({ every: 12, unit: 'month' })).toBe(366);
  });

  it('every timeframe that an activity uses is explained', () => {
    const explained = new Set<TimeframeId>(
      catalogue.timeframeRules.timeframes.map((entry) => entry.timeframe),
    );
    for (const activity of listActivities(version)) expect(explained).toContain(activity.timeframe);
  });
});

describe('asking for what does not exist', () => {
  it('answers not found', () => {
    expect(findRequirement(version, '13.1.1')).toBeNull();
    expect(findRequirement(version, '__proto__')).toBeNull();
    expect(() => getRequirement(version, '1.2.99')).toThrow('does not exist');
    expect(() => getGuidance(version, '6.3')).toThrow('no guidance');
    expect(() => getQuestionnaire(version, 'Z')).toThrow('does not exist');
    expect(() => getCatalogue('pci-dss-3.2.1')).toThrow('not in the catalogue');
    expect(() => getCatalogue('constructor')).toThrow('not in the catalogue');
  });

  it('the same catalogue is built once', () => {
    expect(getCatalogue(version)).toBe(catalogue);
  });
});
