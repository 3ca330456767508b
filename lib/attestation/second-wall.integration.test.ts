import pg from 'pg';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { addAcquirer } from '@/lib/legal-entity/commands/acquirer';
import { acquirerFacts } from '@/lib/legal-entity/testing';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeReady, officer, sign } from './testing/rows';

let ours: TestOrganization;
let theirs: TestOrganization;
let signed: string;
let open: string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(officer), makeOrganization(officer)]);
  signed = await makeReady(ours);
  const target = { assessmentId: signed, requirementNumber: '6.3.3' };
  await addTestFiles(ours, { 'scan.txt': 'no findings' }, {}, target);
  const { acquirerId } = await addAcquirer(ours.grant('legal-entity:manage'), acquirerFacts());
  await unsafeRows(
    'INSERT INTO "AssessmentAcquirer" ("organizationId", "assessmentId", "acquirerId") VALUES ($1, $2, $3)',
    [ours.organizationId, signed, acquirerId],
  );
  await sign(ours, signed);
  open = await makeReady(ours);
});

/** What one statement comes to that the app never meant to send: as its own role, inside our organization. */
async function injected(statement: string, params: unknown[] = [], first = ''): Promise<string> {
  const client = new pg.Client({ connectionString: inject('appUrl') });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      "SELECT set_config('app.organization_id', $1, true), set_config('app.user_id', $2, true)",
      [ours.organizationId, ours.userId],
    );
    if (first) await client.query(first);
    const { rowCount } = await client.query(statement, params);
    return `done to ${rowCount}`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}

const frozen = 'a signed assessment cannot be changed';

describe('a statement that was never meant', () => {
  test.each([
    `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = "version" + 1 WHERE "assessmentId" = $1`,
    `UPDATE "EvidenceLink" SET "removedAt" = now() WHERE "assessmentId" = $1`,
    `INSERT INTO "AssessmentIntegration" ("organizationId","assessmentId","integrationId")
     SELECT "organizationId", "id", gen_random_uuid() FROM "Assessment" WHERE "id" = $1`,
    `INSERT INTO "EvidenceLink" ("organizationId","id","evidenceId","assessmentId","catalogueVersionId","requirementKey","linkedById")
     SELECT "organizationId", gen_random_uuid(), "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById"
       FROM "EvidenceLink" WHERE "assessmentId" = $1`,
    `UPDATE "Assessment" SET "periodTo" = "periodTo" + 30 WHERE "id" = $1`,
    `UPDATE "Assessment" SET "signedAt" = now() WHERE "id" = $1`,
  ])('cannot change what was signed: %s', async (statement) => {
    expect(await injected(statement, [signed])).toBe(frozen);
  });

  test('can change what is open, so the refusals above are those of the signature', async () => {
    expect(await injected(`UPDATE "Response" SET "resultNote" = 'x' WHERE "assessmentId" = $1`, [open])).toBe(
      'done to 27',
    );
    expect(
      await injected(`UPDATE "Assessment" SET "periodTo" = "periodTo" + 1 WHERE "id" = $1`, [open]),
    ).toBe('done to 1');
    expect(await injected(`UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1`, [signed])).toBe(
      'done to 1',
    );
  });

  test('cannot say that a sample is being removed and take away what was signed', async () => {
    const announce = `SELECT set_config('app.removing_sample', '${ours.organizationId}', true)`;
    for (const first of ['', announce])
      expect(
        await injected('DELETE FROM "AssessmentAcquirer" WHERE "assessmentId" = $1', [signed], first),
      ).toBe(frozen);
  });

  test('nor take away that somebody was asked to renew evidence', async () => {
    const evidenceId = await addTestFiles(ours);
    await unsafeRows(
      `INSERT INTO "EvidenceReminder" ("organizationId", "evidenceId", "validUntil", "stage", "userId", "sentAt")
       VALUES ($1, $2, '2027-01-31', 'ENDED', $3, now())`,
      [ours.organizationId, evidenceId, ours.userId],
    );
    // As the program itself, which the rows are kept for.
    const announce = `SELECT set_config('app.user_id', '', true), set_config('app.removing_sample', '${ours.organizationId}', true)`;
    const one = 'WHERE "evidenceId" = $1';
    expect(await injected(`DELETE FROM "EvidenceReminder" ${one}`, [evidenceId], announce)).toBe('done to 0');
    expect(await injected(`SELECT 1 FROM "EvidenceReminder" ${one}`, [evidenceId], announce)).toBe(
      'done to 1',
    );
  });

  test('cannot remove a sample of somebody else', async () => {
    const sample = await makeOrganization({ isSample: true });
    const call = 'SELECT remove_sample_organization($1::uuid)';
    expect(await injected(call, [sample.organizationId])).toMatch(/by its administrator/);
    const asItsOwn = `SELECT set_config('app.user_id', '${sample.userId}', true)`;
    expect(await injected(call, [sample.organizationId], asItsOwn)).toBe('done to 1');
    expect(
      await injected('SELECT remove_sample_unchecked($1::uuid)', [sample.organizationId], asItsOwn),
    ).toMatch(/permission denied/);
  });

  test('cannot change the evidence that a signature rests on, and can change other evidence', async () => {
    const file = `INSERT INTO "EvidenceFile" SELECT "organizationId", gen_random_uuid(), "evidenceId", "storageKey", "fileName", "sizeBytes", "mediaType", "sha256" FROM "EvidenceFile"`;
    expect(await injected(`UPDATE "EvidenceItem" SET "url" = 'https://else.example'`)).toMatch(
      /evidence of a signed/,
    );
    expect(await injected(`UPDATE "EvidenceItem" SET "title" = 'Another title'`)).toMatch(/^done to/);
    expect(await injected(file)).toMatch(/evidence of a signed/);
  });

  test('cannot move an answer or a use of evidence to another assessment', async () => {
    expect(await injected('UPDATE "EvidenceLink" SET "assessmentId" = $1', [open])).toMatch(/never moves/);
    expect(await injected('UPDATE "Response" SET "assessmentId" = $1', [open])).toMatch(/never moves/);
  });

  test.each([
    'UPDATE "AuditHead" SET "hash" = repeat(\'0\', 64)',
    'UPDATE "InstanceHead" SET "sequence" = 0',
    'INSERT INTO "AuditHead" ("organizationId","sequence","hash") VALUES (gen_random_uuid(), 0, \'\')',
    'INSERT INTO "AuditEvent" SELECT * FROM "AuditEvent" LIMIT 1',
    'DELETE FROM "AuditEvent"',
    'UPDATE "EvidenceFile" SET "sha256" = \'\'',
    'UPDATE "EvidenceItem" SET "receivedAt" = now()',
    'UPDATE "QuestionnaireDecision" SET "questionnaireId" = \'A\'',
    'DELETE FROM "Response"',
  ])('has no right to %s', async (statement) => {
    expect(await injected(statement)).toMatch(/^permission denied for table/);
  });

  test('cannot add to the audit trail of another organization', async () => {
    const [before] = await unsafeRows('SELECT count(*) FROM "AuditEvent" WHERE "organizationId" = $1', [
      theirs.organizationId,
    ]);
    const call = `SELECT append_event($1::uuid, 'member.joined', NULL, 'x', 'member', 'x', '{}')`;
    expect(await injected(call, [theirs.organizationId])).toMatch(/belongs to the organization/);
    expect(await injected(call, [ours.organizationId])).toBe('done to 1');
    expect(
      await unsafeRows('SELECT count(*) FROM "AuditEvent" WHERE "organizationId" = $1', [
        theirs.organizationId,
      ]),
    ).toEqual([before]);
  });
});
