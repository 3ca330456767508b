import { beforeEach, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listChecklist } from '@/lib/response/queries';
import { claimInWords } from '@/lib/response/rules/progress';
import { makeAssessment } from '@/lib/response/testing';
import { listReviews } from '@/lib/review/queries/reviews';
import type { TestResult } from './model';
import { listTests } from './queries';
import { unmetOnOf } from './rules';
import { makeTest } from './testing';

const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A-EP' } as const;

let ours: TestOrganization;
let assessmentId: string;

beforeEach(async () => {
  ours = await makeOrganization();
  assessmentId = await makeAssessment(ours, 'A-EP');
});

const reading = () => ours.grant('assessment:read');
const itemOf = async (number: string) => {
  const list = await listChecklist(reading(), assessmentId, head);
  const line = (await listReviews(reading(), assessmentId, list)).rows.find(
    ({ requirementNumber }) => requirementNumber === number,
  );
  const item = list.items.find(({ requirementNumber }) => requirementNumber === number);
  if (!item || !line) throw new Error('not asked');
  return { item, claim: line.claim };
};

describe('the list', () => {
  test.each<[(readonly [number | null, TestResult, string])[]]>([
    [[]],
    [[[null, 'MET', '2026-11-01']]],
    [[[null, 'PARTLY', '2026-11-01']]],
    [
      [
        [0, 'NOT_MET', '2026-11-01'],
        [1, 'MET', '2026-11-02'],
      ],
    ],
    [
      [
        [0, 'NOT_MET', '2026-11-01'],
        [0, 'MET', '2026-11-01'],
      ],
    ],
    [
      [
        [1, 'NOT_MET', '2026-11-03'],
        [null, 'MET', '2026-11-02'],
        [0, 'PARTLY', '2026-11-04'],
      ],
    ],
    [
      [
        [null, 'NOT_MET', '2026-11-03'],
        [1, 'MET', '2026-11-04'],
      ],
    ],
  ])('knows of %j what the tests themselves say', async (done) => {
    for (const [row, result, performedOn] of done) {
      await makeTest(ours, { assessmentId, requirementNumber: '11.6.1' }, { row, result, performedOn });
    }
    const { tests } = await listTests(reading(), { assessmentId, requirementNumber: '11.6.1' });
    const { item } = await itemOf('11.6.1');
    expect(item.tests).toBe(tests.length);
    expect(item.unmetOn).toBe(unmetOnOf(tests).unmetOn);
  });

  test('keeps an answer claimed until it was tested anew and met', async () => {
    const target = { assessmentId, requirementNumber: '8.3.6' };
    await recordResponse(ours.grant('response:record'), target, {
      row: 0,
      version: 0,
      changes: { finding: 'IN_PLACE' },
    });
    await makeTest(ours, target, { result: 'NOT_MET', performedOn: '2026-11-02' });
    const failed = await itemOf('8.3.6');
    expect(claimInWords({ ...failed.item, evidence: 1 })).toBe('a test that was not fully met');
    expect(failed.claim).toBe('no evidence and a test that was not fully met');
    await makeTest(ours, target, { performedOn: '2026-11-03' });
    expect((await itemOf('8.3.6')).claim).toBe('no evidence');
  });
});
