import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { getAnalysis, listAnalyses } from '../queries/analyses';
import { getAnalysisPanel } from '../queries/panel';
import { approvedAnalysis, wholeAnalysis } from '../testing';
import { archiveAnalysis } from './archive';
import { changeAnalysis } from './change';
import { chooseFrequency, linkAnalysis, unlinkAnalysis } from './link';
import { makeAnalysis } from './make';

let ours: TestOrganization;
let theirs: TestOrganization;

const manage = () => ours.grant('schedule:manage');
const panel = (assessmentId: string, requirementNumber = '8.6.3', person: TestMember = ours) =>
  getAnalysisPanel(person.grant('assessment:read'), { assessmentId, requirementNumber });

beforeAll(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
});

async function linkEvents(analysisId: string): Promise<string[]> {
  const rows = await unsafeRows<{ type: string }>(
    `SELECT "type" FROM "AuditEvent" WHERE "subjectId" = $1 AND "type" LIKE 'risk-analysis.%linked' ORDER BY "sequence"`,
    [analysisId],
  );
  return rows.map(({ type }) => type);
}

describe('an answer', () => {
  test('rests on one analysis; another takes its place, and both steps stand in the log', async () => {
    const assessmentId = await makeAssessment(ours, 'A-EP');
    const [first, second] = [await approvedAnalysis(ours), await approvedAnalysis(ours)];
    const target = { assessmentId, requirementNumber: '8.6.3' };
    expect(await panel(assessmentId)).toMatchObject({ basis: null, analysis: null, mayManage: true });
    await linkAnalysis(manage(), first, target);
    await linkAnalysis(manage(), first, target);
    await linkAnalysis(manage(), second, target);
    expect(await panel(assessmentId)).toMatchObject({ analysis: { analysisId: second, state: 'VALID' } });
    await unlinkAnalysis(manage(), target);
    await unlinkAnalysis(manage(), target);
    expect((await panel(assessmentId)).analysis).toBeNull();
    expect(await linkEvents(first)).toEqual(['risk-analysis.linked', 'risk-analysis.unlinked']);
    expect(await linkEvents(second)).toEqual(['risk-analysis.linked', 'risk-analysis.unlinked']);
  });

  test('that starts an analysis rests on it at once', async () => {
    const assessmentId = await makeAssessment(ours, 'A-EP');
    const { analysisId } = await makeAnalysis(manage(), wholeAnalysis({ assessmentId, linkTo: '8.6.3' }));
    expect((await panel(assessmentId)).analysis).toMatchObject({ analysisId, state: 'DRAFT' });
    expect((await getAnalysis(ours.grant('assessment:read'), analysisId)).uses).toMatchObject([
      { assessmentId, requirementNumber: '8.6.3', isOpen: true },
    ]);
  });

  test('rests on an analysis that is for it, of a requirement that is asked, and on none that is archived', async () => {
    const assessmentId = await makeAssessment(ours, 'A-EP');
    const analysisId = await approvedAnalysis(ours);
    const link = (requirementNumber: string, id = analysisId) =>
      linkAnalysis(manage(), id, { assessmentId, requirementNumber });
    await expect(link('10.4.2.1')).rejects.toMatchObject({ code: 'INVALID' });
    await expect(link('7.2.5.1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(link('8.6.2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(link('8.6.3', randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await archiveAnalysis(manage(), analysisId);
    await expect(link('8.6.3')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('holds its analysis: it is neither archived nor taken to other requirements meanwhile', async () => {
    const assessmentId = await makeAssessment(ours, 'A-EP');
    const analysisId = await approvedAnalysis(ours);
    await linkAnalysis(manage(), analysisId, { assessmentId, requirementNumber: '8.6.3' });
    await expect(archiveAnalysis(manage(), analysisId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const { assessmentId: _, linkTo: __, ...words } = wholeAnalysis({ requirementNumbers: ['10.4.2.1'] });
    await expect(changeAnalysis(manage(), { analysisId, version: 2, ...words })).rejects.toMatchObject({
      fieldErrors: { requirementNumbers: [expect.stringContaining('8.6.3')] },
    });
  });
});

describe('11.6.1', () => {
  test('is asked once: every week needs no analysis, and takes one off', async () => {
    const assessmentId = await makeAssessment(ours, 'A-EP');
    const target = { assessmentId, requirementNumber: '11.6.1' };
    const analysisId = await approvedAnalysis(ours, { requirementNumbers: ['11.6.1'] });
    await chooseFrequency(manage(), 'RISK_ANALYSIS', target);
    await linkAnalysis(manage(), analysisId, target);
    await chooseFrequency(manage(), 'WEEKLY', target);
    expect(await panel(assessmentId, '11.6.1')).toMatchObject({ basis: 'WEEKLY', analysis: null });
    expect(await linkEvents(analysisId)).toEqual(['risk-analysis.linked', 'risk-analysis.unlinked']);
    const other = { assessmentId, requirementNumber: '8.6.3' };
    await expect(chooseFrequency(manage(), 'WEEKLY', other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      unsafeRows(
        `INSERT INTO "RiskAnalysisLink" ("organizationId", "assessmentId", "requirementKey", "basis", "changedByName") VALUES ($1, $2, 'pci-dss:8.6.3', 'WEEKLY', 'x')`,
        [ours.organizationId, assessmentId],
      ),
    ).rejects.toThrow(/basis_is_known/);
  });
});

describe('who may see and change it', () => {
  test('another organization sees neither assessment nor analysis', async () => {
    const assessmentId = await makeAssessment(ours, 'A-EP');
    const own = await makeAssessment(theirs, 'A-EP');
    const analysisId = await approvedAnalysis(ours);
    const foreign = theirs.grant('schedule:manage');
    const at = (id: string) => ({ assessmentId: id, requirementNumber: '8.6.3' });
    const foreignAnalysis = await approvedAnalysis(theirs);
    for (const attempt of [
      () => linkAnalysis(foreign, analysisId, at(own)),
      () => linkAnalysis(foreign, foreignAnalysis, at(assessmentId)),
      () => unlinkAnalysis(foreign, at(assessmentId)),
      () => chooseFrequency(foreign, 'WEEKLY', { assessmentId, requirementNumber: '11.6.1' }),
      () => panel(assessmentId, '8.6.3', theirs),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a control owner reads the analyses of what is assigned, and no other', async () => {
    const shop = await makeOrganization();
    const owner = await shop.addMember({ role: 'CONTROL_OWNER' });
    const assessmentId = await makeAssessment(shop, 'A-EP');
    const [mine, hidden] = [
      await approvedAnalysis(shop),
      await approvedAnalysis(shop, { requirementNumbers: ['10.4.2.1'] }),
    ];
    const grant = shop.grant('schedule:manage');
    await linkAnalysis(grant, mine, { assessmentId, requirementNumber: '8.6.3' });
    await linkAnalysis(grant, hidden, { assessmentId, requirementNumber: '10.4.2.1' });
    const read = owner.grant('assessment:read');
    expect(await listAnalyses(read)).toEqual([]);
    await expect(getAnalysis(read, mine)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await changeAssignments(shop.grant('assignment:manage'), {
      assessmentId,
      userId: owner.userId,
      requirementNumbers: ['8.6.3'],
      dueOn: null,
      what: 'ASSIGN',
    });
    expect((await listAnalyses(read)).map(({ analysisId }) => analysisId)).toEqual([mine]);
    expect((await getAnalysis(read, mine)).revisions).toHaveLength(1);
    expect(await panel(assessmentId, '8.6.3', owner)).toMatchObject({
      analysis: { analysisId: mine },
      choices: [],
      mayManage: false,
    });
    await expect(getAnalysis(read, hidden)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(panel(assessmentId, '10.4.2.1', owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      unlinkAnalysis(owner.grant('schedule:manage'), { assessmentId, requirementNumber: '8.6.3' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
