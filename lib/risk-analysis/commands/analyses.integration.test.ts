import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayIn } from '@/lib/platform/clock';
import { unsafeTransaction } from '@/lib/platform/db';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { getAnalysis, listAnalyses, listAnalysesFor } from '../queries/analyses';
import { latestReviewDay } from '../rules/life';
import { approvedAnalysis, wholeAnalysis } from '../testing';
import { approveAnalysis } from './approve';
import { archiveAnalysis, restoreAnalysis } from './archive';
import { changeAnalysis } from './change';
import { makeAnalysis } from './make';
import { reviewAnalysis } from './review';

let ours: TestOrganization;
let theirs: TestOrganization;
const today = dayIn('Europe/Berlin');

const manage = () => ours.grant('schedule:manage');
const look = (analysisId: string) => getAnalysis(ours.grant('assessment:read'), analysisId);
const { assessmentId: _, linkTo: __, ...words } = wholeAnalysis();
const approval = { approvedByName: 'Daniel Okafor', approvedOn: today, nextReviewOn: null };
const review = {
  reviewedByName: 'Hanne Vik',
  reviewedOn: today,
  outcome: 'STILL_VALID' as const,
  note: '',
  nextReviewOn: null,
};

async function events(analysisId: string) {
  const rows = await unsafeRows<{ type: string; text: string }>(
    `SELECT "type", "text" FROM "AuditEvent" WHERE "subjectType" = 'risk-analysis' AND "subjectId" = $1 ORDER BY "sequence"`,
    [analysisId],
  );
  return rows.map(({ type, text }) => ({ type, data: JSON.parse(text).data as Record<string, unknown> }));
}

beforeAll(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
});

describe('a new analysis', () => {
  test('is a draft that says what it lacks, and stands in the log', async () => {
    const { analysisId } = await makeAnalysis(manage(), wholeAnalysis({ threats: '', every: '' }));
    expect(await look(analysisId)).toMatchObject({
      state: 'DRAFT',
      missing: ['the threats', 'the frequency or the process', 'an approval'],
      revision: 1,
    });
    expect(await events(analysisId)).toMatchObject([
      { type: 'risk-analysis.made', data: { title: words.title, requirementNumbers: ['8.6.3'] } },
    ]);
    await expect(approveAnalysis(manage(), { analysisId, version: 1, ...approval })).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('the threats'),
    });
  });

  test('gives either a frequency or a process, and was not made tomorrow', async () => {
    await expect(makeAnalysis(manage(), wholeAnalysis({ process: 'After visits' }))).rejects.toMatchObject({
      fieldErrors: { process: [expect.stringContaining('either')] },
    });
    await expect(makeAnalysis(manage(), wholeAnalysis({ madeOn: addDays(today, 1) }))).rejects.toMatchObject({
      fieldErrors: { madeOn: [expect.any(String)] },
    });
    expect(() => wholeAnalysis({ requirementNumbers: ['8.6.2'] })).toThrow();
  });
});

describe('the approval', () => {
  test('makes it valid for a year, keeps its words, and counts once', async () => {
    const { analysisId } = await makeAnalysis(manage(), wholeAnalysis());
    await approveAnalysis(manage(), { analysisId, version: 1, ...approval });
    expect(await look(analysisId)).toMatchObject({
      state: 'VALID',
      missing: [],
      nextReviewOn: latestReviewDay(today),
      revisions: [{ revision: 1, approvedByName: 'Daniel Okafor', threats: words.threats }],
    });
    expect((await events(analysisId)).at(-1)).toMatchObject({
      type: 'risk-analysis.approved',
      data: { frequency: 'Every 3 months', madeByName: 'Hanne Vik', approvedByName: 'Daniel Okafor' },
    });
    await expect(approveAnalysis(manage(), { analysisId, version: 2, ...approval })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  test.each([
    ['approvedOn', { approvedOn: addDays(today, 1) }],
    ['approvedOn', { approvedOn: '2026-01-09' }],
    ['nextReviewOn', { nextReviewOn: addDays(latestReviewDay(today), 1) }],
    ['nextReviewOn', { nextReviewOn: today }],
  ])('takes no impossible day: %s %j', async (field, change) => {
    const { analysisId } = await makeAnalysis(manage(), wholeAnalysis());
    await expect(
      approveAnalysis(manage(), { analysisId, version: 1, ...approval, ...change }),
    ).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { [field]: [expect.any(String)] } });
    expect(await look(analysisId)).toMatchObject({ state: 'DRAFT', version: 1, revisions: [] });
  });
});

describe('a change', () => {
  test('of an approved one makes a revision that is a draft; the earlier one stays readable', async () => {
    const analysisId = await approvedAnalysis(ours);
    await changeAnalysis(manage(), { analysisId, version: 2, ...words, every: 1 });
    const view = await look(analysisId);
    expect(view).toMatchObject({ state: 'DRAFT', revision: 2, missing: ['an approval'], nextReviewOn: null });
    expect(view.revisions).toMatchObject([{ revision: 1, frequency: 'Every 3 months' }]);
    expect((await events(analysisId)).at(-1)).toEqual({
      type: 'risk-analysis.changed',
      data: { cadenceEvery: { from: 3, to: 1 }, revision: { from: 1, to: 2 } },
    });
    await approveAnalysis(manage(), { analysisId, version: 3, ...approval });
    expect((await look(analysisId)).revisions.map(({ frequency }) => frequency)).toEqual([
      'Every month',
      'Every 3 months',
    ]);
  });

  test('of nothing changes nothing', async () => {
    const analysisId = await approvedAnalysis(ours);
    await changeAnalysis(manage(), { analysisId, version: 2, ...words });
    expect(await look(analysisId)).toMatchObject({ state: 'VALID', version: 2, revision: 1 });
  });

  test('over a newer one is refused with what was saved meanwhile', async () => {
    const { analysisId } = await makeAnalysis(manage(), wholeAnalysis());
    await changeAnalysis(manage(), { analysisId, version: 1, ...words, threats: 'Theirs' });
    await expect(
      changeAnalysis(manage(), { analysisId, version: 1, ...words, threats: 'Mine' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      fieldErrors: { threats: ['Saved meanwhile: Theirs'] },
    });
    const stale = { analysisId, version: 1 };
    await expect(approveAnalysis(manage(), { ...stale, ...approval })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(reviewAnalysis(manage(), { ...stale, ...review })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect((await look(analysisId)).threats).toBe('Theirs');
  });
});

describe('the yearly review', () => {
  test('that finds it still valid moves the next one, from overdue on too', async () => {
    const analysisId = await approvedAnalysis(ours, { madeOn: '2024-01-01' }, '2024-02-01');
    expect(await look(analysisId)).toMatchObject({ state: 'OVERDUE', nextReviewOn: '2025-02-01' });
    await reviewAnalysis(manage(), { analysisId, version: 2, ...review, note: 'Read again' });
    expect(await look(analysisId)).toMatchObject({
      state: 'VALID',
      revision: 1,
      nextReviewOn: latestReviewDay(today),
      reviews: [
        { reviewedOn: today, reviewedByName: 'Hanne Vik', outcome: 'STILL_VALID', note: 'Read again' },
      ],
    });
  });

  test('that finds it has to change begins the next revision', async () => {
    const analysisId = await approvedAnalysis(ours);
    await reviewAnalysis(manage(), {
      analysisId,
      version: 2,
      ...review,
      outcome: 'CHANGED',
      note: 'New vault',
    });
    expect(await look(analysisId)).toMatchObject({ state: 'DRAFT', revision: 2, threats: words.threats });
    await expect(reviewAnalysis(manage(), { analysisId, version: 3, ...review })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    expect((await events(analysisId)).at(-1)).toMatchObject({
      type: 'risk-analysis.reviewed',
      data: { outcome: 'Has to change', note: 'New vault', nextReviewOn: null },
    });
  });

  test('is never of a day before the approval or of tomorrow', async () => {
    const analysisId = await approvedAnalysis(ours);
    for (const reviewedOn of ['2026-10-31', addDays(today, 1)])
      await expect(
        reviewAnalysis(manage(), { analysisId, version: 2, ...review, reviewedOn }),
      ).rejects.toMatchObject({ fieldErrors: { reviewedOn: [expect.any(String)] } });
  });
});

describe('access', () => {
  test('another organization’s analysis answers like one that never existed', async () => {
    const analysisId = await approvedAnalysis(ours);
    const foreign = theirs.grant('schedule:manage');
    for (const attempt of [
      () => getAnalysis(theirs.grant('assessment:read'), analysisId),
      () => changeAnalysis(foreign, { analysisId, version: 2, ...words }),
      () => approveAnalysis(foreign, { analysisId, version: 2, ...approval }),
      () => reviewAnalysis(foreign, { analysisId, version: 2, ...review }),
      () => archiveAnalysis(foreign, analysisId),
      () => restoreAnalysis(foreign, analysisId),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await listAnalyses(theirs.grant('assessment:read'))).toEqual([]);
  });

  test('archived it takes no change and offers nothing, and comes back', async () => {
    const shop = await makeOrganization();
    const analysisId = await approvedAnalysis(shop);
    const grant = shop.grant('schedule:manage');
    await archiveAnalysis(grant, analysisId);
    await expect(changeAnalysis(grant, { analysisId, version: 3, ...words })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    const read = shop.grant('assessment:read');
    expect(await listAnalysesFor(read, ['8.6.3'])).toEqual([]);
    await restoreAnalysis(grant, analysisId);
    expect(await listAnalysesFor(read, ['8.6.3', '8.6.2'])).toMatchObject([
      { state: 'VALID', interval: { every: 3, unit: 'month' } },
    ]);
  });

  test.each([
    ['RiskAnalysisRevision', '"threats" = \'none\''],
    ['RiskAnalysisReview', '"note" = \'none\''],
    ['RiskAnalysis', '"createdAt" = now()'],
  ])('the app cannot rewrite %s', async (table, change) => {
    const attempt = unsafeTransaction({ organizationId: ours.organizationId, userId: ours.userId }, (tx) =>
      tx.$executeRawUnsafe(`UPDATE "${table}" SET ${change}`),
    );
    await expect(attempt).rejects.toThrow(/permission denied/);
  });
});
