import type { TestMember } from '@/lib/platform/testing';
import { approveAnalysis } from './commands/approve';
import { makeAnalysis } from './commands/make';
import { type MakeAnalysisInput, makeAnalysisInput } from './schema';

/** What a form sends for an analysis that says everything. For tests only. */
export function wholeAnalysis(
  change: Partial<Record<keyof MakeAnalysisInput, unknown>> = {},
): MakeAnalysisInput {
  return makeAnalysisInput.parse({
    title: 'Secrets of service accounts',
    requirementNumbers: ['8.6.3'],
    assets: 'Keys of the order database',
    threats: 'A key that leaks',
    likelihood: 'Four people read the vault',
    impact: 'Orders could be read',
    every: '3',
    unit: 'month',
    justification: 'Keys are long and random',
    madeByName: 'Hanne Vik',
    madeOn: '2026-01-10',
    ...change,
  });
}

/** An approved analysis through the real commands. For tests only. */
export async function approvedAnalysis(
  person: TestMember,
  change: Partial<Record<keyof MakeAnalysisInput, unknown>> = {},
  approvedOn = '2026-11-01',
): Promise<string> {
  const manage = person.grant('schedule:manage');
  const { analysisId } = await makeAnalysis(manage, wholeAnalysis(change));
  await approveAnalysis(manage, {
    analysisId,
    version: 1,
    approvedByName: 'Daniel Okafor',
    approvedOn,
    nextReviewOn: null,
  });
  return analysisId;
}
