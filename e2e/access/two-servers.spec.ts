import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { encode } from 'next-auth/jwt';
import { actionNamed, callAction } from '../support/actions';
import { answerRest, startAssessment } from '../support/assessments';
import { confirmForm } from '../support/attestation';
import { enter, visitor } from '../support/direct';
import { instance, startBeside } from '../support/instance';
import { type Organization, rows } from '../support/people';
import { seedRecords } from '../support/records';
import { codeOf, setUpApp } from '../support/second-factor';
import { expect, test } from '../support/test';

// Two servers behind a proxy over one database, as for a site that must not stand still. One worker starts them once.
test.describe.configure({ mode: 'default' });

type Server = Awaited<ReturnType<typeof startBeside>>;
const behindProxy = { TRUSTED_PROXIES: '1' };
let one: Server;
let other: Server;
let opened: APIRequestContext[] = [];

test.beforeAll(async () => {
  [one, other] = await Promise.all([startBeside(behindProxy), startBeside(behindProxy)]);
});
test.afterEach(async () => {
  await Promise.all(opened.map((context) => context.dispose()));
  opened = [];
});
test.afterAll(() => Promise.all([one.stop(), other.stop()]));

/** An address of nobody else's, so that no other test's failures count with it. */
const newAddress = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;

async function open({ baseUrl }: Server, from = newAddress(), cookie?: string): Promise<APIRequestContext> {
  const context = await visitor(baseUrl, from, cookie ? { cookie } : {});
  opened.push(context);
  return context;
}

const signIn = async (server: Server, given: Parameters<typeof enter>[1], from = newAddress()) =>
  enter(await open(server, from), given);

/** Another session of the organization's person, as a cookie. */
async function newSession({ organizationId, person }: Organization): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd")
     VALUES (gen_random_uuid(), $1, $2, now(), now() + interval '1 hour') RETURNING "id"`,
    [person.userId, organizationId],
  );
  const token = { sub: person.userId, sid: row?.id };
  return `inplace.session=${await encode({ token, secret: instance().secret, maxAge: 3600 })}`;
}

test('failures at either server lock the account at both, also after a restart', async ({ organization }) => {
  const { email, password } = organization.person;
  const wrong = { email, password: 'a wrong horse 4' };
  for (let round = 0; round < 5; round += 1) {
    expect(await signIn(one, wrong)).toBe(401);
    expect(await signIn(other, wrong)).toBe(401);
  }
  expect(await signIn(one, { email, password }), 'the right one, at the first').toBe(401);
  await other.stop();
  other = await startBeside(behindProxy);
  expect(await signIn(other, { email, password }), 'the right one, after a restart').toBe(401);
  await rows(`UPDATE "User" SET "lockedUntil" = now() - interval '1 second' WHERE "email" = $1`, [email]);
  expect(await signIn(other, { email, password }), 'after the half hour').toBe(200);
});

test('one code of the app, sent to both at once, opens one session', async ({ browser, organization }) => {
  const { email, password, userId } = organization.person;
  const context = await browser.newContext({
    baseURL: one.baseUrl,
    extraHTTPHeaders: { 'x-forwarded-for': newAddress() },
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'I have none of them yet' }).click();
  const { secret } = await setUpApp(page);
  await context.close();
  const code = await codeOf(secret);
  const tries = Array.from({ length: 8 }, (_, index) =>
    signIn(index % 2 === 0 ? one : other, { email, password, code }),
  );
  expect((await Promise.all(tries)).toSorted()).toEqual([200, ...Array<number>(7).fill(401)]);
  expect(await signIn(other, { email, password, code }), 'nor later').toBe(401);
  const started = await rows(
    `SELECT "sequence" FROM "InstanceEvent" WHERE "type" = 'session.started' AND "text"::jsonb #>> '{actor,id}' = $1
       AND "text"::jsonb #>> '{data,secondFactor}' = 'AUTHENTICATOR_APP'`,
    [userId],
  );
  expect(started).toHaveLength(1);
});

test('a session that is ended, or a person who is shown out, at one server is out at the other with the next request', async ({
  organization,
}) => {
  const own = await seedRecords(organization, 'Heron');
  const [mine, elsewhere] = [await newSession(organization), await newSession(organization)];
  const [here, there] = [await open(one, undefined, mine), await open(other, undefined, elsewhere)];
  const asked = async (context: APIRequestContext) => (await context.get('/api/evidence')).status();
  expect(await asked(there)).toBe(200);
  const revoke = actionNamed('revokeSessionsAction', own);
  const form = { password: organization.person.password };
  const answer = await callAction(here, revoke, { before: [null], form }, one.baseUrl);
  expect(answer.body).toContain('"ok":true');
  expect(await asked(there), 'sign out everywhere else').toBe(401);

  const cookie = await newSession(organization);
  const again = await open(other, undefined, cookie);
  expect(await asked(again)).toBe(200);
  await rows(`UPDATE "Membership" SET "role" = 'MANAGER' WHERE "userId" = $1`, [organization.person.userId]);
  const post = await again.post('/api/evidence', { multipart: { title: 'Note' } });
  expect(post.status(), 'a role that was taken away').toBe(403);
  await rows(`UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1`, [organization.person.userId]);
  expect(await asked(again), 'an account that was turned off').toBe(401);
});

test('what one server has counted, the other counts on', async ({ organization }) => {
  const { organizationId, person } = organization;
  const { assessmentId } = await seedRecords(organization, 'Heron');
  const cookie = await newSession(organization);
  const [here, there] = [await open(one, undefined, cookie), await open(other, undefined, cookie)];
  await rows(
    `INSERT INTO "RateLimit" ("key", "points", "expire") VALUES ($1, 59, (extract(epoch FROM now()) * 1000)::bigint + 60000)`,
    [`export:${organizationId}/${person.userId}`],
  );
  expect((await here.get(`/api/assessments/${assessmentId}/report.pdf`)).status()).toBe(200);
  const refused = await there.get(`/api/assessments/${assessmentId}/report.pdf`);
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);

  const from = newAddress();
  const guess = { email: `nobody-${organizationId}@example.test`, password: 'a wrong horse 4' };
  const tries = Array.from({ length: 50 }, (_, index) => signIn(index % 2 === 0 ? one : other, guess, from));
  expect(new Set(await Promise.all(tries))).toEqual(new Set([401]));
  for (const server of [one, other])
    expect(
      await signIn(server, { email: person.email, password: person.password }, from),
      'this address',
    ).toBe(429);
  const forged = `198.51.100.9, ${from}`;
  expect(
    await signIn(one, { email: person.email, password: person.password }, forged),
    'with one before it',
  ).toBe(429);
  expect(await signIn(one, { email: person.email, password: person.password }), 'everybody else').toBe(200);
});

test('fifty signatures at once over both give one signature and one event', async ({ organization }) => {
  const { person } = organization;
  const started = await startAssessment(organization, 'A');
  await answerRest(started.assessmentId, 'IN_PLACE');
  await confirmForm(organization, started, {
    eligibility: {
      criteria: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((criterionId) => ({ criterionId, answer: 'YES' })),
    },
  });
  const cookies = await Promise.all(Array.from({ length: 50 }, () => newSession(organization)));
  const path = `/assessments/${started.assessmentId}/sign-off`;
  const shown = await (await open(one, undefined, cookies[0])).get(path);
  const field = /<input[^>]*name="contentSha256"[^>]*>/.exec(await shown.text())?.[0] ?? '';
  const contentSha256 = /value="([0-9a-f]{64})"/.exec(field)?.[1] ?? '';
  expect(contentSha256, `${shown.status()} ${field}`).toHaveLength(64);
  const sign = { ...actionNamed('signAttestationAction', await seedRecords(organization, 'Heron')), path };
  const form = {
    contentSha256,
    completed: 'on',
    fair: 'on',
    maintained: 'on',
    fullName: person.name,
    password: person.password,
  };
  const answers = await Promise.all(
    cookies.map(async (cookie, index) => {
      const server = index % 2 === 0 ? one : other;
      const context = await open(server, undefined, cookie);
      return callAction(context, sign, { before: [started.assessmentId, null], form }, server.baseUrl);
    }),
  );
  const signed = answers.filter(({ body }) => !body.includes('"ok":false'));
  expect(signed.map(({ status, body }) => `${status} ${body.slice(-300)}`)).toEqual([
    expect.stringMatching(/^(200|303) /),
  ]);
  const [kept] = await rows<{ signatures: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM "Attestation" WHERE "assessmentId" = $1 AND "status" = 'SIGNED') AS signatures,
            (SELECT count(*)::int FROM "AuditEvent" WHERE "subjectId" = $1::text AND "type" = 'attestation.signed') AS events`,
    [started.assessmentId],
  );
  expect(kept).toEqual({ signatures: 1, events: 1 });
});
