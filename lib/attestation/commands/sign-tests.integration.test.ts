import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { approveAll } from '@/lib/review/testing';
import { withdrawTest } from '@/lib/test-record/commands/correct';
import { makeTest } from '@/lib/test-record/testing';
import { getAttestationDocument, verifyAttestation } from '../queries/document';
import { makeReady, officer, shownHash, sign } from '../testing/rows';

let ours: TestOrganization;

beforeAll(async () => {
  ours = await makeOrganization(officer);
});

const documentOf = (assessmentId: string) =>
  getAttestationDocument(ours.grant('attestation:read'), assessmentId);
const testsIn = async (assessmentId: string) =>
  (await documentOf(assessmentId)).content.requirements.flatMap(({ tests = [] }) => tests);

describe('the signed document', () => {
  test('holds the tests that stand, and none that was withdrawn', async () => {
    const assessmentId = await makeReady(ours);
    const target = { assessmentId, requirementNumber: '6.3.3' };
    const testId = await makeTest(ours, target, { examined: 'The wrong report' });
    await makeTest(ours, target, { examined: 'The patch report', performedOn: '2026-03-18' });
    await withdrawTest(ours.grant('response:record'), target, { testId, version: 1, reason: 'Wrong report' });
    // The approval rested on what is withdrawn.
    await approveAll(assessmentId);
    await sign(ours, assessmentId);
    expect(await testsIn(assessmentId)).toMatchObject([
      { examined: 'The patch report', performedOn: '2026-03-18', result: 'MET', row: null },
    ]);
    expect(await verifyAttestation(ours.grant('attestation:read'), assessmentId)).toEqual({
      isTextIntact: true,
      isContentIntact: true,
      isCanonical: true,
    });
  });

  test('has no word of tests where none was recorded, as documents from before', async () => {
    const assessmentId = await makeReady(ours);
    await sign(ours, assessmentId);
    const [row] = await unsafeRows<{ text: string }>(
      'SELECT "snapshotText" AS text FROM "Attestation" WHERE "assessmentId" = $1',
      [assessmentId],
    );
    expect(row?.text).not.toContain('"tests"');
    expect(await verifyAttestation(ours.grant('attestation:read'), assessmentId)).toMatchObject({
      isContentIntact: true,
      isCanonical: true,
    });
  });

  test('has the same hash after a test was recorded and withdrawn, and another one while it stands', async () => {
    const assessmentId = await makeReady(ours);
    const before = await shownHash(ours, assessmentId);
    const target = { assessmentId, requirementNumber: '6.3.3' };
    const testId = await makeTest(ours, target);
    expect(await shownHash(ours, assessmentId), 'what the signer reads has changed').not.toBe(before);
    await withdrawTest(ours.grant('response:record'), target, { testId, version: 1, reason: 'Not yet' });
    expect(await shownHash(ours, assessmentId)).toBe(before);
  });
});
