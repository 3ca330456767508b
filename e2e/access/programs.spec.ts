import { request as open } from 'node:http';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import type { z } from 'zod';
import { roles } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import type { Operation } from '@/lib/api/model/operation';
import { instance } from '../support/instance';
import { makeKey } from '../support/keys';
import { makeOrganization, rows } from '../support/people';
import { idsOfNothing } from '../support/records';
import { expect, test } from '../support/test';
import { programOperations, programRequest } from '../support/walk/calls-programs';
import { fingerprint } from '../support/walk/fingerprint';
import { type Ids, seedAll } from '../support/walk/records';

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
const nameOf = ({ method, path }: Operation) => `${method} ${path}`;
const freshTurns = () => rows(`DELETE FROM "RateLimit" WHERE "key" LIKE 'api-%' OR "key" LIKE 'export%'`);

function ask(
  request: APIRequestContext,
  operation: Operation,
  ids: Ids,
  token: string | null,
): Promise<APIResponse> {
  const { path, body } = programRequest(operation, ids);
  return request.fetch(path, {
    method: operation.method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && 'json' in body && { 'content-type': 'application/json' }),
    },
    ...(body && 'json' in body && { data: Buffer.from(JSON.stringify(body.json)) }),
    ...(body && 'multipart' in body && body),
    maxRedirects: 0,
  });
}

test('KEY-2: every address for programs answers each role’s key as the table of roles says, and nobody else', async ({
  context,
  request,
  organization,
}) => {
  test.setTimeout(300_000);
  const ids = await seedAll(organization, 'Heron');
  const wrong: string[] = [];
  const none = await makeKey(organization, organization.person, []);
  for (const operation of programOperations) {
    const what = nameOf(operation);
    // A session opens nothing there, and neither does nobody.
    for (const [who, from] of [
      ['a session', context.request],
      ['a stranger', request],
    ] as const) {
      const answer = await ask(from, operation, ids, null);
      if (answer.status() !== 401) wrong.push(`${what} by ${who}: ${answer.status()}`);
      if ((await answer.text()).includes('Heron')) wrong.push(`${what} by ${who} shows something`);
    }
    const answer = await ask(request, operation, ids, none);
    if (answer.status() !== 403) wrong.push(`${what} with a key for nothing: ${answer.status()}`);
    if (!answer.headers().ratelimit?.startsWith('"key";r=')) wrong.push(`${what} says no limits`);
    if (!answer.headers()['cache-control']?.includes('no-store')) wrong.push(`${what} may be kept`);
  }
  for (const role of roles) {
    const key = await makeKey(organization, await organization.addMember(role));
    for (const operation of programOperations) {
      await freshTurns();
      const { status, body } = await heard(await ask(request, operation, ids, key));
      const may = isAllowed(role, operation.permission) && isAllowed(role, 'api-key:hold');
      if (may ? status === 401 || status === 403 : status !== 403)
        wrong.push(`${nameOf(operation)} by ${role}: ${status} ${body.slice(0, 120)}`);
    }
  }
  expect(wrong).toEqual([]);
});

async function heard(answer: APIResponse): Promise<{ status: number; body: string }> {
  return { status: answer.status(), body: await answer.text() };
}

test('KEY-3: every operation of the description does what it says, answers in its form, and knows nothing of another organization', async ({
  request,
  organization,
}) => {
  test.setTimeout(300_000);
  const own = await seedAll(organization, 'Heron');
  const other = await makeOrganization();
  const theirs = await seedAll(other, 'Kestrel');
  const nothing = idsOfNothing(theirs);
  const key = await makeKey(organization, organization.person);
  const before = await fingerprint(other.organizationId);
  const wrong: string[] = [];
  for (const operation of programOperations) {
    await freshTurns();
    const foreign = await heard(await ask(request, operation, theirs, key));
    const unknown = await heard(await ask(request, operation, nothing, key));
    const plain = ({ status, body }: typeof foreign) => `${status} ${body.replace(UUID, 'ID')}`;
    const isAbout = operation.path.includes('[assessmentId]') || operation.path.includes('[evidenceId]');
    if (isAbout && plain(foreign) !== plain(unknown))
      wrong.push(`${nameOf(operation)}:\n  ${plain(foreign)}\n  ${plain(unknown)}`);
    if (isAbout && foreign.status < 400) wrong.push(`${nameOf(operation)} is done for another organization`);
    if (foreign.body.includes('Kestrel')) wrong.push(`${nameOf(operation)} shows something`);
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(other.organizationId)).toEqual(before);
  for (const operation of programOperations) {
    await freshTurns();
    const answer = await ask(request, operation, own, key);
    const what = nameOf(operation);
    if (typeof operation.answer === 'string') {
      expect(answer.status(), what).toBe(200);
      expect(answer.headers()['content-type'], what).toContain(operation.answer);
      continue;
    }
    const text = await answer.text();
    expect([operation.status ?? 200, operation.again], `${what}: ${text.slice(0, 300)}`).toContain(
      answer.status(),
    );
    const form = (operation.answer as z.ZodType).safeParse(JSON.parse(text));
    expect(form.error?.issues ?? [], what).toEqual([]);
  }
});

/** A request whose address is sent as it stands: no client of ours would. */
function raw(path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(instance().baseUrl);
  return new Promise((done, fail) => {
    const asking = open({ hostname, port, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on('end', () => done({ status: answer.statusCode ?? 0, body }));
    });
    asking.on('error', fail);
    asking.end();
  });
}

test('an address that is spelled oddly lets neither a session in among programs nor a key among people', async ({
  context,
  organization,
}) => {
  const key = await makeKey(organization, organization.person);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const spelled = (path: string) => [
    path,
    `/${path}`,
    path.replace('/api/', '/api//'),
    path.replace('/api/', '/API/'),
    path.replace('/api/', '/api/./'),
    path.replace('/api/', '/api/x/../'),
    path.replace('/api/', '/api/%2e/'),
    path.replace('/api/', '/api/x/%2e%2e/'),
    path.replace('/api/', '/api%2f'),
    path.replace('/api/', '/%61pi/'),
    path.replace('/api/', '/api\\'),
    path.replace('/v1/', '/V1/'),
    path.replace('/v1/', '/v1//'),
    path.replace('/v1/', '/v1%2f'),
    path.replace('/v1/', '/%76%31/'),
    path.replace('/v1/', '/v1;x/'),
    path.replace('/evidence', '/%65vidence'),
    path.replace('/evidence', '/evidence%2f'),
    path.replace('/evidence', '/evidence/.'),
    `${path}/`,
    `${path}/..%2fevidence`,
    `${path}%00`,
    `${path}.json`,
    `${path}?_rsc=1`,
  ];
  for (const path of spelled('/api/v1/evidence')) {
    const { body } = await raw(path, { cookie });
    expect(body, `${path} with a session`).not.toMatch(/"items":|"hits":/);
  }
  for (const path of spelled('/api/evidence')) {
    const { body } = await raw(path, { authorization: `Bearer ${key}`, cookie });
    expect(body, `${path} with a key`).not.toMatch(/"items":|"hits":/);
  }
  // What is meant is there all the same.
  expect((await raw('/api/v1/evidence', { authorization: `Bearer ${key}` })).body).toContain('"items":');
  expect((await raw('/api/evidence?query=a', { cookie })).body).toContain('"hits":');
});
