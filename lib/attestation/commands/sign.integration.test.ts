import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { getAttestationDocument, getSnapshotText, verifyAttestation } from '../queries/document';
import { getSignOff } from '../queries/sign-off';
import {
  answerAll,
  assessmentEvents,
  fillForm,
  makeCorrection,
  makeReady,
  officer,
  shownHash,
  sign,
} from '../testing/rows';
import { prepareAttestation } from './prepare';
import { signAttestation } from './sign';

let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(officer), makeOrganization(officer)]);
});

const stateOf = async (assessmentId: string) => {
  const [row] = await unsafeRows<{ status: string; attestation: string; text: string | null }>(
    `SELECT a."status", t."status" AS attestation, t."snapshotText" AS text
       FROM "Assessment" a LEFT JOIN "Attestation" t ON t."assessmentId" = a."id" WHERE a."id" = $1`,
    [assessmentId],
  );
  return row;
};
const read = () => ours.grant('attestation:read');
const unsigned = { status: 'OPEN', attestation: 'DRAFT', text: null };

describe('signing', () => {
  test('freezes the document, its hash, the assessment and the event together', async () => {
    const assessmentId = await makeReady(ours);
    const shown = await shownHash(ours, assessmentId);
    const { snapshotSha256 } = await sign(ours, assessmentId);
    const { snapshotText } = await getSnapshotText(read(), assessmentId);
    expect(createHash('sha256').update(snapshotText).digest('hex')).toBe(snapshotSha256);
    expect(await stateOf(assessmentId)).toMatchObject({ status: 'SIGNED', attestation: 'SIGNED' });
    const { content, signature } = await getAttestationDocument(read(), assessmentId);
    expect(content.result).toMatchObject({ outcome: 'COMPLIANT', extent: null });
    expect(content.counts.requirements.total).toBe(27);
    expect(signature).toMatchObject({
      method: 'IN_APP',
      signerName: 'Daniel Okafor',
      signerTitle: 'Managing director',
      recordedBy: { userId: ours.userId },
      contentSha256: shown,
      document: null,
    });
    expect(signature?.acknowledgements.map(({ id }) => id)).toEqual(['completed', 'fair', 'maintained']);
    expect((await assessmentEvents(assessmentId)).at(-1)).toMatchObject({
      type: 'attestation.signed',
      data: { outcome: 'COMPLIANT', snapshotSha256, contentSha256: shown },
    });
    expect(await verifyAttestation(read(), assessmentId)).toEqual({
      isTextIntact: true,
      isContentIntact: true,
      isCanonical: true,
    });
  });

  test('is under a checkpoint of the audit trail at once', async () => {
    const assessmentId = await makeReady(ours);
    await sign(ours, assessmentId);
    const [row] = await unsafeRows<{ covered: boolean }>(
      `SELECT bool_or(c."sequence" >= e."sequence") AS covered FROM "AuditEvent" e, "AuditCheckpoint" c
        WHERE e."type" = 'attestation.signed' AND e."subjectId" = $1 AND c."organizationId" = e."organizationId"`,
      [assessmentId],
    );
    expect(row?.covered).toBe(true);
  });

  test('fifty at once give exactly one signature', async () => {
    const assessmentId = await makeReady(ours);
    const contentSha256 = await shownHash(ours, assessmentId);
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => sign(ours, assessmentId, { contentSha256 })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(new Set(refusals)).toEqual(new Set(['WRONG_STATE']));
    const events = await assessmentEvents(assessmentId);
    expect(events.filter(({ type }) => type === 'attestation.signed')).toHaveLength(1);
  });

  test('what changed since the page was opened is not signed', async () => {
    const assessmentId = await makeReady(ours);
    const contentSha256 = await shownHash(ours, assessmentId);
    await recordResponse(
      ours.grant('response:record'),
      { assessmentId, requirementNumber: '6.3.3' },
      { row: 0, version: 1, changes: { resultNote: 'Patched yesterday' } },
    );
    await expect(sign(ours, assessmentId, { contentSha256 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await stateOf(assessmentId)).toEqual(unsigned);
  });

  test('an answer and a signature at the same moment: one of them is refused', async () => {
    for (let round = 0; round < 8; round += 1) {
      const assessmentId = await makeReady(ours);
      const contentSha256 = await shownHash(ours, assessmentId);
      const [signed, saved] = await Promise.allSettled([
        sign(ours, assessmentId, { contentSha256 }),
        recordResponse(
          ours.grant('response:record'),
          { assessmentId, requirementNumber: '6.3.3' },
          { row: 0, version: 1, changes: { finding: 'NOT_IN_PLACE' } },
        ),
      ]);
      expect([signed.status, saved.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    }
  });

  test.each([
    [
      'an open answer',
      async (id: string) =>
        unsafeRows(
          'UPDATE "Response" SET "finding" = NULL WHERE "assessmentId" = $1 AND "requirementKey" = $2',
          [id, 'pci-dss:6.3.3'],
        ),
    ],
    [
      'a part nobody confirmed',
      async (id: string) =>
        unsafeRows(`UPDATE "Attestation" SET "form" = "form" - 'environment' WHERE "assessmentId" = $1`, [
          id,
        ]),
    ],
    [
      'an archived assessment',
      async (id: string) => unsafeRows('UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1', [id]),
    ],
  ])('%s stops it', async (_, arrange) => {
    const assessmentId = await makeReady(ours);
    await arrange(assessmentId);
    await expect(sign(ours, assessmentId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await stateOf(assessmentId)).toEqual(unsigned);
  });

  test('an honest Non-Compliant is signed with its target date', async () => {
    const assessmentId = await makeReady(ours, {
      finding: 'NOT_IN_PLACE',
      draft: { result: { targetOn: '2099-03-31', planRequested: false, signIncomplete: false } },
    });
    await sign(ours, assessmentId);
    const { content } = await getAttestationDocument(read(), assessmentId);
    expect(content.result).toMatchObject({ outcome: 'NON_COMPLIANT', targetOn: '2099-03-31' });
    expect(content.result.notInPlace).toHaveLength(27);
  });

  test('only the officer whom the form names signs, under that name', async () => {
    const assessmentId = await makeReady(ours);
    const other = await ours.addMember({ name: 'Priya Raman', role: 'MANAGER' });
    await expect(sign(other, assessmentId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(sign(ours, assessmentId, { fullName: 'D. Okafor' })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { fullName: ['Type the name as part 3b has it: Daniel Okafor.'] },
    });
    expect(await stateOf(assessmentId)).toEqual(unsigned);
  });

  test('whoever filled in the form leaves the signature to somebody else once there are two officers', async () => {
    const shop = await makeOrganization(officer);
    const alone = await makeReady(shop);
    await sign(shop, alone);
    const colleague = await shop.addMember({ name: officer.name, role: 'COMPLIANCE_OFFICER' });
    const assessmentId = await makeReady(shop);
    await expect(sign(shop, assessmentId)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/somebody else signs/),
    });
    expect(await stateOf(assessmentId)).toEqual(unsigned);
    await sign(colleague, assessmentId);
    await unsafeRows('UPDATE "Organization" SET "separateSigner" = false WHERE "id" = $1', [
      shop.organizationId,
    ]);
    await sign(shop, await makeReady(shop));
  });

  test('the password of somebody else does not count', async () => {
    const assessmentId = await makeReady(ours);
    const input = {
      assessmentId,
      contentSha256: await shownHash(ours, assessmentId),
      completed: true,
      fair: true,
      maintained: true,
      fullName: officer.name,
    };
    await expect(
      signAttestation(ours.grant('attestation:sign'), unsafeMakeConfirmation(theirs.userId), input),
    ).rejects.toThrow('the confirmed person is not the one who signs');
  });

  test('an assessment of another organization is not there', async () => {
    const assessmentId = await makeReady(ours);
    const contentSha256 = await shownHash(ours, assessmentId);
    await expect(sign(theirs, assessmentId, { contentSha256 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(getSignOff(theirs.grant('attestation:read'), assessmentId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await stateOf(assessmentId)).toEqual(unsigned);
  });
});

describe('after the signature', () => {
  test('neither the form nor an answer can be changed in the app', async () => {
    const assessmentId = await makeReady(ours);
    await sign(ours, assessmentId);
    await expect(
      prepareAttestation(ours.grant('attestation:prepare'), {
        assessmentId,
        part: 'officer',
        basis: '',
        values: { name: 'Somebody else', title: 'CEO' },
      }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(
      recordResponse(
        ours.grant('response:record'),
        { assessmentId, requirementNumber: '6.3.3' },
        { row: 0, version: 1, changes: { finding: 'NOT_IN_PLACE' } },
      ),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test.each([
    `UPDATE "Attestation" SET "outcome" = 'COMPLIANT', "signerName" = 'Mallory' WHERE "assessmentId" = $1`,
    `UPDATE "Attestation" SET "snapshotText" = replace("snapshotText", 'IN_PLACE', 'NOT_APPLICABLE') WHERE "assessmentId" = $1`,
    `UPDATE "Attestation" SET "status" = 'DRAFT' WHERE "assessmentId" = $1`,
    `UPDATE "Assessment" SET "status" = 'OPEN' WHERE "id" = $1`,
  ])('the database refuses %s, of the app and of its owner', async (statement) => {
    const assessmentId = await makeReady(ours);
    await sign(ours, assessmentId);
    const before = await stateOf(assessmentId);
    await expect(unsafeRows(statement, [assessmentId])).rejects.toThrow(/signed/);
    const client = await unsafePool().connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `SELECT set_config('app.organization_id', $1, true), set_config('app.removing_sample', $1, true)`,
        [ours.organizationId],
      );
      await expect(client.query(statement, [assessmentId])).rejects.toThrow(/signed/);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    expect(await stateOf(assessmentId)).toEqual(before);
  });

  test('a signed row that does not carry the hash of its text cannot be written', async () => {
    const assessmentId = await makeReady(ours);
    await expect(
      unsafeRows(
        `UPDATE "Attestation" SET "status" = 'SIGNED', "outcome" = 'COMPLIANT', "signerName" = 'Mallory', "signedAt" = now(),
           "snapshotText" = '{}', "snapshotSha256" = repeat('0', 64) WHERE "assessmentId" = $1`,
        [assessmentId],
      ),
    ).rejects.toThrow('signed_is_whole');
  });

  test('a correction names the hash of what it corrects, and the earlier revision is superseded', async () => {
    const first = await makeReady(ours);
    const { snapshotSha256 } = await sign(ours, first);
    const second = await makeCorrection(ours, first);
    await fillForm(ours, second);
    await sign(ours, second);
    const { content } = await getAttestationDocument(read(), second);
    expect(content.previous).toEqual({ assessmentId: first, revision: 1, snapshotSha256 });
    expect(await stateOf(first)).toMatchObject({ status: 'SUPERSEDED', attestation: 'SIGNED' });
    expect((await assessmentEvents(first)).at(-1)).toMatchObject({
      type: 'assessment.changed',
      data: { status: { from: 'SIGNED', to: 'SUPERSEDED' } },
    });
    expect((await verifyAttestation(read(), first)).isTextIntact).toBe(true);
  });

  test('every questionnaire draws up a document that holds to its schema', async () => {
    for (const questionnaireId of ['A-EP', 'P2PE', 'SPoC', 'D-Merchant', 'D-ServiceProvider'] as const) {
      const assessmentId = await makeAssessment(ours, questionnaireId);
      await answerAll(assessmentId, 'IN_PLACE');
      await expect(getSignOff(read(), assessmentId)).resolves.toHaveProperty('draft');
    }
  });
});
