import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { DELETE, GET as GET_PANEL, POST as POST_PANEL } from './route';

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
const headersOf = (who: Who = ours) => ({
  origin,
  host: 'localhost:3000',
  cookie: cookies.get(who.userId) ?? '',
});
const items = async () =>
  (await unsafeRows('SELECT 1 FROM "EvidenceItem" WHERE "organizationId" = $1', [ours.organizationId]))
    .length;

describe('the evidence of a requirement', () => {
  const context = (number = '6.3.3', id = assessmentId) => ({
    params: Promise.resolve({ assessmentId: id, requirementNumber: number }),
  });
  const json = (method: string, body: unknown, who: Who = ours) =>
    new Request(`${origin}/x`, {
      method,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { ...headersOf(who), 'content-type': 'application/json' },
    });

  test('links and notes are attached, taken off and put back; each answer is the new state', async () => {
    const link = { kind: 'LINK', title: 'Ticket', url: 'https://tickets.example/1' };
    const added = await (await POST_PANEL(json('POST', link), context())).json();
    expect(added.items).toMatchObject([{ title: 'Ticket', kind: 'LINK', url: 'https://tickets.example/1' }]);
    const { evidenceId } = added.items[0];
    const off = await (await DELETE(json('DELETE', { evidenceId }), context())).json();
    expect(off.items).toEqual([]);
    const back = await (await POST_PANEL(json('POST', { kind: 'EXISTING', evidenceId }), context())).json();
    expect(back.items).toHaveLength(1);
    const elsewhere = await (
      await POST_PANEL(json('POST', { kind: 'EXISTING', evidenceId }), context('11.3.2'))
    ).json();
    expect(
      elsewhere.items.find((item: { evidenceId: string }) => item.evidenceId === evidenceId),
    ).toMatchObject({ alsoUsedFor: ['6.3.3'] });
    const seen = await GET_PANEL(new Request(`${origin}/x`, { headers: headersOf(manager) }), context());
    expect((await seen.json()).items).toHaveLength(1);
  });

  test.each<[string, number, unknown, string?]>([
    ['a script as an address', 400, { kind: 'LINK', title: 'x', url: 'javascript:alert(1)' }],
    ['a file address', 400, { kind: 'LINK', title: 'x', url: 'file:///etc/passwd' }],
    ['an address with a password', 400, { kind: 'LINK', title: 'x', url: 'https://a:b@example.com' }],
    ['no address', 400, { kind: 'LINK', title: 'x' }],
    ['an empty note', 400, { kind: 'NOTE', title: 'x', note: '  ' }],
    ['a field too many', 400, { kind: 'NOTE', title: 'x', note: 'y', receivedAt: '2020-01-01' }],
    ['an operator in place of a text', 400, { kind: 'NOTE', title: { not: '' }, note: 'y' }],
    ['an unknown kind', 400, { kind: 'FILE', title: 'x' }],
    ['null', 400, 'null'],
    ['malformed JSON', 400, '{'],
    ['an item that never was', 404, { kind: 'EXISTING', evidenceId: randomUUID() }],
    ['a requirement that is not asked', 404, { kind: 'NOTE', title: 'x', note: 'y' }, '1.1.1'],
    ['a requirement that is an attack', 404, { kind: 'NOTE', title: 'x', note: 'y' }, "6.3.3' OR '1'='1"],
  ])('%s: %i, and nothing is written', async (_words, status, body, number) => {
    const before = await items();
    const response = await POST_PANEL(json('POST', body), context(number));
    expect(response.status).toBe(status);
    expect(await items()).toBe(before);
  });

  test('a manager reads and does not attach; another organization finds nothing', async () => {
    const note = { kind: 'NOTE', title: 'x', note: 'y' };
    expect((await POST_PANEL(json('POST', note, manager), context())).status).toBe(403);
    expect((await DELETE(json('DELETE', { evidenceId: randomUUID() }, manager), context())).status).toBe(403);
    expect((await POST_PANEL(json('POST', note, theirs), context())).status).toBe(404);
    const read = await GET_PANEL(new Request(`${origin}/x`, { headers: headersOf(theirs) }), context());
    expect(read.status).toBe(404);
  });
});
