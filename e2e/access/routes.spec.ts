import { randomUUID } from 'node:crypto';
import { get, type IncomingHttpHeaders, request as open } from 'node:http';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { seedRecords } from '../support/records';
import { expect, test } from '../support/test';

/** A form of 2 MB that does not say how long it is. */
function sendEndless(path: string): Promise<number | undefined> {
  const { hostname, port, origin } = new URL(instance().baseUrl);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
  return new Promise((done, fail) => {
    const sending = open({ hostname, port, path, method: 'POST', headers }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    // The server may hang up before all of it is taken.
    sending.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') fail(error);
    });
    for (let piece = 0; piece < 32; piece += 1) sending.write(Buffer.alloc(64 * 1024, 'a'));
    sending.end();
  });
}

/** As it stands: a browser's own address parser would mend or refuse it. */
function rawGet(path: string): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  const { hostname, port } = new URL(instance().baseUrl);
  return new Promise((done, fail) => {
    get({ hostname, port, path }, (answer) => {
      answer.resume();
      done({ status: answer.statusCode, headers: answer.headers });
    }).on('error', fail);
  });
}

test('INPUT-3: addresses and bodies that no page sends are refused with words, never with a defect', async ({
  context,
  organization,
}) => {
  const { assessmentId } = await seedRecords(organization, 'Heron');
  const assessment = `/api/assessments/${assessmentId}`;
  const evil = '2.2.2%00';
  const json = { 'content-type': 'application/json', origin: instance().baseUrl };
  const requests: [string, string, string?][] = [
    ['GET', `${assessment}/responses/${evil}`],
    ['GET', `${assessment}/responses/..%2f..%2fetc`],
    ['GET', `/api/assessments/${randomUUID()}/responses`],
    ['GET', '/api/assessments/__proto__/responses'],
    ['GET', `${assessment}/requirements/${evil}/evidence`],
    ['GET', '/api/evidence/not-an-id/files/neither'],
    ['PATCH', `${assessment}/responses/${evil}`, '{"row":0,"version":0,"changes":{}}'],
    ['PATCH', `${assessment}/responses/2.2.2`, '{"row":0,'],
    ['PATCH', `${assessment}/responses/2.2.2`, 'null'],
    [
      'PATCH',
      `${assessment}/responses/2.2.2`,
      '{"row":{"gt":0},"version":0,"changes":{"finding":"IN_PLACE"}}',
    ],
    ['PATCH', `${assessment}/responses/2.2.2`, '{"row":0,"version":0,"changes":{"finding":"YES"}}'],
    ['PATCH', `${assessment}/responses/2.2.2`, '{"row":0,"version":0,"changes":{"isAdmin":true}}'],
    ['PATCH', `${assessment}/responses/2.2.2`, '{"row":0,"version":0,"changes":{"planDueOn":"2026-02-31"}}'],
    ['POST', `${assessment}/requirements/${evil}/evidence`, '{}'],
    ['DELETE', `${assessment}/requirements/${evil}/evidence`, '{}'],
    ['GET', `${assessment}/requirements/${evil}/comments`],
    ['GET', `${assessment}/requirements/2.2.2/comments?before=%00`],
    ['GET', `${assessment}/requirements/${evil}/comments/readers`],
    ['POST', `${assessment}/requirements/2.2.2/comments`, '{"commentId":{"gt":""},"text":{"not":""}}'],
    ['PATCH', `${assessment}/requirements/2.2.2/comments`, '{"what":"DELETE"}'],
    ['GET', `/api/palette?query=${'x'.repeat(10_000)}`],
    ['GET', '/api/palette?query=a&assessment=%00'],
  ];
  const before = await rows('SELECT * FROM "Response" WHERE "assessmentId" = $1 ORDER BY "requirementKey"', [
    assessmentId,
  ]);
  for (const [method, path, body] of requests) {
    const answer = await context.request.fetch(path, {
      method,
      headers: json,
      ...(body && { data: Buffer.from(body) }),
    });
    expect([400, 404], `${method} ${path} ${body ?? ''}: ${answer.status()}`).toContain(answer.status());
    expect(await answer.json(), `${method} ${path}`).toMatchObject({
      code: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(/\w/),
    });
  }
  for (const path of [
    '/evidence/%E0%A4%A',
    '/assessments/%ff',
    '/catalogue/%',
    '/api/assessments/%ff/report.pdf',
  ]) {
    const answer = await rawGet(path);
    expect(answer.status, path).toBe(404);
    expect(answer.headers['content-security-policy'], path).toContain("default-src 'self'");
    expect(answer.headers['x-content-type-options'], path).toBe('nosniff');
  }
  const tooLong = { data: Buffer.alloc(1_100_000, 'x'), headers: { ...json, 'next-action': '0'.repeat(42) } };
  const long = await context.request.post('/acquirers/new', tooLong);
  expect(long.status()).toBe(413);
  expect(await long.text()).toContain('more than 1 MB');
  const broken = { data: 'abc', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
  const incomplete = await context.request.post('/acquirers/new', broken);
  expect(incomplete.status()).toBe(400);
  expect(await incomplete.text()).toContain('arrived incomplete');
  const cutOff = await context.request.post('/acquirers/new', {
    data: Buffer.from('["a'),
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'next-action': '0'.repeat(42) },
  });
  expect(cutOff.status()).toBe(400);
  expect(await cutOff.text()).toContain('arrived incomplete');
  for (const path of [
    '/evidence?from=2026-99-99_01a223f3-ac74-718e-a013-99f8a4c904a7',
    '/audit-log?subject=evidence:%00&person=%00&query=%00',
    '/schedule?owner=%00',
  ])
    expect((await context.request.get(path)).status(), path).toBe(200);
  expect((await context.request.get('/evidence?q=%00')).status()).toBe(200);
  expect((await context.request.get('/api/evidence?query=a%00')).status()).toBe(200);
  expect((await context.request.get('/api/palette?query=a%00%ff')).status()).toBe(200);
  const after = await rows('SELECT * FROM "Response" WHERE "assessmentId" = $1 ORDER BY "requirementKey"', [
    assessmentId,
  ]);
  expect(after).toEqual(before);
});

test('a broken cookie is no cookie, and only what the sign-in form needs of next-auth is served', async ({
  request,
}) => {
  const unknown = await request.get('/api/nope');
  expect(unknown.status()).toBe(404);
  expect(unknown.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  const cookie = 'inplace.session=%E0%A4%A; __Host-inplace.session=%E0%A4%A';
  expect((await request.get('/api/evidence', { headers: { cookie } })).status()).toBe(401);
  for (const path of ['signout', 'signin', 'providers', 'verify-request', 'error'])
    expect((await request.get(`/api/auth/${path}`)).status(), path).toBe(404);
  for (const [method, path] of [
    ['POST', 'csrf'],
    ['POST', 'session'],
    ['GET', 'callback/credentials'],
  ] as const)
    expect((await request.fetch(`/api/auth/${path}`, { method })).status(), `${method} ${path}`).toBe(404);
  expect((await request.get('/api/auth/csrf?callbackUrl=%00')).status()).toBe(200);
  const elsewhere = 'next-auth.callback-url=%1b[31mx%0aFORGED; __Secure-next-auth.callback-url=garbage';
  expect((await request.get('/api/auth/csrf', { headers: { cookie: elsewhere } })).status()).toBe(200);
  const signIn = '/api/auth/callback/credentials';
  const large = { email: 'a@example.test', password: 'x'.repeat(20_000) };
  for (const [status, options] of [
    [400, { data: '{', headers: { 'content-type': 'application/json', origin: instance().baseUrl } }],
    [403, { form: { email: 'a@example.test' }, headers: { origin: 'https://evil.example' } }],
    [403, { form: { email: 'a@example.test' } }],
    [413, { form: large, headers: { origin: instance().baseUrl } }],
  ] as const) {
    const answer = await request.post(signIn, options);
    expect(answer.status(), JSON.stringify(options).slice(0, 80)).toBe(status);
    expect(await answer.json()).toMatchObject({ message: expect.stringMatching(/\w/) });
  }
  expect(await sendEndless(signIn)).toBe(413);
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const answer = await request.post('/api/auth/callback/credentials', {
    form: { csrfToken, email: 'a\u0000b@example.test', password: 'wrong', json: 'true' },
    headers: { origin: instance().baseUrl },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(401);
  expect(await answer.text()).not.toMatch(/byte sequence|UTF8/);
});

test('INPUT-4: exports, uploads and searches have a limit per person and per organization, and say when to come back', async ({
  context,
  organization,
}) => {
  const { assessmentId } = await seedRecords(organization, 'Heron');
  const colleague = await organization.addMember('COMPLIANCE_OFFICER');
  const { organizationId, person } = organization;
  const exhaust = (key: string, points: number) =>
    rows(
      `INSERT INTO "RateLimit" ("key", "points", "expire") VALUES ($1, $2, (extract(epoch FROM now()) * 1000)::bigint + 60000)
       ON CONFLICT ("key") DO UPDATE SET "points" = excluded."points", "expire" = excluded."expire"`,
      [key, points],
    );
  const exported = () => context.request.get(`/api/assessments/${assessmentId}/report.pdf`);
  expect((await exported()).status()).toBe(200);
  await exhaust(`export:${organizationId}/${person.userId}`, 60);
  const refused = await exported();
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
  expect((await context.request.get('/api/evidence?query=a')).status(), 'searching is another').toBe(200);
  await organization.signIn(context, colleague);
  expect((await exported()).status(), 'a colleague has turns of their own').toBe(200);
  await exhaust(`export-organization:${organizationId}`, 300);
  expect((await exported()).status(), 'but not beyond those of the organization').toBe(429);
  const post = () =>
    context.request.post('/api/evidence', {
      headers: { origin: instance().baseUrl },
      multipart: { title: 'Note', file: { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') } },
    });
  const { evidenceId } = await (await post()).json();
  const [stored] = await rows<{ id: string }>(`SELECT "id" FROM "EvidenceFile" WHERE "evidenceId" = $1`, [
    evidenceId,
  ]);
  const file = () => context.request.get(`/api/evidence/${evidenceId}/files/${stored?.id}`);
  expect((await file()).status()).toBe(200);
  await exhaust(`file:${organizationId}/${colleague.userId}`, 600);
  expect((await file()).status(), 'files are not carried away one by one').toBe(429);
  await exhaust(`upload:${organizationId}/${colleague.userId}`, 120);
  expect((await post()).status()).toBe(429);
});
