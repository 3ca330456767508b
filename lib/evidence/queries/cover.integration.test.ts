import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { getEvidenceCover } from './cover';

const today = '2026-11-25';
const numbers = ['6.3.3', '8.2.1', '8.3.1', '11.3.2'];

async function assessmentOf({ organizationId, userId }: TestOrganization): Promise<string> {
  const [id, legalEntityId] = [randomUUID(), randomUUID()];
  await unsafeRows(
    `INSERT INTO "LegalEntity" ("organizationId", "id", "entityType", "name") VALUES ($1, $2, 'MERCHANT', 'Lumen')`,
    [organizationId, legalEntityId],
  );
  await unsafeRows(
    `INSERT INTO "Assessment" ("organizationId", "id", "legalEntityId", "name", "questionnaireId", "catalogueVersionId", "channels",
       "periodFrom", "periodTo", "createdById")
     VALUES ($1, $2, $3, 'Web shop', 'A', 'pci-dss-4.0.1', ARRAY['E_COMMERCE'], '2026-01-01', '2026-12-31', $4)`,
    [organizationId, id, legalEntityId, userId],
  );
  return id;
}

type Proof = { number: string; validUntil?: string | null; archived?: boolean; removed?: boolean };

async function attach(owner: TestOrganization, assessmentId: string, proof: Proof): Promise<void> {
  const evidenceId = randomUUID();
  await unsafeRows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "validUntil", "receivedById", "receivedByName", "archivedAt")
     VALUES ($1, $2, 'NOTE', 'Proof', $3, $4, 'Priya', CASE WHEN $5::boolean THEN now() END)`,
    [owner.organizationId, evidenceId, proof.validUntil ?? null, owner.userId, proof.archived ?? false],
  );
  await unsafeRows(
    `INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById", "removedAt")
     VALUES ($1, $2, $3, $4, 'pci-dss-4.0.1', $5, $6, CASE WHEN $7::boolean THEN now() END)`,
    [
      owner.organizationId,
      randomUUID(),
      evidenceId,
      assessmentId,
      `pci-dss:${proof.number}`,
      owner.userId,
      proof.removed ?? false,
    ],
  );
}

test.each<[string, Proof[], { evidenced: number; fresh: number }]>([
  ['nothing attached', [], { evidenced: 0, fresh: 0 }],
  ['without a last day it stays valid', [{ number: '6.3.3' }], { evidenced: 1, fresh: 1 }],
  ['valid through its last day', [{ number: '6.3.3', validUntil: today }], { evidenced: 1, fresh: 1 }],
  ['run out the day after', [{ number: '6.3.3', validUntil: '2026-11-24' }], { evidenced: 1, fresh: 0 }],
  [
    'two items on one requirement count once, and one valid is enough',
    [
      { number: '6.3.3', validUntil: '2026-01-01' },
      { number: '6.3.3', validUntil: '2027-01-01' },
    ],
    { evidenced: 1, fresh: 1 },
  ],
  ['archived evidence does not count', [{ number: '6.3.3', archived: true }], { evidenced: 0, fresh: 0 }],
  ['evidence taken off does not count', [{ number: '6.3.3', removed: true }], { evidenced: 0, fresh: 0 }],
  ['each requirement by itself', numbers.map((number) => ({ number })), { evidenced: 4, fresh: 4 }],
])('%s', async (_, proofs, cover) => {
  const owner = await makeOrganization();
  const assessmentId = await assessmentOf(owner);
  for (const proof of proofs) await attach(owner, assessmentId, proof);
  expect(await getEvidenceCover(owner.grant('evidence:read'), assessmentId, today)).toEqual(cover);
});

test('evidence of another organization is not there', async () => {
  const [owner, stranger] = await Promise.all([makeOrganization(), makeOrganization()]);
  const assessmentId = await assessmentOf(owner);
  await attach(owner, assessmentId, { number: '6.3.3' });
  const seen = await getEvidenceCover(stranger.grant('evidence:read'), assessmentId, today);
  expect(seen).toEqual({ evidenced: 0, fresh: 0 });
});
