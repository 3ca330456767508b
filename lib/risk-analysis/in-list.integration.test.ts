import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listChecklist } from '@/lib/response/queries';
import { basisOf } from '@/lib/response/rules/basis';
import { needIfClaimed } from '@/lib/response/rules/frequency';
import { incompleteInWords } from '@/lib/response/rules/progress';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from '@/lib/review/commands';
import { listReviews } from '@/lib/review/queries/reviews';
import { chooseFrequency, linkAnalysis, unlinkAnalysis } from './commands/link';
import { makeAnalysis } from './commands/make';
import { getAnalysisPanel } from './queries/panel';
import { approvedAnalysis, wholeAnalysis } from './testing';

const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A-EP' } as const;

let ours: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  assessmentId = await makeAssessment(ours, 'A-EP');
});

const reading = () => ours.grant('assessment:read');
const manage = () => ours.grant('schedule:manage');
const readList = () => listChecklist(reading(), assessmentId, head);

async function itemOf(requirementNumber: string) {
  const item = (await readList()).items.find((one) => one.requirementNumber === requirementNumber);
  if (!item) throw new Error('not asked');
  return item;
}

/** What the list says, once the panel beside the answer says the same. */
async function needIn(requirementNumber: string) {
  const { frequencyNeed = null } = await itemOf(requirementNumber);
  const { basis, analysis } = await getAnalysisPanel(reading(), { assessmentId, requirementNumber });
  expect(frequencyNeed).toBe(needIfClaimed(requirementNumber, basis && { basis, analysis }));
  return frequencyNeed;
}

describe('the list says of an answer that needs a risk analysis what the panel says', () => {
  const target = { requirementNumber: '8.6.3' };

  test('from none over a draft and an approved one to an overdue and an archived one', async () => {
    expect(await needIn('8.6.3')).toBe('LINK');
    const { analysisId: draft } = await makeAnalysis(
      manage(),
      wholeAnalysis({ assessmentId, linkTo: '8.6.3' }),
    );
    expect(await needIn('8.6.3')).toBe('APPROVAL');
    const analysisId = await approvedAnalysis(ours);
    await linkAnalysis(manage(), analysisId, { assessmentId, ...target });
    expect(await needIn('8.6.3')).toBeNull();
    const review = `UPDATE "RiskAnalysis" SET "nextReviewOn" = (now() AT TIME ZONE 'Europe/Berlin')::date + $2::int WHERE "id" = $1`;
    await unsafeRows(review, [analysisId, 0]);
    expect(await needIn('8.6.3')).toBeNull();
    await unsafeRows(review, [analysisId, -1]);
    expect(await needIn('8.6.3')).toBe('REVIEW');
    await unsafeRows(`UPDATE "RiskAnalysis" SET "archivedAt" = now() WHERE "id" = $1`, [analysisId]);
    expect(await needIn('8.6.3')).toBe('LINK');
    await linkAnalysis(manage(), draft, { assessmentId, ...target });
    await unlinkAnalysis(manage(), { assessmentId, ...target });
    expect(await needIn('8.6.3')).toBe('LINK');
  });

  test('11.6.1 asks first how often, and weekly needs none', async () => {
    const weekly = { assessmentId, requirementNumber: '11.6.1' };
    expect(await needIn('11.6.1')).toBe('FREQUENCY');
    await chooseFrequency(manage(), 'WEEKLY', weekly);
    expect(await needIn('11.6.1')).toBeNull();
    await chooseFrequency(manage(), 'RISK_ANALYSIS', weekly);
    expect(await needIn('11.6.1')).toBe('LINK');
  });

  test('and nothing of what asks for none', async () => {
    expect((await itemOf('8.3.6')).frequencyNeed).toBeUndefined();
  });
});

test('an answer without it is incomplete in the figures and the review, and not ready until it is approved', async () => {
  const target = { assessmentId: await makeAssessment(ours, 'A-EP'), requirementNumber: '8.6.3' };
  assessmentId = target.assessmentId;
  const act = ours.grant('response:record');
  await recordResponse(act, target, { row: 0, version: 0, changes: { finding: 'IN_PLACE' } });
  const list = await readList();
  expect(incompleteInWords(list.items, list.form)).toBe('1 of these incomplete');
  const { rows } = await listReviews(reading(), assessmentId, list);
  expect(rows.find((row) => row.requirementNumber === '8.6.3')?.lacks).toBe('No approved risk analysis');
  const ready = async () =>
    reviewRequirements({ act, read: reading() }, assessmentId, {
      what: 'READY',
      reason: '',
      requirements: [{ requirementNumber: '8.6.3', basis: basisOf((await itemOf('8.6.3')).rows) }],
    });
  expect(await ready()).toEqual({
    changed: [],
    left: [
      {
        requirementNumber: '8.6.3',
        why: 'This answer needs an approved risk analysis that sets how often.',
      },
    ],
  });
  expect((await itemOf('8.6.3')).review).toBeNull();
  await linkAnalysis(manage(), await approvedAnalysis(ours), target);
  expect(await ready()).toEqual({ changed: ['8.6.3'], left: [] });
  expect(incompleteInWords((await readList()).items, list.form)).toBe('');
});
