import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { GET, PATCH } from './route';

const origin = 'http://localhost:3000';
let ours: TestOrganization;
let manager: TestMember;
let assessmentId: string;
let cookie: string;

beforeAll(async () => {
  ours = await makeOrganization();
  manager = await ours.addMember({ role: 'MANAGER' });
  assessmentId = await makeAssessment(ours, 'A');
  cookie = await signIn(ours.userId);
});

async function signIn(userId: string): Promise<string> {
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
    [sessionId, userId, ours.organizationId],
  );
  return `${sessionCookieName()}=${encodeURIComponent(await sessionCookieValue({ userId, sessionId }))}`;
}

type Sent = { body?: BodyInit; headers?: Record<string, string>; number?: string; id?: string };

function patch({
  body = JSON.stringify({ row: 0, version: 0, changes: { finding: 'IN_PLACE' } }),
  headers,
  number = '6.3.3',
  id = assessmentId,
}: Sent) {
  const request = new Request(`${origin}/api/assessments/${id}/responses/${number}`, {
    method: 'PATCH',
    body,
    duplex: 'half',
    headers: { 'content-type': 'application/json', origin, host: 'localhost:3000', cookie, ...headers },
  } as RequestInit);
  return PATCH(request, { params: Promise.resolve({ assessmentId: id, requirementNumber: number }) });
}

async function versions(): Promise<number> {
  const [row] = await unsafeRows<{ sum: number }>(
    'SELECT sum("version")::int AS sum FROM "Response" WHERE "assessmentId" = $1',
    [assessmentId],
  );
  return row?.sum ?? -1;
}

describe('PATCH of an answer row', () => {
  test.each<[string, number, string, () => string]>([
    ['another organization', 409, 'ELSEWHERE', () => `${ours.userId}/${randomUUID()}`],
    ['somebody else', 409, 'WRONG_STATE', () => `${randomUUID()}/${ours.organizationId}`],
  ])('from a page of %s says so', async (_, status, code, pageOf) => {
    const response = await patch({ headers: { 'x-inplace-page-of': pageOf() } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
    expect(await versions()).toBe(0);
  });

  test.each<[string, number, Sent]>([
    ['without a session', 401, { headers: { cookie: '' } }],
    ['from a page of another person', 401, { headers: { 'x-inplace-person': randomUUID() } }],
    ['from another site', 403, { headers: { origin: 'https://evil.example' } }],
    ['without an origin', 403, { headers: { origin: 'null' } }],
    ['that the browser calls cross-site', 403, { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['with malformed JSON', 400, { body: '{"row":' }],
    ['that is no JSON', 400, { headers: { 'content-type': 'text/plain' } }],
    ['with an empty body', 400, { body: '' }],
    ['with null', 400, { body: 'null' }],
    ['without changes', 400, { body: '{"row":0,"version":0,"changes":{}}' }],
    [
      'with a field too many',
      400,
      { body: '{"row":0,"version":0,"changes":{"finding":"IN_PLACE"},"organizationId":"x"}' },
    ],
    [
      'with an answer that is not offered',
      400,
      { body: '{"row":0,"version":0,"changes":{"finding":"NOT_TESTED"}}' },
    ],
    [
      'larger than allowed',
      413,
      { body: JSON.stringify({ row: 0, version: 0, changes: { resultNote: 'x'.repeat(300_000) } }) },
    ],
    ['of a requirement outside the questionnaire', 404, { number: '1.1.1' }],
    ['of an assessment that does not exist', 404, { id: randomUUID() }],
    ['of an assessment id that is none', 404, { id: 'undefined' }],
  ])('%s is refused', async (_, status, sent) => {
    const response = await patch(sent);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect(await versions()).toBe(0);
  });

  test('a role that only reads may not', async () => {
    expect((await patch({ headers: { cookie: await signIn(manager.userId) } })).status).toBe(403);
    expect(await versions()).toBe(0);
  });

  test('whose sender was shown out while it was on its way is refused', async () => {
    const officer = await ours.addMember();
    const theirs = await signIn(officer.userId);
    const text = JSON.stringify({ row: 0, version: 0, changes: { finding: 'IN_PLACE' } });
    const halves = [text.slice(0, 10), text.slice(10)];
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        // The second half is asked for when the first has been read.
        if (halves.length === 1)
          await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [officer.userId]);
        const half = halves.shift();
        if (half) controller.enqueue(Buffer.from(half));
        else controller.close();
      },
    });
    const response = await patch({ body, headers: { cookie: theirs } });
    expect(response.status).toBe(403);
    expect(await versions()).toBe(0);
  });

  test('saves, then refuses the same version and shows what stands there', async () => {
    const saved = await patch({ number: '8.2.1' });
    expect(saved.status).toBe(200);
    expect(saved.headers.get('cache-control')).toBe('no-store');
    expect(await saved.json()).toEqual({
      version: 1,
      savedAt: expect.any(String),
      savedByName: 'Ada Lovelace',
    });
    const late = await patch({
      number: '8.2.1',
      body: '{"row":0,"version":0,"changes":{"finding":"NOT_IN_PLACE"}}',
    });
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({
      code: 'CONFLICT',
      current: { version: 1, updatedByName: 'Ada Lovelace', fields: { finding: 'IN_PLACE' } },
    });
  });

  test('names the field that is wrong', async () => {
    const response = await patch({ body: '{"row":0,"version":0,"changes":{"planTargetOn":"2027-02-30"}}' });
    expect(await response.json()).toMatchObject({
      code: 'INVALID',
      fieldErrors: { 'changes.planTargetOn': [expect.stringContaining('does not exist')] },
    });
  });
});

describe('GET of a requirement', () => {
  const get = (number: string, cookies = cookie) =>
    GET(new Request(`${origin}/x`, { headers: { cookie: cookies } }), {
      params: Promise.resolve({ assessmentId, requirementNumber: number }),
    });

  test('gives texts and history, to readers too', async () => {
    await patch({ number: '12.8.1', body: '{"row":0,"version":0,"changes":{"resultNote":"List seen"}}' });
    const response = await get('12.8.1', await signIn(manager.userId));
    expect(await response.json()).toMatchObject({
      responses: [{ row: 0, version: 1, fields: { resultNote: 'List seen' } }],
      history: [
        { version: 1, actorName: 'Ada Lovelace', changes: { resultNote: { from: '', to: 'List seen' } } },
      ],
    });
  });

  test('needs a session, and a requirement of the questionnaire', async () => {
    expect((await get('6.3.3', '')).status).toBe(401);
    expect((await get('1.1.1')).status).toBe(404);
  });
});
