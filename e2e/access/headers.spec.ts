import { get, request as open } from 'node:http';
import { connect } from 'node:net';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { instance } from '../support/instance';
import { expect, test } from '../support/test';

const EVIL = 'https://evil.example';

/** What may be looked at besides: nothing of another site, of the program's inside, or without a type. */
function expectCommon(answer: APIResponse, what: string): void {
  const headers = answer.headers();
  expect(headers['x-content-type-options'], what).toBe('nosniff');
  expect(headers['cross-origin-resource-policy'], what).toBe('same-origin');
  for (const name of ['access-control-allow-origin', 'x-powered-by', 'server'])
    expect(headers, `${what}: ${name}`).not.toHaveProperty(name);
  if (headers.location === undefined || headers['content-type'] !== undefined)
    expect(headers['content-type'], what).toMatch(
      /^(text\/[a-z+-]+; charset=utf-8|application\/(json|javascript|scim\+json)(; charset=utf-8)?|image\/svg\+xml)$/i,
    );
}

type Asked = readonly [status: number, method: string, path: string, body?: string, type?: string];

const pages: readonly Asked[] = [
  [200, 'GET', '/sign-in'],
  [200, 'HEAD', '/sign-in'],
  [307, 'GET', '/dashboard'],
  [404, 'GET', '/nothing-here'],
  [404, 'GET', '/evidence/%ff'],
  [400, 'POST', '/acquirers/new', 'abc', 'multipart/form-data; boundary=x'],
  [413, 'POST', '/acquirers/new', 'x'.repeat(1_100_000), 'text/plain'],
];

const data: readonly Asked[] = [
  [200, 'GET', '/api/health'],
  [200, 'GET', '/api/v1/openapi.json'],
  [200, 'GET', '/api/auth/csrf'],
  [401, 'GET', '/api/evidence'],
  [401, 'GET', '/api/v1/evidence'],
  [401, 'GET', '/api/v1/nothing-here'],
  [401, 'GET', '/api/scim/v2/Users'],
  [403, 'POST', '/api/auth/callback/credentials', 'email=a', 'application/x-www-form-urlencoded'],
  [404, 'GET', '/api/auth/providers'],
  [404, 'GET', '/api/nothing-here'],
];

function ask(request: APIRequestContext, [, method, path, body, type]: Asked): Promise<APIResponse> {
  return request.fetch(path, {
    method,
    maxRedirects: 0,
    headers: { origin: EVIL, ...(type && { 'content-type': type }) },
    ...(body && { data: Buffer.from(body) }),
  });
}

test('every answer of a page has its headers, whatever its status', async ({ request, organization }) => {
  expect(organization.name, 'somebody is set up, else every page leads to the set-up').toMatch(/\w/);
  for (const asked of pages) {
    const answer = await ask(request, asked);
    const headers = answer.headers();
    const what = asked.slice(0, 3).join(' ');
    expect(answer.status(), what).toBe(asked[0]);
    expectCommon(answer, what);
    const policy = headers['content-security-policy'] ?? '';
    for (const part of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy, what).toContain(part);
    expect(policy, what).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{22,}' 'strict-dynamic'/);
    expect(policy, what).not.toContain('unsafe');
    expect(headers['referrer-policy'], what).toBe('same-origin');
    expect(headers['cross-origin-opener-policy'], what).toBe('same-origin');
    expect(headers['cache-control'], what).toMatch(/no-store/);
  }
});

test('every answer with data has its headers, whatever its status', async ({ request, organization }) => {
  expect(organization.name).toMatch(/\w/);
  for (const asked of data) {
    const answer = await ask(request, asked);
    const headers = answer.headers();
    const what = asked.slice(0, 3).join(' ');
    expect(answer.status(), what).toBe(asked[0]);
    expectCommon(answer, what);
    expect(headers['content-security-policy'], what).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers['referrer-policy'], what).toBe('same-origin');
    // The description of the program is the same for everybody.
    if (asked[2] !== '/api/v1/openapi.json')
      expect(headers['cache-control'], what).toMatch(/no-store|no-cache/);
  }
});

test('scripts and styles have theirs, and no page of somebody is kept under the name of one', async ({
  context,
  organization,
}) => {
  expect(organization.name).toMatch(/\w/);
  const page = await context.request.get('/dashboard');
  expect(page.headers()['cache-control']).toMatch(/no-store/);
  const assets = (await page.text()).match(/\/_next\/static\/[\w./-]+\.(?:js|css)/g) ?? [];
  expect(assets.length).toBeGreaterThan(3);
  for (const path of new Set(assets)) expectCommon(await context.request.get(path), path);
  for (const path of [
    '/dashboard/x.css',
    '/dashboard;.css',
    '/dashboard%2fx.js',
    '/settings/account/x.svg',
  ]) {
    const answer = await context.request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()['cache-control'], path).toMatch(/no-store/);
  }
});

test('the program, its settings, its sources and its folders are not served', async ({
  request,
  organization,
}) => {
  expect(organization.name).toMatch(/\w/);
  const { baseUrl } = instance();
  const page = await (await request.get('/sign-in')).text();
  const script = /\/_next\/static\/[\w./-]+\.js/.exec(page)?.[0];
  for (const path of [
    '/.git/HEAD',
    '/.git/config',
    '/.env',
    '/.env.production',
    '/package.json',
    '/package-lock.json',
    '/server.js',
    '/next.config.js',
    '/prisma/schema/organization.prisma',
    '/data/secrets',
    '/_next/',
    '/_next/static',
    '/_next/static/chunks',
    '/_next/server/app/page.js',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    `${script}.map`,
  ]) {
    const status = await new Promise((done, fail) => {
      get(`${baseUrl}${path}`, (answer) => {
        answer.resume();
        done(answer.statusCode);
      }).on('error', fail);
    });
    // Next takes a slash at the end away first.
    expect(path.endsWith('/') ? [404, 308] : [404], path).toContain(status);
  }
});

test('TRACE answers nothing of the request', async () => {
  const { hostname, port } = new URL(instance().baseUrl);
  for (const path of ['/', '/sign-in', '/api/health', '/_next/static/x.js']) {
    const { status, body } = await new Promise<{ status: number; body: string }>((done, fail) => {
      const asking = open(
        { hostname, port, path, method: 'TRACE', headers: { cookie: 'canary=4711' } },
        (answer) => {
          let body = '';
          answer.on('data', (chunk: Buffer) => {
            body += chunk.toString();
          });
          answer.on('end', () => done({ status: answer.statusCode ?? 0, body }));
        },
      );
      asking.on('error', fail);
      asking.end();
    });
    expect(status, path).toBeGreaterThanOrEqual(400);
    expect(body, path).not.toContain('canary');
  }
});

/** The first line that answers bytes as they stand. */
function firstLine(bytes: string): Promise<string> {
  const { hostname, port } = new URL(instance().baseUrl);
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('close', () => done(heard.split('\r\n', 1)[0] ?? ''));
    socket.on('error', fail);
  });
}

test('a request whose end can be read in two ways is refused', async () => {
  const head = 'POST /api/auth/callback/credentials HTTP/1.1\r\nHost: localhost\r\n';
  const second = 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n';
  for (const lengths of [
    'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'Content-Length: 5\r\nContent-Length: 6\r\n\r\n0\r\n\r\n',
    'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
    'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    'Content-Length: +5\r\n\r\n0\r\n\r\n',
    'Content-Length : 5\r\n\r\n0\r\n\r\n',
  ])
    expect(await firstLine(head + lengths + second), lengths).toMatch(/^HTTP\/1\.1 400 /);
});

test('what Next answers by itself is not sniffed either', async ({ request, organization }) => {
  expect(organization.name).toMatch(/\w/);
  const redirect = await request.get('/dashboard/', { maxRedirects: 0 });
  expect(redirect.status()).toBe(308);
  expect(redirect.headers()['x-content-type-options']).toBe('nosniff');
});
