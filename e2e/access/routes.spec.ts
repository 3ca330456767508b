import { randomUUID } from 'node:crypto';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { seedRecords } from '../support/records';
import { expect, test } from '../support/test';

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
  expect((await context.request.get('/evidence?q=%00')).status()).toBe(200);
  expect((await context.request.get('/api/evidence?query=a%00')).status()).toBe(200);
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
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const answer = await request.post('/api/auth/callback/credentials', {
    form: { csrfToken, email: 'a\u0000b@example.test', password: 'wrong', json: 'true' },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(401);
  expect(await answer.text()).not.toMatch(/byte sequence|UTF8/);
});
