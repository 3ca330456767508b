import { mkdtempSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { asked, begin, begun, claim, filesOf, offsetOf, send, signIn } from '@/lib/evidence/testing/uploads';
import { makeOrganization, type TestMember, type TestOrganization } from '@/lib/platform/testing';
import { GET as GET_FILE } from '../[evidenceId]/files/[fileId]/route';
import { POST as POST_ITEM } from '../route';
import { DELETE, HEAD, PATCH } from './[uploadId]/route';
import { POST } from './route';

// A folder of its own: other test files store evidence at the same time.
const dataFolder = mkdtempSync(path.join(inject('dataFolder'), 'refusals-'));
vi.stubEnv('INPLACE_DATA_DIR', dataFolder);
const root = path.join(dataFolder, 'evidence');

let ours: TestOrganization;
let theirs: TestOrganization;
let colleague: TestMember;
let manager: TestMember;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  colleague = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
  manager = await ours.addMember({ role: 'MANAGER' });
  await signIn({ POST, HEAD, PATCH, POST_ITEM, GET_FILE }, [
    [ours, ours.organizationId],
    [colleague, ours.organizationId],
    [manager, ours.organizationId],
    [theirs, theirs.organizationId],
  ]);
});

const incoming = () => readdir(path.join(root, '.incoming')).catch(() => []);

describe('an upload that is refused', () => {
  test.each([
    ['without bytes', 400, () => begin(0)],
    ['larger than allowed', 413, () => begin(3 * 1024 ** 3)],
    ['with a name that turns its direction', 400, () => begin(3, 'a\u202efdp.exe')],
    ['with a control character in its name', 400, () => begin(3, 'a\u0000.txt')],
    ['without a name', 400, () => begin(3, '..')],
    ['by a manager', 403, () => begin(3, 'a.txt', manager)],
    [
      'from another site',
      403,
      () => POST(asked('POST', '', { 'upload-length': '3', origin: 'https://evil.example' })),
    ],
    [
      'without the protocol',
      412,
      () => POST(asked('POST', '', { 'tus-resumable': '', 'upload-length': '3' })),
    ],
  ])('%s it does not begin: %i', async (_words, status, start) => {
    const before = await incoming();
    const response = await start();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect(await incoming()).toEqual(before);
  });

  test('a name of 300 characters is shortened, and a path never becomes one', async () => {
    const uploadId = await begun(3, `../../etc/${'x'.repeat(300)}.pdf`);
    await send(uploadId, 0, 'abc');
    const { evidenceId } = await (await claim([uploadId])).json();
    const [file] = await filesOf(evidenceId);
    expect(file?.fileName).toMatch(/^x{196}\.pdf$/);
    expect(file?.storageKey).toBe(`${ours.organizationId}/${uploadId}`);
  });

  test('nobody else goes on with it, sees it or makes it theirs', async () => {
    const uploadId = await begun(6);
    for (const who of [theirs, colleague]) {
      expect(await offsetOf(uploadId, who)).toBe(-404);
      expect((await send(uploadId, 0, 'abcdef', who)).status).toBe(404);
      expect((await DELETE(asked('DELETE', `/${uploadId}`, {}, who))).status).toBe(404);
      expect((await claim([uploadId], {}, who)).status).toBe(404);
    }
    expect((await send(uploadId, 3, 'def')).status).toBe(409);
    expect(await offsetOf(uploadId)).toBe(0);
  });
});
