import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { GET as GET_TESTERS } from '@/app/api/testers/route';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { tests as testsSchema } from '@/lib/api/schema/answers';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { DELETE, GET, PATCH, POST } from './route';

const origin = 'http://localhost:3000';
let ours: TestOrganization;
let theirs: TestOrganization;
let manager: TestMember;
let assessmentId: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  manager = await ours.addMember({ role: 'MANAGER' });
  assessmentId = await makeAssessment(ours, 'A');
  for (const [who, organizationId] of [
    [ours, ours.organizationId],
    [manager, ours.organizationId],
    [theirs, theirs.organizationId],
  ] as const) {
    const sessionId = randomUUID();
    await unsafeRows(
      `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
      [sessionId, who.userId, organizationId],
    );
    const value = await sessionCookieValue({ userId: who.userId, sessionId });
    cookies.set(who.userId, `${sessionCookieName()}=${encodeURIComponent(value)}`);
  }
});

type Who = { userId: string };
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const handlers = { GET, POST, PATCH, DELETE };

/** What the address answers. */
async function ask(method: Method, body?: unknown, { who = ours as Who, number = '6.3.3' } = {}) {
  const request = new Request(`${origin}/x`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: {
      origin,
      host: 'localhost:3000',
      cookie: cookies.get(who.userId) ?? '',
      'content-type': 'application/json',
    },
  });
  const response = await handlers[method](request, {
    params: Promise.resolve({ assessmentId, requirementNumber: number }),
  });
  return { status: response.status, body: await response.json() };
}

const facts = {
  methods: ['EXAMINED'],
  examined: 'The rules of the gateway',
  performedByName: 'Hanne Vik',
  performedOn: '2026-03-18',
  result: 'MET',
};
const count = async () =>
  (await unsafeRows('SELECT 1 FROM "TestRecord" WHERE "organizationId" = $1', [ours.organizationId])).length;

describe('the tests of a requirement', () => {
  test('are recorded, changed and withdrawn; each answer is how they stand', async () => {
    const recorded = await ask('POST', facts);
    expect(testsSchema.parse(recorded.body).tests).toMatchObject([{ ...facts, version: 1 }]);
    const { testId, version } = recorded.body.tests[0];
    const changed = await ask('PATCH', { ...facts, testId, version, result: 'PARTLY' });
    expect(changed.body.tests).toMatchObject([{ result: 'PARTLY', version: 2 }]);
    const late = await ask('PATCH', { ...facts, testId, version, result: 'NOT_MET' });
    expect(late).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    const seen = await ask('GET', undefined, { who: manager });
    expect(seen.body.tests).toMatchObject([{ result: 'PARTLY', mayChange: false }]);
    expect(seen.body.historyAt).toBeNull();
    const withdrawn = await ask('DELETE', { testId, version: 2, reason: 'Wrong server' });
    expect(withdrawn.body.tests).toEqual([]);
  });

  test.each<[string, number, unknown, string?]>([
    ['100 KB of text', 400, { ...facts, examined: 'x'.repeat(100_000) }],
    ['300 KB of text', 413, { ...facts, examined: 'x'.repeat(300_000) }],
    ['a card number', 400, { ...facts, note: '4111 1111 1111 1111' }],
    ['a day to come', 400, { ...facts, performedOn: '2099-01-01' }],
    ['no method', 400, { ...facts, methods: [] }],
    ['methods that are no list', 400, { ...facts, methods: 'EXAMINED' }],
    ['an operator in place of a text', 400, { ...facts, examined: { not: '' } }],
    ['a field too many', 400, { ...facts, createdById: randomUUID() }],
    ['null', 400, 'null'],
    ['malformed JSON', 400, '{'],
    ['a requirement that is not asked', 404, facts, '1.1.1'],
    ['a requirement that is an attack', 404, facts, "6.3.3' OR '1'='1"],
  ])('%s: %i, and nothing is written', async (_words, status, body, number = '6.3.3') => {
    const before = await count();
    expect((await ask('POST', body, { number })).status).toBe(status);
    expect(await count()).toBe(before);
  });

  test('a manager reads and does not record; another organization finds nothing', async () => {
    const withdrawal = { testId: randomUUID(), version: 1, reason: 'x' };
    expect((await ask('POST', facts, { who: manager })).status).toBe(403);
    expect((await ask('PATCH', { ...facts, ...withdrawal }, { who: manager })).status).toBe(403);
    expect((await ask('DELETE', withdrawal, { who: manager })).status).toBe(403);
    for (const method of ['GET', 'POST'] as const) {
      const body = method === 'POST' ? facts : undefined;
      expect((await ask(method, body, { who: theirs })).status, method).toBe(404);
    }
  });

  test('who may be named is said to those who record only', async () => {
    const as = ({ userId }: Who) =>
      GET_TESTERS(
        new Request(`${origin}/x`, {
          headers: { host: 'localhost:3000', cookie: cookies.get(userId) ?? '' },
        }),
      );
    expect((await as(manager)).status).toBe(403);
    const { testers } = await (await as(ours)).json();
    expect(testers).toHaveLength(2);
    expect(Object.keys(testers[0])).toEqual(['userId', 'name']);
  });
});
