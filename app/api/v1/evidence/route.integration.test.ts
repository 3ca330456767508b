import { beforeAll, describe, expect, test } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import * as library from '@/lib/api/schema/evidence';
import { keyOf, request } from '@/lib/api/testing';
import { makeServiceKey } from '@/lib/api-key/commands/key';
import { addServiceAccount } from '@/lib/api-key/commands/service-account';
import { pushEvidence } from '@/lib/evidence/commands/push';
import { getEvidence } from '@/lib/evidence/queries/item';
import { pushInput } from '@/lib/evidence/schema/push';
import { evidenceEvents } from '@/lib/evidence/testing/files';
import { unsafeTransaction } from '@/lib/platform/db';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { GET as GET_FILE } from './[evidenceId]/files/[fileId]/route';
import { POST as POST_FILES } from './[evidenceId]/files/route';
import { at, item, makePushing, pushed, pushForm } from './testing';

let ours: TestOrganization;
let officer: TestMember;
let token: string;
let keyId: string;
let foreign: string;
let assessmentId: string;

beforeAll(async () => {
  ({ ours, officer, token, keyId, foreign, assessmentId } = await makePushing());
});

describe('what a program pushes', () => {
  test('is an item of its own kind: described, linked, with what was said, by whom and with which key', async () => {
    const { evidenceId, status, version, isNew, linked, files } = await pushed({
      externalRef: 'trivy/shop',
      toolVersion: '0.58.1',
      ranAt: '2026-11-25T03:15:00+01:00',
      result: 'PASS',
      summary: 'No known weakness in 214 packages.',
      source: 'GitHub Actions, shop',
      runUrl: 'https://ci.example.com/runs/4711',
      evidenceType: 'scan_report',
      coversFrom: '2026-11-24',
      coversTo: '2026-11-25',
      validUntil: '2030-02-25',
      confidentiality: 'CONFIDENTIAL',
      tags: ['nightly', '  shop  api '],
      assessmentId,
      requirementNumbers: ['11.3.2', '2.2.2'],
    });
    expect({ status, version, isNew, linked }).toEqual({ status: 201, version: 1, isNew: true, linked: 2 });
    const read = await item(evidenceId);
    expect(read).toMatchObject({
      kind: 'MACHINE',
      externalRef: 'trivy/shop',
      title: 'Image scan',
      evidenceType: 'scan_report',
      source: 'GitHub Actions, shop',
      tags: ['nightly', 'shop api'],
      confidentiality: 'CONFIDENTIAL',
      collectedOn: '2026-11-25',
      coversFrom: '2026-11-24',
      coversTo: '2026-11-25',
      validUntil: '2030-02-25',
      receivedByName: 'Ola Nordmann',
      ownerName: 'Ola Nordmann',
      uses: [
        { assessmentId, requirementNumber: '2.2.2', isSigned: false },
        { assessmentId, requirementNumber: '11.3.2', isSigned: false },
      ],
      result: {
        version: 1,
        tool: 'Trivy',
        toolVersion: '0.58.1',
        ranAt: '2026-11-25T02:15:00.000Z',
        result: 'PASS',
        summary: 'No known weakness in 214 packages.',
        runUrl: 'https://ci.example.com/runs/4711',
        keyName: 'Ticket robot',
      },
    });
    expect(read.files).toEqual([expect.objectContaining({ fileName: 'result.json', isOpen: true })]);
    const fileId = files[0]?.fileId ?? '';
    const file = await GET_FILE(request('/api/v1/x', token), {
      params: Promise.resolve({ evidenceId, fileId }),
    });
    expect(await file.json()).toMatchObject({ tool: 'Trivy', result: 'PASS', pushedWithKey: 'Ticket robot' });
    const [row] = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "subjectId" = $1 AND "type" = 'evidence.result-recorded'`,
      [evidenceId],
    );
    expect(JSON.parse(row?.text ?? '')).toMatchObject({
      actor: { id: officer.userId, key: { id: keyId, name: 'Ticket robot' } },
      data: { tool: 'Trivy', result: 'PASS', externalRef: 'trivy/shop' },
    });
    expect((await evidenceEvents(evidenceId)).map(({ type }) => type)).toEqual([
      'evidence.added',
      'evidence.file-added',
      'evidence.result-recorded',
      'evidence.linked',
      'evidence.linked',
      'evidence.downloaded',
    ]);
  });

  test('with the same reference is the next version of the same item: what it leaves out stays, null takes away', async () => {
    const first = await pushed({
      externalRef: 'zap/shop',
      result: 'FAIL',
      validUntil: '2030-01-01',
      coversFrom: '2026-01-01',
      tags: ['web'],
      assessmentId,
      requirementNumbers: ['6.3.3'],
    });
    const second = await pushed({
      externalRef: 'zap/shop',
      title: 'Scan of the web shop',
      result: 'PASS',
      coversFrom: null,
      assessmentId,
      requirementNumbers: ['6.3.3', '12.8.1'],
    });
    expect(second).toMatchObject({
      status: 200,
      evidenceId: first.evidenceId,
      version: 2,
      isNew: false,
      linked: 1,
    });
    const read = await item(first.evidenceId);
    expect(read).toMatchObject({
      title: 'Scan of the web shop',
      validUntil: '2030-01-01',
      coversFrom: null,
      tags: ['web'],
      version: 2,
    });
    expect(read.results.map(({ version, result }) => [version, result])).toEqual([
      [2, 'PASS'],
      [1, 'FAIL'],
    ]);
    const shown = await getEvidence(ours.grant('evidence:read'), first.evidenceId);
    expect([shown.files.length, shown.earlierFiles.length]).toEqual([1, 1]);
    expect((await evidenceEvents(first.evidenceId)).map(({ type }) => type)).toContain('evidence.changed');
  });

  test('without a reference is a new item each time; the same reference of another organization is another item', async () => {
    const [one, two] = [await pushed({}), await pushed({})];
    expect(one.evidenceId).not.toBe(two.evidenceId);
    const other = await pushed({ externalRef: 'trivy/shop' }, foreign);
    expect(other).toMatchObject({ isNew: true, version: 1 });
  });

  test('with files keeps them beside what it said, in quarantine until they are looked at', async () => {
    const answer = await pushForm(
      JSON.stringify({ tool: 'Nessus', title: 'Scan', externalRef: 'nessus/1' }),
      {
        'report.txt': 'all good',
        'leak.txt': 'card 4111 1111 1111 1111 stands here',
      },
    );
    expect(answer.status).toBe(201);
    const { evidenceId } = library.evidencePushed.parse(await answer.json());
    const read = await item(evidenceId);
    expect(read.files.map(({ fileName, isOpen }) => [fileName, isOpen])).toEqual([
      ['result.json', true],
      ['report.txt', true],
      ['leak.txt', false],
    ]);
    expect(read.files[2]?.scan).toContain('card number');
  });

  test('by a service account is owned by the person who answers for it', async () => {
    const sure = unsafeMakeConfirmation(ours.userId);
    const robot = { name: 'Pipeline', purpose: 'Pushes scans.', role: 'COMPLIANCE_OFFICER' as const };
    const { membershipId } = await addServiceAccount(ours.grant('api-key:manage'), sure, robot);
    const service = await makeServiceKey(ours.grant('api-key:manage'), sure, membershipId, {
      name: 'Push',
      permissions: ['evidence:attach'],
      days: 30,
    });
    const { evidenceId } = await pushed({}, service.token);
    expect(await item(evidenceId)).toMatchObject({ receivedByName: 'Pipeline', ownerName: ours.name });
  });

  test('20 at once with one reference are 20 versions of one item', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => pushed({ externalRef: 'many/at-once' })));
    expect(new Set(all.map(({ evidenceId }) => evidenceId)).size).toBe(1);
    expect(all.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
  });
});

const good = { tool: 'Trivy', title: 'Scan' };

describe('no person passes for a program', () => {
  test('no command of a person makes or renews such an item', async () => {
    const grant = officer.grant('evidence:attach');
    await expect(pushEvidence(grant, pushInput.parse(good), [])).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { evidenceId } = await pushed({});
    const body = new FormData();
    body.set('file', new Blob(['x']), 'a.txt');
    const added = await POST_FILES(
      request(`/api/v1/evidence/${evidenceId}/files`, token, { method: 'POST', body }),
      at(evidenceId),
    );
    expect([added.status, await added.text()]).toEqual([409, expect.stringContaining('program')]);
  });

  test.each<[string, (attempt: { key: string; user: string }) => Promise<{ key: string; user: string }>]>([
    ['without a key', async ({ user }) => ({ key: '', user })],
    ['with the key of a colleague', async ({ key }) => ({ key, user: ours.userId })],
    [
      'with a key that was revoked',
      async ({ user }) => {
        const { keyId: revoked } = await keyOf(officer);
        await unsafeRows('UPDATE "ApiKey" SET "revokedAt" = now() WHERE "id" = $1', [revoked]);
        return { key: revoked, user };
      },
    ],
    [
      'with a key that may not attach evidence',
      async ({ user }) => ({ key: (await keyOf(officer, ['evidence:read'])).keyId, user }),
    ],
  ])('%s: the database refuses the row', async (_what, change) => {
    const { key, user } = await change({ key: keyId, user: officer.userId });
    const insert = unsafeTransaction({ organizationId: ours.organizationId, userId: user }, async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.key_id', ${key}, true)`;
      await tx.evidenceItem.create({
        data: {
          organizationId: ours.organizationId,
          kind: 'MACHINE',
          title: 'Forged',
          receivedById: user,
          receivedByName: 'Robot',
        },
      });
    });
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  test('what a program has said is never changed', async () => {
    const { evidenceId } = await pushed({ result: 'FAIL' });
    const change = unsafeTransaction({ organizationId: ours.organizationId, userId: ours.userId }, (tx) =>
      tx.machineResult.updateMany({ where: { evidenceId }, data: { result: 'PASS' } }),
    );
    await expect(change).rejects.toThrow(/permission denied/);
  });
});
