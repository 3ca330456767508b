import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { tags as tagsSchema } from '@/lib/api/schema/answers';
import { changeAssignments } from '@/lib/assignment/commands';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { GET, PATCH } from './route';

const origin = 'http://localhost:3000';
let ours: TestOrganization;
let theirs: TestOrganization;
let owner: TestMember;
let manager: TestMember;
let assessmentId: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  manager = await ours.addMember({ role: 'MANAGER' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  assessmentId = await makeAssessment(ours, 'A');
  await changeAssignments(ours.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers: ['8.3.6'],
    dueOn: null,
    what: 'ASSIGN',
  });
  for (const [who, organizationId] of [
    [ours, ours.organizationId],
    [manager, ours.organizationId],
    [owner, ours.organizationId],
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

/** What the address answers; with tags: to a change. */
async function ask(
  body?: unknown,
  { who = ours as { userId: string }, number = '2.2.2', id = assessmentId } = {},
) {
  const request = new Request(`${origin}/x`, {
    method: body === undefined ? 'GET' : 'PATCH',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: {
      origin,
      host: 'localhost:3000',
      cookie: cookies.get(who.userId) ?? '',
      'content-type': 'application/json',
    },
  });
  const params = Promise.resolve({ assessmentId: id, requirementNumber: number });
  const response = await (body === undefined ? GET : PATCH)(request, { params });
  return { status: response.status, body: await response.json() };
}

describe('the tags of a requirement', () => {
  test('are tidied, kept once, spelled as colleagues do, and recorded with before and after', async () => {
    const first = await ask({ tags: ['  Network   team ', 'network TEAM', 'Phase 2'], version: 0 });
    expect(tagsSchema.parse(first.body)).toMatchObject({ tags: ['Network team', 'Phase 2'], version: 1 });
    const other = await ask({ tags: ['network team'], version: 0 }, { number: '6.3.3' });
    expect(other.body.tags).toEqual(['Network team']);
    const stale = await ask({ tags: [], version: 0 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    expect((await ask({ tags: [], version: 1 })).body.tags).toEqual([]);
    const events = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "subjectId" = $1 AND "type" = 'response.tagged' ORDER BY "sequence"`,
      [`${assessmentId}/pci-dss:2.2.2/0`],
    );
    expect(events.map(({ text }) => JSON.parse(text).data.changes.tags)).toEqual([
      { from: [], to: ['Network team', 'Phase 2'] },
      { from: ['Network team', 'Phase 2'], to: [] },
    ]);
  });

  test.each([
    ['a tag of 41 characters', { tags: ['x'.repeat(41)], version: 0 }],
    ['100 KB', { tags: ['x'.repeat(100_000)], version: 0 }],
    ['eleven tags', { tags: Array.from({ length: 11 }, (_, at) => `tag ${at}`), version: 0 }],
    ['a control character', { tags: ['a\u0007b'], version: 0 }],
    ['a line break', { tags: ['a\nb'], version: 0 }],
    ['text that turns around', { tags: ['a\u202eb'], version: 0 }],
    ['a card number', { tags: ['4111 1111 1111 1111'], version: 0 }],
    ['nothing', { tags: [' '], version: 0 }],
    ['no list', { tags: 'x', version: 0 }],
    ['a version that is none', { tags: ['x'], version: -1 }],
  ])('%s is refused with words', async (_, body) => {
    expect(await ask(body, { number: '12.8.1' })).toMatchObject({ status: 400, body: { code: 'INVALID' } });
  });

  test('out of reach is what is foreign, unknown or not assigned; a reader reads', async () => {
    const change = { tags: ['x'], version: 0 };
    expect((await ask(change, { who: theirs })).status).toBe(404);
    expect((await ask(change, { number: '9.9.9' })).status).toBe(404);
    expect((await ask(change, { id: 'no-id' })).status).toBe(404);
    expect((await ask(change, { who: owner, number: '2.2.2' })).status).toBe(404);
    expect((await ask(change, { who: owner, number: '8.3.6' })).status).toBe(200);
    expect((await ask(change, { who: manager, number: '12.8.1' })).status).toBe(403);
    const read = await ask(undefined, { who: manager, number: '8.3.6' });
    expect(read.body).toMatchObject({ tags: ['x'], locked: expect.stringContaining('role') });
  });

  test('a signed or archived assessment keeps them as they are', async () => {
    for (const state of [{ status: 'SIGNED' as const }, { archived: true }]) {
      const id = await makeAssessment(ours, 'A', state);
      expect(await ask({ tags: ['x'], version: 0 }, { id })).toMatchObject({
        status: 409,
        body: { code: 'WRONG_STATE' },
      });
    }
  });

  test('the database lets no reader write, whatever the application says', async () => {
    const { changeTags } = await import('@/lib/tag/commands');
    const target = { assessmentId, requirementNumber: '12.8.1' };
    const work = changeTags(manager.grant('response:record'), target, { tags: ['x'], version: 0 });
    await expect(work).rejects.toThrow();
  });
});
