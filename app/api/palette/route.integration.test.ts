import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { addEvidence, makeIntegration } from '@/lib/access/testing';
import { keyOf, request as ofProgram } from '@/lib/api/testing';
import { assign } from '@/lib/comment/testing';
import type { PaletteHits } from '@/lib/palette/model';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { GET } from './route';

const origin = 'http://localhost:3000';
let ours: TestOrganization;
let theirs: TestOrganization;
let owner: TestMember;
let assessor: TestMember;
let manager: TestMember;
let web: string;
let phone: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  assessor = await ours.addMember({ role: 'ASSESSOR' });
  manager = await ours.addMember({ role: 'MANAGER' });
  web = await makeAssessment(ours, 'A');
  phone = await makeAssessment(ours, 'A');
  await unsafeRows(`UPDATE "Assessment" SET "name" = 'Phone 2026', "dueOn" = '2026-12-31' WHERE "id" = $1`, [
    phone,
  ]);
  const webId = await makeIntegration(ours, 'Web checkout', [web]);
  await makeIntegration(ours, 'Phone checkout', [phone]);
  await addEvidence(ours, web, '6.3.3');
  await addEvidence(ours, phone, '11.3.2');
  await makeAssessment(ours, 'A', { status: 'SIGNED' });
  await makeAssessment(ours, 'A', { archived: true });
  await assign(ours, owner, { assessmentId: web, requirementNumber: '6.3.3' });
  await recordResponse(
    ours.grant('response:record'),
    { assessmentId: web, requirementNumber: '6.3.3' },
    { row: 0, version: 0, changes: { finding: 'IN_PLACE' } },
  );
  await unsafeRows('UPDATE "Membership" SET "chosenOnly" = true WHERE "userId" = $1', [assessor.userId]);
  await unsafeRows('INSERT INTO "MembershipIntegration" VALUES ($1, $2, $3)', [
    ours.organizationId,
    assessor.userId,
    webId,
  ]);
  for (const who of [ours, owner, assessor, manager]) await signIn(who, ours.organizationId);
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

const ask = (params: Record<string, string>, who: { userId: string } = ours, headers = {}) =>
  GET(
    new Request(`${origin}/api/palette?${new URLSearchParams(params)}`, {
      headers: { host: 'localhost:3000', cookie: cookies.get(who.userId) ?? '', ...headers },
    }),
  );

async function find(query: string, who: { userId: string } = ours, assessment?: string) {
  const response = await ask({ query, ...(assessment && { assessment }) }, who);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  return (await response.json()) as PaletteHits;
}

const numbers = ({ requirements }: PaletteHits) =>
  requirements.map((hit) => `${hit.assessmentName} ${hit.requirementNumber}`);

describe('the palette', () => {
  test('finds requirements of open assessments with their answers, those on the screen first', async () => {
    const found = await find('6.3', ours, web);
    expect(found.requirements[0]).toMatchObject({ assessmentId: web, requirementNumber: '6.3.1' });
    expect(found.requirements.find((hit) => hit.requirementNumber === '6.3.3')).toEqual({
      assessmentId: web,
      assessmentName: 'Web shop 2026',
      requirementNumber: '6.3.3',
      title: expect.stringMatching(/\w/),
      finding: 'IN_PLACE',
    });
    expect(numbers(await find('6.3.3', ours, web))).toEqual(['Web shop 2026 6.3.3', 'Phone 2026 6.3.3']);
    expect(numbers(await find('6.3.3')), 'else what is due first').toEqual([
      'Phone 2026 6.3.3',
      'Web shop 2026 6.3.3',
    ]);
  });

  test('finds evidence by title and by requirement, and integrations by name', async () => {
    const [item] = (await find('proof 6.3')).evidence;
    expect(item).toMatchObject({ title: 'Proof of 6.3.3', usedBy: ['6.3.3'] });
    expect((await find('6.3.3')).evidence).toEqual([item]);
    const { integrations } = await find('CHECKOUT web');
    expect(integrations).toEqual([
      {
        integrationId: expect.any(String),
        name: 'Web checkout',
        method: 'Redirect to a hosted payment page',
      },
    ]);
  });

  test('shows at most eight requirements and nothing for no words', async () => {
    expect((await find('1')).requirements).toHaveLength(8);
    expect(await find('')).toEqual({ requirements: [], evidence: [], integrations: [] });
    expect(await find('%')).toMatchObject({ evidence: [], integrations: [] });
  });

  test('shows each person what is theirs to see', async () => {
    expect(numbers(await find('6', owner))).toEqual(['Web shop 2026 6.3.3']);
    expect((await find('proof', owner)).evidence).toHaveLength(1);
    expect((await find('checkout', owner)).integrations.map(({ name }) => name)).toEqual(['Web checkout']);
    expect(numbers(await find('6.3.3', assessor))).toEqual(['Web shop 2026 6.3.3']);
    expect((await find('checkout', assessor)).integrations.map(({ name }) => name)).toEqual(['Web checkout']);
    expect(numbers(await find('6.3.3', manager))).toHaveLength(2);
    for (const query of ['6.3.3', 'proof', 'checkout'])
      expect(await find(query, theirs)).toEqual({ requirements: [], evidence: [], integrations: [] });
    expect(numbers(await find('6.3.3', theirs, web)), 'not by naming it either').toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['10 KB', { query: 'x'.repeat(10_240) }],
    ['an assessment that is none', { query: 'x', assessment: "' OR 1=1" }],
    ['a parameter too many', { query: 'x', organizationId: randomUUID() }],
  ])('refuses %s with words', async (_words, params) => {
    const response = await ask(params);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID', fieldErrors: expect.any(Object) });
  });

  test('takes what nobody types for what it is: text', async () => {
    for (const query of ['a\u0000b', '\ud800', "'; DROP TABLE", '..', '()[]*+?', 'ſ'.repeat(200)])
      await find(query);
  });

  test('shows nothing on a page of somebody else, or of another organization', async () => {
    for (const page of [`${owner.userId}/${ours.organizationId}`, `${ours.userId}/${theirs.organizationId}`])
      expect((await ask({ query: '6' }, ours, { 'x-inplace-page-of': page })).status).toBe(409);
  });

  test('answers no stranger and no key', async () => {
    expect((await ask({ query: '6' }, { userId: 'nobody' })).status).toBe(401);
    const { token } = await keyOf(ours, ['assessment:read', 'evidence:read', 'integration:read']);
    const response = await GET(ofProgram('/api/palette?query=6', token));
    expect(response.status).toBe(403);
  });
});
