import { beforeEach, describe, expect, it } from 'vitest';
import { acceptRisk } from '@/lib/accepted-risk/commands/accept';
import { changeAcceptedRisk, withdrawAcceptedRisk } from '@/lib/accepted-risk/commands/correct';
import { listAcceptedRisks } from '@/lib/accepted-risk/queries';
import { riskInput } from '@/lib/accepted-risk/testing';
import { addEvidenceFiles, addTypedEvidence } from '@/lib/evidence/commands/add';
import { changeEvidence } from '@/lib/evidence/commands/change';
import { unlinkEvidence } from '@/lib/evidence/commands/link';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { listRequirementEvidence } from '@/lib/evidence/queries/panel';
import { addTestFiles, uploadRequest } from '@/lib/evidence/testing/files';
import {
  makeOrganization,
  type TestMember,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import type { ResponseChanges } from '@/lib/response/model';
import { makeAssessment } from '@/lib/response/testing';
import { recordResponsibilities } from '@/lib/responsibility/commands/record';
import { getResponsibilityPanel } from '@/lib/responsibility/queries/panel';
import { recordResponsibilitiesInput } from '@/lib/responsibility/schema';
import { makeShopWithProvider } from '@/lib/responsibility/testing';
import { changeAnalysis } from '@/lib/risk-analysis/commands/change';
import { chooseFrequency, linkAnalysis, unlinkAnalysis } from '@/lib/risk-analysis/commands/link';
import { getAnalysisPanel } from '@/lib/risk-analysis/queries/panel';
import { approvedAnalysis, wholeAnalysis } from '@/lib/risk-analysis/testing';
import { listTests } from '@/lib/test-record/queries';
import { makeTest } from '@/lib/test-record/testing';
import { reviewRequirements } from './commands';
import { findGrounds, findReview, listSeen } from './queries/reviews';

let ours: TestOrganization;
let reviewer: TestMember;
let assessmentId: string;

beforeEach(async () => {
  ours = await makeOrganization();
  reviewer = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
  assessmentId = await makeAssessment(ours, 'A');
});

const number = '6.3.3';
const at = (requirementNumber = number) => ({ assessmentId, requirementNumber });
const attach = () => ours.grant('evidence:attach');

async function answer(requirementNumber = number, changes: ResponseChanges = { finding: 'IN_PLACE' }) {
  const rows = await unsafeRows<{ row: number }>(
    'SELECT "row" FROM "Response" WHERE "assessmentId" = $1 AND "requirementKey" = $2',
    [assessmentId, `pci-dss:${requirementNumber}`],
  );
  for (const { row } of rows) {
    const save = { row, version: 0, changes };
    const done = await recordResponse(ours.grant('response:record'), at(requirementNumber), save);
    expect(done.outcome).toBe('SAVED');
  }
}

async function look(requirementNumber = number) {
  const seen = await listSeen(reviewer.grant('assessment:read'), assessmentId);
  const one = seen.find((each) => each.requirementNumber === requirementNumber);
  if (!one) throw new Error(`${requirementNumber} is not asked`);
  return one;
}

async function approve(seen: Awaited<ReturnType<typeof look>>): Promise<string> {
  const grants = { act: reviewer.grant('response:review'), read: reviewer.grant('assessment:read') };
  const input = { requirements: [seen], what: 'APPROVE' as const, reason: '' };
  const { left } = await reviewRequirements(grants, assessmentId, input);
  return left[0]?.why ?? 'approved';
}

async function stateNow(requirementNumber = number) {
  const read = ours.grant('assessment:read');
  return (await findReview(read, assessmentId, `pci-dss:${requirementNumber}`))?.state;
}

async function approved(requirementNumber = number): Promise<void> {
  expect(await approve(await look(requirementNumber))).toBe('approved');
  expect(await stateNow(requirementNumber)).toBe('APPROVED');
}

const words = { title: 'Scan', evidenceType: '', collectedOn: null, validUntil: null } as const;
const note = (text: string) => addTypedEvidence(attach(), { kind: 'NOTE', ...words, note: text }, at());

describe('an approval does not outlive a change of what it rested on:', () => {
  it('words and dates of evidence', async () => {
    await answer();
    const { evidenceId } = await note('No findings');
    await approved();
    await changeEvidence(attach(), { ...words, evidenceId, version: 1, note: 'Nothing was done' });
    expect(await stateNow()).toBe('CHANGED');
    await approved();
    const dates = { collectedOn: '2020-01-01', validUntil: '2020-02-01' };
    await changeEvidence(attach(), { ...words, ...dates, evidenceId, version: 2, note: 'Nothing was done' });
    expect(await stateNow()).toBe('CHANGED');
  });

  it('files of evidence', async () => {
    await answer();
    const evidenceId = await addTestFiles(ours, undefined, {}, at());
    await approved();
    await withReceivedFiles(attach(), uploadRequest({ 'more.csv': 'web-2;no\n' }), (_fields, files) =>
      addEvidenceFiles(attach(), evidenceId, files),
    );
    expect(await stateNow()).toBe('CHANGED');
  });

  it('an accepted risk, new, corrected or withdrawn', async () => {
    const plan = { planAction: 'Patch', planOwner: 'Kim', planTargetOn: '2099-01-01' };
    await answer(number, { finding: 'NOT_IN_PLACE', ...plan });
    await approved();
    const record = ours.grant('response:record');
    const { acceptedRiskId } = await acceptRisk(record, at(), riskInput());
    expect(await stateNow()).toBe('CHANGED');
    await approved();
    const changed = { acceptedRiskId, version: 1, ...riskInput({ acceptedByName: 'Asa Holm' }) };
    await changeAcceptedRisk(record, at(), changed);
    expect(await stateNow()).toBe('CHANGED');
    await approved();
    await withdrawAcceptedRisk(record, at(), { acceptedRiskId, version: 2, reason: 'Till is gone' });
    expect(await stateNow()).toBe('CHANGED');
  });

  it('a test that was not fully met; one that was met says nothing against it', async () => {
    await answer();
    await approved();
    await makeTest(ours, at());
    expect(await stateNow()).toBe('APPROVED');
    await makeTest(ours, at(), { result: 'NOT_MET' });
    expect(await stateNow()).toBe('CHANGED');
    await approved();
    await makeTest(ours, at(), { result: 'PARTLY' });
    expect(await stateNow()).toBe('CHANGED');
  });

  it('the risk analysis, linked, changed or taken off', async () => {
    assessmentId = await makeAssessment(ours, 'D-Merchant');
    await answer('8.6.3');
    const manage = ours.grant('schedule:manage');
    const first = await approvedAnalysis(ours);
    const analysisId = await approvedAnalysis(ours);
    await linkAnalysis(manage, first, at('8.6.3'));
    await approved('8.6.3');
    await linkAnalysis(manage, analysisId, at('8.6.3'));
    expect(await stateNow('8.6.3')).toBe('CHANGED');
    await approved('8.6.3');
    const [row] = await unsafeRows<{ version: number }>(
      'SELECT "version" FROM "RiskAnalysis" WHERE "id" = $1',
      [analysisId],
    );
    const { assessmentId: _, linkTo: __, ...parts } = wholeAnalysis({ every: '12' });
    await changeAnalysis(manage, {
      ...parts,
      analysisId,
      version: row?.version ?? 0,
    });
    expect(await stateNow('8.6.3')).toBe('CHANGED');
    await linkAnalysis(manage, first, at('8.6.3'));
    await approved('8.6.3');
    await unlinkAnalysis(manage, at('8.6.3'));
    expect(await stateNow('8.6.3')).toBe('CHANGED');
    await answer('11.6.1');
    await chooseFrequency(manage, 'WEEKLY', at('11.6.1'));
    await approved('11.6.1');
    await chooseFrequency(manage, 'RISK_ANALYSIS', at('11.6.1'));
    expect(await stateNow('11.6.1')).toBe('CHANGED');
  });

  it('what a provider is said to do, in the assessments that it takes part in', async () => {
    const elsewhere = assessmentId;
    await answer();
    await approved();
    const shop = await makeShopWithProvider(ours);
    assessmentId = shop.assessmentId;
    await answer();
    await approved();
    await recordResponsibilities(
      ours.grant('service-provider:manage'),
      recordResponsibilitiesInput.parse({
        serviceProviderId: shop.serviceProviderId,
        requirements: [{ requirementNumber: number, version: 0 }],
        responsibility: 'TPSP',
      }),
    );
    expect(await stateNow()).toBe('CHANGED');
    await approved();
    assessmentId = elsewhere;
    expect(await stateNow()).toBe('APPROVED');
  });
});

describe('an approval is of what its reviewer has seen:', () => {
  const beside = /stands beside its answer/;

  it('not where evidence was taken away or changed since', async () => {
    await answer();
    const { evidenceId } = await note('No findings');
    const first = await look();
    await changeEvidence(attach(), { ...words, evidenceId, version: 1, note: 'Two findings' });
    expect(await approve(first)).toMatch(beside);
    const second = await look();
    await unlinkEvidence(attach(), evidenceId, at());
    expect(await approve(second)).toMatch(beside);
    expect(await stateNow()).toBeUndefined();
    expect(await approve(await look())).toBe('approved');
  });

  it('not where evidence, a test or a risk came since, nor without naming what stands there', async () => {
    await answer();
    const bare = await look();
    expect(bare.grounds).toBe('');
    await makeTest(ours, at());
    expect(await approve(bare)).toMatch(beside);
    const tested = await look();
    await acceptRisk(ours.grant('response:record'), at(), riskInput());
    expect(await approve(tested)).toMatch(beside);
    expect(await approve({ ...(await look()), grounds: '' })).toMatch(beside);
    expect(await approve(await look())).toBe('approved');
  });

  it('and another requirement’s evidence is none of it', async () => {
    await answer();
    const seen = await look();
    await addTestFiles(ours, undefined, {}, at('3.2.1'));
    expect(await approve(seen)).toBe('approved');
  });
});

it('every part of the page names the same grounds as the review, each as it reads them', async () => {
  assessmentId = await makeAssessment(ours, 'D-Merchant');
  await answer('8.6.3');
  const word = async () => {
    const read = reviewer.grant('assessment:read');
    const words = [
      (await look('8.6.3')).grounds,
      await findGrounds(read, assessmentId, 'pci-dss:8.6.3'),
      (await listTests(read, at('8.6.3'))).grounds,
      (await listAcceptedRisks(read, at('8.6.3'))).grounds,
      (await getAnalysisPanel(read, at('8.6.3'))).grounds,
      (await getResponsibilityPanel(read, at('8.6.3'))).grounds,
      (await listRequirementEvidence(reviewer.grant('evidence:read'), at('8.6.3'))).grounds,
    ];
    expect(new Set(words).size).toBe(1);
    return words[0];
  };
  expect(await word()).toBe('');
  await makeTest(ours, at('8.6.3'));
  const tested = await word();
  expect(tested).toMatch(/^[0-9a-f]{32}$/);
  await addTestFiles(ours, undefined, {}, at('8.6.3'));
  expect(await word()).not.toBe(tested);
});

it('an approval that is under way while its evidence is changed is outdated as soon as it is given', async () => {
  await answer();
  const url = 'https://wiki.example.test/scan';
  const { evidenceId } = await addTypedEvidence(attach(), { kind: 'LINK', ...words, note: '', url }, at());
  const holder = await unsafeOwner().connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM "Assessment" WHERE "id" = $1 FOR UPDATE', [assessmentId]);
    const changing = changeEvidence(attach(), { ...words, evidenceId, version: 1, note: 'Of last year' });
    await untilWaitedFor(holder);
    await holder.query(
      `INSERT INTO "RequirementReview" ("organizationId", "assessmentId", "requirementKey", "state", "basis", "byId", "byName")
       VALUES ($1, $2, $3, 'APPROVED', 1, $4, 'Ola Nordmann')`,
      [ours.organizationId, assessmentId, `pci-dss:${number}`, reviewer.userId],
    );
    await holder.query('COMMIT');
    await changing;
  } finally {
    holder.release();
  }
  expect(await stateNow()).toBe('CHANGED');
});
