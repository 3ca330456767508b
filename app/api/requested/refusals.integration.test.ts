import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { addFileEvidence } from '@/lib/evidence/commands/add';
import { fileDetails } from '@/lib/evidence/schema';
import { origin } from '@/lib/evidence/testing/uploads';
import { withUploadedFiles } from '@/lib/evidence/upload/claim';
import { appendToUpload, beginUpload, newUploadId, ownUpload } from '@/lib/evidence/upload/receive';
import { askForEvidence } from '@/lib/evidence-request/commands/ask';
import { requestRow, wanted } from '@/lib/evidence-request/testing/asked';
import { linkHeaders, linkRequest, saidIn, through, uploadIdIn } from '@/lib/evidence-request/testing/link';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { POST as ANSWER } from './route';
import { DELETE, HEAD, PATCH } from './uploads/[uploadId]/route';
import { POST } from './uploads/route';

// A folder of its own: other test files store evidence at the same time.
vi.stubEnv('INPLACE_DATA_DIR', mkdtempSync(path.join(inject('dataFolder'), 'requested-refusals-')));

let shop: TestOrganization;
let assessmentId: string;
let requestId: string;
let token: string;

beforeAll(async () => {
  shop = await makeOrganization({ name: 'Priya Raman', role: 'COMPLIANCE_OFFICER' });
});
beforeEach(async () => {
  assessmentId = await makeAssessment(shop);
  ({ requestId, token } = await ask());
});

async function ask(given: Parameters<typeof wanted>[2] = {}) {
  const asked = await askForEvidence(shop.grant('evidence:request'), wanted(shop, assessmentId, given));
  return { requestId: asked.requestId, token: asked.link?.split('/').at(-1) ?? '' };
}

const { begin, send, arrived, answerWith } = through({ POST, PATCH, ANSWER });

const items = () =>
  unsafeRows('SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1', [shop.organizationId]);

describe('what somebody from outside may not', () => {
  async function memberUpload(): Promise<string> {
    const grant = shop.grant('evidence:attach');
    const uploadId = newUploadId();
    const bytes = randomBytes(20);
    await beginUpload(grant, { uploadId, fileName: 'ours.bin', sizeBytes: bytes.length, maxBytes: 1e6 });
    async function* once() {
      yield bytes;
    }
    await appendToUpload(await ownUpload(grant, uploadId), 0, once());
    return uploadId;
  }

  test('claim, read or give up what a member or another link has sent, before and after it became evidence', async () => {
    const other = await ask();
    const ofMember = await memberUpload();
    const ofOther = await arrived(other.token, 'theirs');
    const kept = await memberUpload();
    await withUploadedFiles(shop.grant('evidence:attach'), [kept], (files) =>
      addFileEvidence(shop.grant('evidence:attach'), fileDetails.parse({}), files, null),
    );
    const before = (await items()).length;
    for (const uploadId of [ofMember, ofOther, kept, randomUUID()]) {
      expect((await answerWith(token, { uploadIds: [uploadId], note: '' })).status, 'claimed').toBe(404);
      expect((await HEAD(linkRequest('HEAD', `/${uploadId}`, token))).status, 'read').toBe(404);
      expect((await DELETE(linkRequest('DELETE', `/${uploadId}`, token))).status, 'given up').toBe(404);
    }
    expect((await items()).length).toBe(before);
    expect((await requestRow(requestId)).state).toBe('OPEN');
    // And a member claims nothing of a link's.
    await expect(
      withUploadedFiles(shop.grant('evidence:attach'), [ofOther], async () => ({ evidenceId: '' })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await answerWith(other.token, { uploadIds: [ofOther], note: '' })).status).toBe(201);
  });

  test('begin more than twenty files; one that is given up makes room', async () => {
    const begun: string[] = [];
    for (let count = 0; count < 20; count += 1) begun.push(uploadIdIn(await begin(token)));
    expect(await saidIn(await begin(token))).toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/at most 20 files/),
    });
    expect((await begin(token, 0)).status, 'an empty one takes no room').toBe(400);
    expect((await DELETE(linkRequest('DELETE', `/${begun[0]}`, token))).status).toBe(204);
    expect((await begin(token)).status).toBe(201);
  });

  test.each([
    ['no file', { uploadIds: [], note: '' }],
    ['what is no list', { uploadIds: 'all', note: '' }],
    ['a file twice', { uploadIds: Array(2).fill('0190a6a2-0000-7000-8000-000000000000'), note: '' }],
    ['21 files', { uploadIds: Array.from({ length: 21 }, () => randomUUID()), note: '' }],
    ['another field', { uploadIds: [randomUUID()], note: '', assessmentId: randomUUID() }],
    ['a control character', { uploadIds: [randomUUID()], note: 'a\u0000b' }],
    ['100 KB of text', { uploadIds: [randomUUID()], note: 'a'.repeat(100_000) }],
    ['a card number', { uploadIds: [randomUUID()], note: 'it is 4111 1111 1111 1111' }],
    ['a number as the remark', { uploadIds: [randomUUID()], note: 7 }],
  ])('answer with %s', async (_what, body) => {
    const answer = await answerWith(token, body);
    expect([answer.status, (await saidIn(answer)).code]).toEqual([400, 'INVALID']);
    expect((await requestRow(requestId)).state).toBe('OPEN');
  });

  test('come from another site, or send an empty file, a deceiving name or too much', async () => {
    const foreign = new Request(`${origin}/api/requested`, {
      method: 'POST',
      body: '{}',
      headers: { ...linkHeaders(token), origin: 'https://evil.example', 'content-type': 'application/json' },
    });
    expect((await ANSWER(foreign)).status).toBe(403);
    expect((await begin(token, 0)).status).toBe(400);
    expect((await begin(token, 3 * 1024 ** 3)).status).toBe(413);
    const part = uploadIdIn(await begin(token, 10));
    await send(token, part, 'half');
    const answer = await answerWith(token, { uploadIds: [part], note: '' });
    expect([answer.status, (await saidIn(answer)).code]).toEqual([409, 'WRONG_STATE']);
  });
});
