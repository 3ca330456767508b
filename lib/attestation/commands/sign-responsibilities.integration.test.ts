import { beforeAll, describe, expect, test } from 'vitest';
import { makeIntegration } from '@/lib/access/testing';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponsibilities } from '@/lib/responsibility/commands/record';
import type { Responsibility } from '@/lib/responsibility/model';
import { approveAll } from '@/lib/review/testing';
import { getAttestationDocument, verifyAttestation } from '../queries/document';
import { makeReady, officer, shownHash, sign } from '../testing/rows';

let ours: TestOrganization;

beforeAll(async () => {
  ours = await makeOrganization(officer);
});

async function makeWithProvider(): Promise<{ assessmentId: string; serviceProviderId: string }> {
  const assessmentId = await makeReady(ours);
  const integrationId = await makeIntegration(ours, 'Web shop', [assessmentId]);
  const [link] = await unsafeRows<{ id: string }>(
    'SELECT "serviceProviderId" AS id FROM "IntegrationProvider" WHERE "integrationId" = $1',
    [integrationId],
  );
  return { assessmentId, serviceProviderId: link?.id ?? '' };
}

const say = (serviceProviderId: string, responsibility: Responsibility | null, version: number) =>
  recordResponsibilities(ours.grant('service-provider:manage'), {
    serviceProviderId,
    requirements: ['6.3.3', '1.2.1'].map((requirementNumber) => ({ requirementNumber, version })),
    responsibility,
    agreedIn: 'Contract, annex 2',
  });
const documentOf = (assessmentId: string) =>
  getAttestationDocument(ours.grant('attestation:read'), assessmentId);

describe('who does what in the signed document', () => {
  test('stands as it was said on the day, of what the questionnaire asks; later words change nothing', async () => {
    const { assessmentId, serviceProviderId } = await makeWithProvider();
    await say(serviceProviderId, 'SHARED', 0);
    await approveAll(assessmentId);
    await sign(ours, assessmentId);
    await say(serviceProviderId, 'ENTITY', 1);
    const { content } = await documentOf(assessmentId);
    expect(content.responsibilities).toEqual([
      {
        providerName: 'Web shop gateway',
        attestationValidUntil: null,
        requirements: [
          { requirementNumber: '6.3.3', responsibility: 'SHARED', agreedIn: 'Contract, annex 2' },
        ],
      },
    ]);
    expect(await verifyAttestation(ours.grant('attestation:read'), assessmentId)).toEqual({
      isTextIntact: true,
      isContentIntact: true,
      isCanonical: true,
    });
  });

  test('changes what the signer reads while it is said, and leaves no trace once it is taken back', async () => {
    const { assessmentId, serviceProviderId } = await makeWithProvider();
    const before = await shownHash(ours, assessmentId);
    await say(serviceProviderId, 'TPSP', 0);
    expect(await shownHash(ours, assessmentId)).not.toBe(before);
    await say(serviceProviderId, null, 1);
    expect(await shownHash(ours, assessmentId)).toBe(before);
  });
});
