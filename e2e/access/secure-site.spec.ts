import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type APIRequestContext, request as playwrightRequest } from '@playwright/test';
import { encode } from 'next-auth/jwt';
import { actionNamed, callAction, multipartOf } from '../support/actions';
import { instance, startBeside } from '../support/instance';
import { mailsTo } from '../support/mail';
import { type Organization, rows } from '../support/people';
import { seedRecords } from '../support/records';
import { expect, test } from '../support/test';

// A server whose people reach it by https under a name; this test stands where its proxy would.
test.describe.configure({ mode: 'default' });

const site = 'https://pci.example.test';
const host = 'pci.example.test';
let server: Awaited<ReturnType<typeof startBeside>>;
let proxy: APIRequestContext;
let listener: Server;
let calls = 0;

test.beforeAll(async () => {
  server = await startBeside({ NEXTAUTH_URL: site, TRUSTED_PROXIES: '1' });
  proxy = await playwrightRequest.newContext({
    baseURL: server.baseUrl,
    extraHTTPHeaders: {
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '203.0.113.77',
    },
  });
  listener = createServer((_, answer) => {
    calls += 1;
    answer.end();
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
});
test.afterAll(async () => {
  await proxy.dispose();
  await server.stop();
  await new Promise((done) => listener.close(done));
});

async function cookieOf({ organizationId, person }: Organization): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd")
     VALUES (gen_random_uuid(), $1, $2, now(), now() + interval '1 hour') RETURNING "id"`,
    [person.userId, organizationId],
  );
  const token = { sub: person.userId, sid: row?.id };
  return `__Host-inplace.session=${await encode({ token, secret: instance().secret, maxAge: 3600 })}`;
}

test('every answer, whatever its status, keeps browsers on https and tells them nothing to guess', async ({
  organization,
}) => {
  const own = await seedRecords(organization, 'Heron');
  const cookie = await cookieOf(organization);
  const exhausted = `export:${organization.organizationId}/${organization.person.userId}`;
  await rows(
    `INSERT INTO "RateLimit" ("key", "points", "expire") VALUES ($1, 60, (extract(epoch FROM now()) * 1000)::bigint + 60000)`,
    [exhausted],
  );
  const json = { origin: site, 'content-type': 'application/json' };
  const asked: [number, string, string, Record<string, string>?, string?][] = [
    [200, 'GET', '/sign-in'],
    [200, 'GET', '/dashboard', { cookie }],
    [200, 'GET', '/api/evidence', { cookie }],
    [307, 'GET', '/dashboard'],
    [308, 'GET', '/dashboard/'],
    [400, 'POST', '/acquirers/new', { 'content-type': 'multipart/form-data; boundary=x' }, 'abc'],
    [400, 'PATCH', `/api/assessments/${own.assessmentId}/responses/2.2.2`, { cookie, ...json }, '{'],
    [401, 'GET', '/api/evidence'],
    [403, 'POST', '/api/evidence', { cookie, origin: 'https://evil.example' }, ''],
    [403, 'POST', '/acquirers/new', { cookie, origin: 'https://evil.example' }, 'x'],
    [404, 'GET', '/nothing-here'],
    [404, 'GET', '/api/nothing-here'],
    [404, 'GET', '/evidence/%ff'],
    [405, 'DELETE', '/api/health'],
    [413, 'POST', '/acquirers/new', { origin: site }, 'x'.repeat(1_100_000)],
    [429, 'GET', `/api/assessments/${own.assessmentId}/report.pdf`, { cookie }],
  ];
  for (const [status, method, path, headers = {}, body] of asked) {
    const answer = await proxy.fetch(path, {
      method,
      headers,
      maxRedirects: 0,
      ...(body !== undefined && { data: Buffer.from(body) }),
    });
    const what = `${status} ${method} ${path}`;
    expect(answer.status(), what).toBe(status);
    expectSafe(answer.headers(), what);
  }
});

function expectSafe(headers: Record<string, string>, what: string): void {
  expect(headers['strict-transport-security'], what).toBe('max-age=31536000; includeSubDomains');
  expect(headers['x-content-type-options'], what).toBe('nosniff');
  // What Next answers by itself (a slash at the end) has no body that a policy could be about.
  if (headers.location !== '/dashboard') {
    expect(headers['content-security-policy'], what).toContain("frame-ancestors 'none'");
    expect(headers['cross-origin-resource-policy'], what).toBe('same-origin');
    expect(headers['referrer-policy'], what).toBe('same-origin');
  }
  for (const name of ['access-control-allow-origin', 'x-powered-by', 'server'])
    expect(headers, `${what}: ${name}`).not.toHaveProperty(name);
}

test('a defect in a page or a route shows a reference, and nothing of the inside', async ({
  organization,
}) => {
  const cookie = await cookieOf(organization);
  // What no form can save, and what no calendar knows: a query, a page and a route stumble over it.
  await rows(`UPDATE "Organization" SET "timeZone" = 'Canary/Nowhere' WHERE "id" = $1`, [
    organization.organizationId,
  ]);
  for (const [path, head] of [
    ['/schedule', {}],
    ['/dashboard', {}],
    ['/schedule', { rsc: '1' }],
    ['/api/evidence?query=a', {}],
  ] as const) {
    const answer = await proxy.get(path, { headers: { cookie, ...head } });
    const body = await answer.text();
    const what = `${path} ${JSON.stringify(head)}`;
    expect([200, 500], what).toContain(answer.status());
    if (!('rsc' in head)) expect(answer.status(), what).toBe(500);
    expectSafe(answer.headers(), what);
    expect(body, what).toMatch(
      path.startsWith('/api/') ? /administrator: [0-9a-f-]{36}/ : /digest|Reference/,
    );
    expect(body, what).not.toMatch(
      /Canary|RangeError|node_modules|\.js:\d|\/tmp\/|\bat \S+ \(|SELECT |Prisma/,
    );
  }
});

test('the session cookie is of this host alone, secure, hidden from scripts and not sent from elsewhere', async ({
  organization,
}) => {
  const { email, password } = organization.person;
  const csrf = await proxy.get('/api/auth/csrf');
  const given = (csrf.headers()['set-cookie'] ?? '').split(';')[0] ?? '';
  expect(given).toMatch(/^__Host-next-auth\.csrf-token=/);
  const { csrfToken } = await csrf.json();
  const fixed = '__Host-inplace.session=a-value-that-was-there-before';
  const answer = await proxy.post('/api/auth/callback/credentials', {
    headers: { origin: site, cookie: `${given}; ${fixed}` },
    form: { csrfToken, email, password, code: '', json: 'true' },
    maxRedirects: 0,
  });
  expect(answer.status(), await answer.text()).toBe(200);
  expect((await answer.json()).url, 'where it leads').toMatch(new RegExp(`^${site}`));
  const cookies = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
  const session = cookies
    .map(({ value }) => value)
    .find((value) => value.startsWith('__Host-inplace.session='));
  expect(session).toMatch(/; Path=\/;/);
  for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i]) expect(session).toMatch(attribute);
  expect(session).not.toMatch(/; Domain=/i);
  expect(session, 'a new one').not.toContain('a-value-that-was-there-before');
  for (const { value } of cookies) expect(value, 'every cookie').toMatch(/^__(Host|Secure)-.*; Secure/i);
});

const lies: Record<string, string>[] = [
  { host: 'evil.example' },
  { host: 'evil.example', 'x-forwarded-host': host },
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': `evil.example, ${host}` },
  { 'x-forwarded-proto': 'http', 'x-forwarded-port': '8080', 'x-forwarded-server': 'evil.example' },
  { forwarded: 'host=evil.example;proto=http', 'x-original-host': 'evil.example', 'x-host': 'evil.example' },
];

test('no name that a request brings along gets into a page, a redirect, a mail or a report', async ({
  organization,
}) => {
  const own = await seedRecords(organization, 'Heron');
  const cookie = await cookieOf(organization);
  for (const lie of lies) {
    for (const path of [
      '/sign-in',
      '/dashboard',
      '/dashboard/',
      '/assessments/%ff',
      '/forgotten-password',
      '/api/auth/csrf',
      '/api/v1/openapi.json',
      `/api/sign-on/${organization.organizationId}/callback?error=access_denied`,
    ]) {
      const answer = await proxy.get(path, { headers: lie, maxRedirects: 0 });
      const said = `${JSON.stringify(answer.headers())} ${await answer.text()}`;
      expect(said, `${path} ${JSON.stringify(lie)}`).not.toContain('evil.example');
    }
    const pdf = await proxy.get(`/api/assessments/${own.assessmentId}/report.pdf`, {
      headers: { ...lie, cookie },
    });
    expect((await pdf.body()).includes('evil.example')).toBe(false);
  }
  const { email } = organization.person;
  const ask = actionNamed('askResetAction', own);
  for (const lie of lies)
    await proxy.post(ask.path, {
      headers: { ...lie, origin: site, 'next-action': ask.id },
      multipart: multipartOf({ before: [null], form: { email } }),
      maxRedirects: 0,
    });
  await expect.poll(() => mailsTo(email).length, 'those that are let through').toBeGreaterThan(0);
  for (const mail of mailsTo(email)) {
    expect(mail).toContain(`${site}/new-password/`);
    expect(mail).not.toContain('evil.example');
  }
});

test('the server calls nobody whom a request names as its host', async ({ organization }) => {
  const own = await seedRecords(organization, 'Heron');
  const cookie = await cookieOf(organization);
  const { port } = listener.address() as AddressInfo;
  const named = `127.0.0.1:${port}`;
  for (const path of [
    '/assessments/%ff',
    '/dashboard',
    '/dashboard/',
    '/evidence/%E0%A4%A',
    '/_next/image?url=x&w=64&q=75',
  ])
    await proxy.get(path, { headers: { host: named, 'x-forwarded-host': named, cookie }, maxRedirects: 0 });
  const signOut = actionNamed('signOutAction', own);
  const context = await playwrightRequest.newContext({
    baseURL: server.baseUrl,
    extraHTTPHeaders: { host: named, 'x-forwarded-host': named, 'x-forwarded-proto': 'http', cookie },
  });
  const answer = await callAction(context, signOut, { before: [], form: {} }, `http://${named}`);
  await context.dispose();
  expect([200, 303, 403]).toContain(answer.status);
  expect(calls).toBe(0);
});
