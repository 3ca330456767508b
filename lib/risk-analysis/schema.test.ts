import { describe, expect, test } from 'vitest';
import { analysisPanelInput, makeAnalysisInput, reviewAnalysisInput } from './schema';

const analysisId = '0199f0a4-0000-7000-8000-000000000001';
const begun = { title: 'Terminals', requirementNumbers: ['9.5.1.2.1'] };

describe('what a form sends', () => {
  test('a title and a requirement are enough to begin', () => {
    expect(makeAnalysisInput.parse(begun)).toMatchObject({ every: null, madeOn: null, assessmentId: null });
  });

  test.each([
    ['no requirement', { ...begun, requirementNumbers: [] }],
    ['a requirement that sets no frequency', { ...begun, requirementNumbers: ['8.6.2'] }],
    ['no title', { ...begun, title: ' ' }],
    ['a frequency of none', { ...begun, every: '0' }],
    ['a card number', { ...begun, threats: 'Seen: 4111 1111 1111 1111' }],
    ['a field that is not known', { ...begun, approvedOn: '2026-11-01' }],
  ])('%s is refused', (_, input) => {
    expect(makeAnalysisInput.safeParse(input).success).toBe(false);
  });

  test('a review that finds it has to change says what', () => {
    const review = {
      analysisId,
      version: '2',
      reviewedByName: 'Hanne Vik',
      reviewedOn: '2026-11-01',
      outcome: 'CHANGED',
    };
    expect(reviewAnalysisInput.safeParse(review).success).toBe(false);
    expect(reviewAnalysisInput.safeParse({ ...review, note: 'New vault' }).success).toBe(true);
    expect(reviewAnalysisInput.safeParse({ ...review, outcome: 'STILL_VALID' }).success).toBe(true);
  });

  test('the panel knows three things to do', () => {
    expect(analysisPanelInput.safeParse({ what: 'LINK', analysisId }).success).toBe(true);
    expect(analysisPanelInput.safeParse({ what: 'LINK' }).success).toBe(false);
    expect(analysisPanelInput.safeParse({ what: 'FREQUENCY', basis: 'DAILY' }).success).toBe(false);
  });
});
