import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { GET as READ_BY_PROGRAM } from '@/app/api/v1/assessments/[assessmentId]/requirements/[requirementNumber]/comments/route';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import * as schema from '@/lib/api/schema/answers';
import { keyOf, request as ofProgram } from '@/lib/api/testing';
import { listMentions } from '@/lib/comment/queries';
import { assign, say } from '@/lib/comment/testing';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { GET as GET_READERS } from './readers/route';
import { GET, PATCH, POST } from './route';

const origin = 'http://localhost:3000';
let ours: TestOrganization;
let theirs: TestOrganization;
let manager: TestMember;
let owner: TestMember;
let assessmentId: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  manager = await ours.addMember({ role: 'MANAGER' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  assessmentId = await makeAssessment(ours, 'A');
  await assign(ours, owner, { assessmentId, requirementNumber: '6.3.3' });
  for (const who of [ours, manager, owner]) await signIn(who, ours.organizationId);
  await signIn(theirs, theirs.organizationId);
});

async function signIn({ userId }: TestMember, organizationId: string): Promise<void> {
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
    [sessionId, userId, organizationId],
  );
  const value = await sessionCookieValue({ userId, sessionId });
  cookies.set(userId, `${sessionCookieName()}=${encodeURIComponent(value)}`);
}

const context = (requirementNumber = '6.3.3', id = assessmentId) => ({
  params: Promise.resolve({ assessmentId: id, requirementNumber }),
});
const headersOf = (who: TestMember) => ({
  origin,
  host: 'localhost:3000',
  cookie: cookies.get(who.userId) ?? '',
});
const get = (who: TestMember, query = '', headers: Record<string, string> = {}) =>
  GET(new Request(`${origin}/x${query}`, { headers: { ...headersOf(who), ...headers } }), context());
const sent = (method: string, body: unknown, who: TestMember) =>
  new Request(`${origin}/x`, {
    method,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { ...headersOf(who), 'content-type': 'application/json' },
  });
const post = (body: unknown, who: TestMember = ours, at = context()) => POST(sent('POST', body, who), at);
const patch = (body: unknown, who: TestMember = ours) => PATCH(sent('PATCH', body, who), context());
const comment = (text: string, rest: object = {}) => ({ commentId: randomUUID(), text, ...rest });
const kept = async () =>
  (await unsafeRows('SELECT 1 FROM "Comment" WHERE "organizationId" = $1', [ours.organizationId])).length;

describe('comments over the wire', () => {
  test('are written, edited and withdrawn by their author', async () => {
    const answer = await post(comment('  One\r\ntwo  '));
    expect(answer.status).toBe(200);
    const { commentId, parts } = await answer.json();
    expect(parts).toEqual([{ text: 'One\ntwo', userId: null }]);
    const edit = { what: 'EDIT', commentId, version: 1, text: 'Three' };
    expect((await patch(edit, owner)).status).toBe(403);
    expect((await patch(edit)).status).toBe(200);
    expect((await patch(edit)).status).toBe(409);
    expect(await (await patch({ what: 'WITHDRAW', commentId, version: 2 })).json()).toMatchObject({
      parts: [],
    });
  });

  test.each<[string, number, unknown, string?]>([
    ['100 KB of text', 400, comment('x'.repeat(100_000))],
    ['more than the server reads', 413, comment('x'.repeat(300_000))],
    ['control characters', 400, comment('a\u0000b\u0007')],
    ['text that runs the other way', 400, comment('a\u202eb')],
    ['a card number', 400, comment('4111 1111 1111 1111')],
    ['nothing but space', 400, comment(' \n ')],
    ['no text', 400, { commentId: randomUUID() }],
    ['a list in place of a text', 400, { commentId: randomUUID(), text: ['x'] }],
    ['an id that is none', 400, { commentId: '1', text: 'x' }],
    ['a field too many', 400, comment('x', { authorId: randomUUID() })],
    ['mentions that are no ids', 400, comment('@[1]', { mentionedIds: ["' OR 1=1"] })],
    [
      'too many mentions',
      400,
      comment('@[1]', { mentionedIds: Array.from({ length: 21 }, () => randomUUID()) }),
    ],
    ['a mention of nobody', 400, comment('@[1]', { mentionedIds: [randomUUID()] })],
    ['null', 400, 'null'],
    ['malformed JSON', 400, '{"commentId":'],
    ['a requirement that is not asked', 404, comment('x'), '1.1.1'],
    ['a requirement that is an attack', 404, comment('x'), "6.3.3' OR '1'='1"],
  ])('%s: %i, in words, and nothing is kept', async (_words, status, body, number) => {
    const before = await kept();
    const answer = await post(body, ours, context(number));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      code: expect.any(String),
      message: expect.stringMatching(/\w/),
    });
    expect(await kept()).toBe(before);
  });

  test.each<[string, unknown]>([
    ['no deed', { commentId: randomUUID(), version: 1 }],
    ['a deed that is not known', { what: 'DELETE', commentId: randomUUID(), version: 1 }],
    ['a text to withdraw', { what: 'WITHDRAW', commentId: randomUUID(), version: 1, text: 'x' }],
    ['an empty text', { what: 'EDIT', commentId: randomUUID(), version: 1, text: '' }],
  ])('a change with %s is refused', async (_words, body) => {
    expect((await patch(body)).status).toBe(400);
  });

  test('HTML is text like any other, and so is what looks like a reference', async () => {
    const text = '<script>alert(1)</script> & "quoted" @[1]';
    const { parts } = await (await post(comment(text))).json();
    expect(parts).toEqual([{ text, userId: null }]);
  });

  test('a manager reads and does not write; who has nothing to do with it finds nothing', async () => {
    const view = await (await get(manager)).json();
    expect(view.closed).toContain('The role Manager');
    expect((await post(comment('x'), manager)).status).toBe(403);
    expect((await get(theirs)).status).toBe(404);
    expect((await post(comment('x'), theirs)).status).toBe(404);
    expect((await post(comment('x'), owner, context('2.2.2'))).status).toBe(404);
    const readers = (who: TestMember, number?: string) =>
      GET_READERS(new Request(`${origin}/x`, { headers: headersOf(who) }), context(number));
    expect((await readers(manager)).status).toBe(403);
    expect((await readers(theirs)).status).toBe(404);
    expect((await readers(owner, '2.2.2')).status).toBe(404);
    expect(JSON.stringify(await (await readers(ours)).json())).not.toContain('@example.test');
  });

  test('unknown parameters and places are refused', async () => {
    expect((await get(ours, '?after=1')).status).toBe(400);
    expect((await get(ours, '?before=1')).status).toBe(400);
    expect((await get(ours, `?before=${randomUUID()}`)).status).toBe(404);
  });

  test('sixty within ten minutes are enough', async () => {
    await unsafeRows(
      `INSERT INTO "RateLimit" ("key", "points", "expire") VALUES ($1, 60, (extract(epoch FROM now()) * 1000)::bigint + 60000)
       ON CONFLICT ("key") DO UPDATE SET "points" = 60, "expire" = excluded."expire"`,
      [`comment:${ours.organizationId}/${owner.userId}`],
    );
    const refused = await post(comment('x'), owner);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post(comment('A colleague has turns of their own'))).status).toBe(200);
  });
});

describe('what is read', () => {
  const unread = async () => (await listMentions(owner.grant('assessment:read'))).count;

  test('is what a person opened: not what the browser asked for by itself', async () => {
    await say(ours, { assessmentId, requirementNumber: '6.3.3' }, 'See', [owner]);
    await get(owner, '', { 'x-inplace-background': '1' });
    await get(owner, '', { 'sec-purpose': 'prefetch' });
    expect(await unread()).toBe(1);
    await get(owner);
    expect(await unread()).toBe(0);
  });

  test('is not what a program read; it reads what its description says, and writes nothing', async () => {
    await say(ours, { assessmentId, requirementNumber: '6.3.3' }, 'See', [owner]);
    const { token } = await keyOf(owner, ['assessment:read']);
    const answer = await READ_BY_PROGRAM(ofProgram('/api/v1/x', token), context());
    expect(schema.comments.parse(await answer.json()).comments.length).toBeGreaterThan(0);
    expect(await unread()).toBe(1);
    const write = ofProgram('/api/x', token, {
      method: 'POST',
      body: JSON.stringify(comment('From a robot')),
      headers: { 'content-type': 'application/json' },
    });
    expect((await POST(write, context())).status).toBe(403);
  });
});
