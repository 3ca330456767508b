import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findings } from '@/lib/catalogue/model';
import {
  currentCatalogueVersionId,
  getCatalogue,
  getRequirement,
  listActivities,
} from '@/lib/catalogue/queries';
import {
  type AnalysisState,
  analysedRequirements,
  analysisBases,
  analysisStates,
  asksForAnalysis,
  needOf,
} from '@/lib/response/rules/frequency';
import type { AnalysisFact } from '../model';
import { listAnalysisNeeds } from './need';

const linked = (state: AnalysisState) => ({ basis: 'RISK_ANALYSIS' as const, analysis: { state } });
const weekly = { basis: 'WEEKLY' as const, analysis: null };

describe('the requirements that an analysis sets the frequency of', () => {
  test('are those of the catalogue: its requirements and their periodic activities say so', () => {
    const { requirements } = getCatalogue(currentCatalogueVersionId);
    const flagged = requirements
      .filter(({ periodicity }) => periodicity?.targetedRiskAnalysis)
      .map(({ requirementNumber }) => requirementNumber);
    expect(flagged).toEqual(expect.arrayContaining([...analysedRequirements]));
    const carried = listActivities(currentCatalogueVersionId)
      .filter(({ cadence }) => cadence.targetedRiskAnalysis)
      .flatMap(({ requirementNumbers }) => requirementNumbers.slice(-1));
    expect(carried.toSorted()).toEqual([...analysedRequirements].toSorted());
  });
});

describe('what an answer owes 12.3.1', () => {
  test.each([
    ['8.6.3', null, 'LINK'],
    ['8.6.3', linked('DRAFT'), 'APPROVAL'],
    ['8.6.3', linked('OVERDUE'), 'REVIEW'],
    ['8.6.3', linked('ARCHIVED'), 'LINK'],
    ['8.6.3', linked('VALID'), null],
    ['8.6.3', { basis: 'RISK_ANALYSIS' as const, analysis: null }, 'LINK'],
    ['11.6.1', null, 'FREQUENCY'],
    ['11.6.1', weekly, null],
    ['11.6.1', { basis: 'RISK_ANALYSIS' as const, analysis: null }, 'LINK'],
    ['11.6.1', linked('VALID'), null],
    ['11.6.1', linked('OVERDUE'), 'REVIEW'],
    ['8.6.2', null, null],
  ])('%s In Place with %j', (number, fact, need) => {
    expect(needOf(number, ['IN_PLACE'], fact)).toBe(need);
    expect(needOf(number, ['IN_PLACE_WITH_CCW'], fact)).toBe(need);
  });

  const anyFact = fc.option(
    fc.record({
      basis: fc.constantFrom(...analysisBases),
      analysis: fc.option(fc.record({ state: fc.constantFrom(...analysisStates) })),
    }),
  );
  const anyFindings = fc.array(fc.option(fc.constantFrom(...findings)), { minLength: 1, maxLength: 8 });

  test('an answer that does not say In Place owes nothing, whatever is linked', () => {
    const honest = fc.array(fc.constantFrom('NOT_APPLICABLE', 'NOT_TESTED', 'NOT_IN_PLACE', null), {
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.constantFrom(...analysedRequirements), honest, anyFact, (number, given, fact) => {
        expect(needOf(number, given, fact)).toBeNull();
      }),
    );
  });

  test('is nothing only with a valid analysis, every week for 11.6.1, or without a claim', () => {
    fc.assert(
      fc.property(fc.constantFrom(...analysedRequirements), anyFindings, anyFact, (number, given, fact) => {
        const last = given[given.length - 1];
        const claims = last === 'IN_PLACE' || last === 'IN_PLACE_WITH_CCW';
        const isWeekly = number === '11.6.1' && fact?.basis === 'WEEKLY';
        const hasSaid = number !== '11.6.1' || fact !== null;
        const rests = hasSaid && fact?.analysis?.state === 'VALID';
        expect(needOf(number, given, fact) === null).toBe(!claims || isWeekly || rests);
      }),
    );
  });

  test('of several answer rows the last speaks of the frequency, as the form has it', () => {
    const rows = analysedRequirements.flatMap((number) => {
      const { answerRows } = getRequirement(currentCatalogueVersionId, number);
      return answerRows.length > 0 ? [[number, answerRows[answerRows.length - 1]]] : [];
    });
    expect(rows).toEqual([['11.6.1', expect.stringContaining('interval of a targeted risk analysis')]]);
    expect(needOf('11.6.1', ['IN_PLACE', 'IN_PLACE', 'NOT_TESTED'], null)).toBeNull();
    expect(needOf('11.6.1', ['NOT_IN_PLACE', null, 'IN_PLACE'], null)).toBe('FREQUENCY');
  });

  test('requirements that set no frequency never owe one', () => {
    const { requirements } = getCatalogue(currentCatalogueVersionId);
    const others = requirements.filter(({ requirementNumber }) => !asksForAnalysis(requirementNumber));
    expect(others.length).toBeGreaterThan(200);
    for (const { requirementNumber } of others)
      expect(needOf(requirementNumber, ['IN_PLACE'], null)).toBeNull();
  });
});

test('of an assessment each requirement is told once, in its order', () => {
  const requirements = ['11.6.1', '8.6.3', '2.2.2', '10.4.2.1'].map((requirementNumber) => ({
    requirementNumber,
    answers: [{ finding: 'IN_PLACE' as const }, { finding: 'IN_PLACE' as const }],
  }));
  const facts: AnalysisFact[] = [{ requirementNumber: '11.6.1', basis: 'WEEKLY', analysis: null }];
  expect(listAnalysisNeeds(requirements, facts)).toEqual([
    { requirementNumber: '8.6.3', need: 'LINK' },
    { requirementNumber: '10.4.2.1', need: 'LINK' },
  ]);
});
