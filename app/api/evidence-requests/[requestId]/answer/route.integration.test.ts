import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GET as GET_FILE } from '@/app/api/evidence/[evidenceId]/files/[fileId]/route';
import { POST as POST_ITEM } from '@/app/api/evidence/route';
import { HEAD, PATCH } from '@/app/api/evidence/uploads/[uploadId]/route';
import { POST as POST_UPLOAD } from '@/app/api/evidence/uploads/route';
import {
  begin,
  filesOf,
  headersOf,
  offsetOf,
  origin,
  send,
  sha256,
  signIn,
  type Who,
} from '@/lib/evidence/testing/uploads';
import { askForEvidence } from '@/lib/evidence-request/commands/ask';
import { withdrawRequest } from '@/lib/evidence-request/commands/look-after';
import { age, eventsAbout, requestRow, wanted } from '@/lib/evidence-request/testing/asked';
import { makePeople } from '@/lib/evidence-request/testing/desk';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { POST } from './route';

let shop: TestOrganization;
let owner: TestMember;
let other: TestMember;
let theirs: TestOrganization;
let manager: TestMember;
let assessmentId: string;
let requestId: string;

beforeAll(async () => {
  ({ shop, owner, other, theirs } = await makePeople());
  manager = await shop.addMember({ role: 'MANAGER' });
  await signIn({ POST: POST_UPLOAD, HEAD, PATCH, POST_ITEM, GET_FILE }, [
    [owner, shop.organizationId],
    [other, shop.organizationId],
    [shop, shop.organizationId],
    [manager, shop.organizationId],
    [theirs, theirs.organizationId],
  ]);
  assessmentId = await makeAssessment(shop);
});
beforeEach(async () => {
  requestId = await askOwner();
});

const askOwner = async () => {
  const given = { who: 'MEMBER', memberId: owner.userId, requirementNumbers: ['6.3.3', '2.2.2'] } as const;
  const input = wanted(shop, assessmentId, { ...given, requirementNumbers: [...given.requirementNumbers] });
  return (await askForEvidence(shop.grant('evidence:request'), input)).requestId;
};

async function arrived(contents: string, who: Who = owner, fileName = 'scan.csv'): Promise<string> {
  const begun = await begin(contents.length, fileName, who);
  const uploadId = (begun.headers.get('location') ?? '').split('/').at(-1) ?? '';
  const sent = await send(uploadId, 0, contents, who);
  if (sent.status !== 204) throw new Error(`an upload was answered with ${sent.status}`);
  return uploadId;
}

async function answerTo(id: string, body: unknown, who: Who = owner, headers: Record<string, string> = {}) {
  const response = await POST(
    new Request(`${origin}/api/evidence-requests/${id}/answer`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { ...headersOf(who), 'content-type': 'application/json', ...headers },
    }),
    { params: Promise.resolve({ requestId: id }) },
  );
  return { status: response.status, body: await response.json() };
}

const itemsOf = async ({ organizationId }: TestOrganization) =>
  (await unsafeRows('SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1', [organizationId])).length;

/** Nothing was written, and the request and the file still wait. */
async function expectUntouched(uploadId: string, before: number) {
  expect((await requestRow(requestId)).state).toBe('OPEN');
  expect(await itemsOf(shop)).toBe(before);
  expect(await offsetOf(uploadId)).toBeGreaterThan(0);
}

describe('a member who answers with files', () => {
  test('brings them as one item, used where they were asked for, and closes the request', async () => {
    const contents = ['host;ok\nweb-1;yes\n', 'host;ok\nweb-2;yes\n'];
    const uploadIds = [
      await arrived(contents[0] ?? ''),
      await arrived(contents[1] ?? '', owner, 'second.csv'),
    ];
    const { status, body } = await answerTo(requestId, { uploadIds, note: 'As of today.' });
    expect({ status, body }).toEqual({
      status: 201,
      body: { evidenceId: expect.any(String), notLinked: [], held: null },
    });
    const { evidenceId } = body;
    expect((await filesOf(evidenceId)).map((file) => [file.fileName, file.sha256]).sort()).toEqual([
      ['scan.csv', sha256(Buffer.from(contents[0] ?? ''))],
      ['second.csv', sha256(Buffer.from(contents[1] ?? ''))],
    ]);
    const [item] = await unsafeRows(
      'SELECT "kind", "title", "note", "receivedById", "ownerId" FROM "EvidenceItem" WHERE "id" = $1',
      [evidenceId],
    );
    expect(item).toMatchObject({
      kind: 'FILE',
      title: 'Scan report of October',
      note: 'As of today.',
      receivedById: owner.userId,
    });
    const links = await unsafeRows<{ key: string }>(
      'SELECT "requirementKey" AS "key" FROM "EvidenceLink" WHERE "evidenceId" = $1 AND "assessmentId" = $2 ORDER BY 1',
      [evidenceId, assessmentId],
    );
    expect(links.map(({ key }) => key)).toEqual(['pci-dss:2.2.2', 'pci-dss:6.3.3']);
    expect(await requestRow(requestId)).toMatchObject({
      state: 'ANSWERED',
      evidenceId,
      answeredByName: 'Ona Owner',
    });
    const [asked, answered] = await eventsAbout(requestId);
    expect([asked?.type, answered?.type, answered?.actorId]).toEqual([
      'evidence-request.asked',
      'evidence-request.answered',
      owner.userId,
    ]);
  });

  test('is told what keeps a file closed, and the request is answered all the same', async () => {
    const uploadIds = [await arrived('card 4111 1111 1111 1111\n', owner, 'cards.txt')];
    const { status, body } = await answerTo(requestId, { uploadIds });
    expect(status).toBe(201);
    expect(body.held).toMatch(/card number/);
    expect((await requestRow(requestId)).state).toBe('ANSWERED');
  });

  test('gets the same answer again when the first one was lost', async () => {
    const uploadIds = [await arrived('a;1\n')];
    const first = await answerTo(requestId, { uploadIds });
    const before = await itemsOf(shop);
    expect(await answerTo(requestId, { uploadIds })).toEqual(first);
    expect(await itemsOf(shop)).toBe(before);
  });

  test('answers once, also twice at the same moment with the same files', async () => {
    const before = await itemsOf(shop);
    const uploadIds = [await arrived('a;2\n')];
    const answers = await Promise.all([1, 2].map(() => answerTo(requestId, { uploadIds })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.evidenceId).toBe(answers[1]?.body.evidenceId);
    expect(await itemsOf(shop)).toBe(before + 1);
  });

  test('is told where it could not be used any more', async () => {
    const closing = await makeAssessment(shop);
    const input = wanted(shop, closing, { who: 'MEMBER', memberId: owner.userId });
    const { requestId: late } = await askForEvidence(shop.grant('evidence:request'), input);
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      closing,
    ]);
    const uploadIds = [await arrived('a;3\n')];
    const first = await answerTo(late, { uploadIds });
    expect(first).toMatchObject({ status: 201, body: { notLinked: ['6.3.3'] } });
    expect(await answerTo(late, { uploadIds })).toEqual(first);
  });
});

describe('an answer with files is refused', () => {
  test.each<[string, number, (uploadId: string) => ReturnType<typeof answerTo>]>([
    [
      'by a colleague who is not asked, with the file of somebody else',
      404,
      (id) => answerTo(requestId, { uploadIds: [id] }, other),
    ],
    ['in another organization', 404, (id) => answerTo(requestId, { uploadIds: [id] }, theirs)],
    ['by somebody who may bring no evidence', 403, (id) => answerTo(requestId, { uploadIds: [id] }, manager)],
    ['without a session', 401, (id) => answerTo(requestId, { uploadIds: [id] }, { userId: '' })],
    [
      'from another site',
      403,
      (id) => answerTo(requestId, { uploadIds: [id] }, owner, { origin: 'https://evil.example' }),
    ],
    ['of a request that there is none of', 404, (id) => answerTo(randomUUID(), { uploadIds: [id] })],
    ['of what is no id', 404, (id) => answerTo('x', { uploadIds: [id] })],
    ['without files', 400, () => answerTo(requestId, { uploadIds: [] })],
    ['with a file that never arrived', 404, () => answerTo(requestId, { uploadIds: [randomUUID()] })],
    [
      'with a field that is not known',
      400,
      (id) => answerTo(requestId, { uploadIds: [id], evidenceId: randomUUID() }),
    ],
    [
      'with a remark that holds a card number',
      400,
      (id) => answerTo(requestId, { uploadIds: [id], note: 'It is 4111 1111 1111 1111.' }),
    ],
    ['with what is no JSON', 400, () => answerTo(requestId, '{"uploadIds":')],
  ])('%s: %i', async (_words, status, send) => {
    const uploadId = await arrived('a;4\n');
    const before = await itemsOf(shop);
    const refused = await send(uploadId);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    await expectUntouched(uploadId, before);
  });

  test.each([
    ['a colleague who is not asked', () => other],
    ['whoever asked', () => shop],
  ])('by %s, with a file of their own', async (_words, who) => {
    const uploadId = await arrived('a;5\n', who());
    const before = await itemsOf(shop);
    expect((await answerTo(requestId, { uploadIds: [uploadId] }, who())).status).toBe(404);
    expect((await requestRow(requestId)).state).toBe('OPEN');
    expect(await itemsOf(shop)).toBe(before);
  });

  test('with a file that has not arrived whole', async () => {
    const begun = await begin(10, 'half.csv', owner);
    const uploadId = (begun.headers.get('location') ?? '').split('/').at(-1) ?? '';
    await send(uploadId, 0, 'half', owner);
    expect((await answerTo(requestId, { uploadIds: [uploadId] })).status).toBe(409);
    expect((await requestRow(requestId)).state).toBe('OPEN');
  });

  test.each([
    ['withdrawn', /withdrawn/, () => withdrawRequest(shop.grant('evidence:request'), requestId)],
    ['over', /time for this request is over/, () => age(requestId, 15)],
  ])('where the request is %s, and the file waits for another', async (_words, message, change) => {
    const uploadId = await arrived('a;6\n');
    await change();
    const refused = await answerTo(requestId, { uploadIds: [uploadId] });
    expect(refused).toMatchObject({ status: 409, body: { message: expect.stringMatching(message) } });
    const next = await askOwner();
    expect((await answerTo(next, { uploadIds: [uploadId] })).status).toBe(201);
  });

  test('with files that are the answer to another request already', async () => {
    const uploadIds = [await arrived('a;7\n')];
    await answerTo(requestId, { uploadIds });
    const next = await askOwner();
    const refused = await answerTo(next, { uploadIds });
    expect(refused).toMatchObject({ status: 409, body: { message: expect.stringContaining('library') } });
    expect((await requestRow(next)).state).toBe('OPEN');
  });

  test('after the membership has ended', async () => {
    const leaver = await shop.addMember({ role: 'CONTROL_OWNER' });
    await signIn({ POST: POST_UPLOAD, HEAD, PATCH, POST_ITEM, GET_FILE }, [
      [owner, shop.organizationId],
      [leaver, shop.organizationId],
    ]);
    const input = wanted(shop, assessmentId, { who: 'MEMBER', memberId: leaver.userId });
    const { requestId: id } = await askForEvidence(shop.grant('evidence:request'), input);
    const uploadIds = [await arrived('a;8\n', leaver)];
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [leaver.userId]);
    const refused = await answerTo(id, { uploadIds }, leaver);
    expect([401, 403]).toContain(refused.status);
    expect((await requestRow(id)).state).toBe('OPEN');
  });
});
