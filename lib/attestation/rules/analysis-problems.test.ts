import { describe, expect, test } from 'vitest';
import type { AnalysisState } from '@/lib/response/rules/frequency';
import type { AnalysisFact } from '@/lib/risk-analysis/model';
import { answer, fullDraft, requirements, shop } from '../testing/sources';
import { drawUp } from './content';

const fact = (requirementNumber: string, state: AnalysisState): AnalysisFact => ({
  requirementNumber,
  basis: 'RISK_ANALYSIS',
  analysis: {
    analysisId: 'r',
    title: 'Secrets of service accounts',
    frequency: 'Every 3 months',
    state,
    nextReviewOn: '2027-03-01',
    revision: 2,
    approvedByName: 'Daniel Okafor',
    approvedOn: '2026-03-01',
  },
});
const weekly: AnalysisFact = { requirementNumber: '11.6.1', basis: 'WEEKLY', analysis: null };

const draw = (
  answers: Parameters<typeof requirements>[0],
  riskAnalyses: readonly AnalysisFact[] = [],
  result: Parameters<typeof fullDraft>[0] = {},
) => drawUp(shop({ requirements: requirements(answers), riskAnalyses }), fullDraft(result));
const codes = (drawn: ReturnType<typeof drawUp>, severity: string) =>
  drawn.problems.filter((one) => one.severity === severity).map(({ code }) => code);

describe('signing as Compliant', () => {
  test('needs a valid analysis for what is In Place as often as one sets', () => {
    const bare = draw({ '8.6.3': 'IN_PLACE', '2.2.2': 'IN_PLACE' });
    expect(bare.result).toMatchObject({ outcome: 'NON_COMPLIANT', incomplete: ['8.6.3'] });
    expect(codes(bare, 'STOPS')).toEqual(['NO_RISK_ANALYSIS']);
    expect(bare.problems[0]?.places).toEqual([
      { label: '8.6.3', place: { kind: 'REQUIREMENT', requirementNumber: '8.6.3' } },
    ]);
    const rested = draw({ '8.6.3': 'IN_PLACE', '2.2.2': 'IN_PLACE' }, [fact('8.6.3', 'VALID')]);
    expect(rested.result).toMatchObject({ outcome: 'COMPLIANT', incomplete: [] });
    expect(codes(rested, 'STOPS')).toEqual([]);
  });

  test.each([
    ['DRAFT', 'RISK_ANALYSIS_NOT_APPROVED'],
    ['OVERDUE', 'RISK_ANALYSIS_OVERDUE'],
    ['ARCHIVED', 'NO_RISK_ANALYSIS'],
  ] as const)('is stopped by an analysis that is %s', (state, code) => {
    const drawn = draw({ '8.6.3': answer('IN_PLACE_WITH_CCW') }, [fact('8.6.3', state)]);
    expect(codes(drawn, 'STOPS')).toEqual([code]);
  });

  test('needs a word on how often 11.6.1 is done, and every week is enough', () => {
    expect(codes(draw({ '11.6.1': 'IN_PLACE' }), 'STOPS')).toEqual(['FREQUENCY_NOT_SAID']);
    expect(draw({ '11.6.1': 'IN_PLACE' }, [weekly]).result.outcome).toBe('COMPLIANT');
  });

  test('says of several in one line each', () => {
    const drawn = draw({ '8.6.3': 'IN_PLACE', '10.4.2.1': 'IN_PLACE' });
    expect(drawn.problems.find(({ code }) => code === 'NO_RISK_ANALYSIS')?.words).toMatch(
      /^2 answers have no/,
    );
  });
});

describe('an honest outcome is never blocked', () => {
  const target = { targetOn: '2027-03-31', planRequested: false };

  test('a gap makes it Non-Compliant, and the missing analysis is named only', () => {
    const drawn = draw({ '8.6.3': 'IN_PLACE', '2.2.2': 'NOT_IN_PLACE' }, [], {
      result: { ...target, signIncomplete: false },
    });
    expect(codes(drawn, 'STOPS')).toEqual([]);
    expect(codes(drawn, 'STOPS_COMPLIANT')).toContain('NO_RISK_ANALYSIS');
    expect(drawn.content.result).toMatchObject({ outcome: 'NON_COMPLIANT', incomplete: ['8.6.3'] });
  });

  test('who says that it is incomplete signs Non-Compliant', () => {
    const drawn = draw({ '8.6.3': 'IN_PLACE' }, [], { result: { ...target, signIncomplete: true } });
    expect(codes(drawn, 'STOPS')).toEqual([]);
    expect(drawn.content.result.outcome).toBe('NON_COMPLIANT');
  });

  test.each(['NOT_APPLICABLE', 'NOT_TESTED', 'NOT_IN_PLACE'] as const)('%s needs no analysis', (finding) => {
    const drawn = draw({ '8.6.3': finding, '11.6.1': finding });
    expect(drawn.result.incomplete).toEqual([]);
  });
});

describe('the document', () => {
  test('names what its answers rest on, by revision, and nothing else', () => {
    const facts = [fact('8.6.3', 'VALID'), weekly, fact('10.4.2.1', 'VALID')];
    const { content } = draw({ '8.6.3': 'IN_PLACE', '11.6.1': 'IN_PLACE', '10.4.2.1': 'NOT_TESTED' }, facts);
    expect(content.riskAnalyses).toEqual([
      {
        requirementNumber: '8.6.3',
        basis: 'RISK_ANALYSIS',
        analysis: {
          id: 'r',
          title: 'Secrets of service accounts',
          revision: 2,
          frequency: 'Every 3 months',
          approvedBy: 'Daniel Okafor',
          approvedOn: '2026-03-01',
          nextReviewOn: '2027-03-01',
        },
      },
      { requirementNumber: '11.6.1', basis: 'WEEKLY', analysis: null },
    ]);
  });

  test('has no such part where no answer rests on one, as before there were any', () => {
    expect(draw({ '2.2.2': 'IN_PLACE' }).content).not.toHaveProperty('riskAnalyses');
  });
});
