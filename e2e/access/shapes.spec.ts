import { get } from 'node:http';
import { plainPages, recordPages, recordRoutes } from '../support/addresses';
import { instance } from '../support/instance';
import { makeOrganization, rows } from '../support/people';
import { seedRecords } from '../support/records';
import { expect, test } from '../support/test';

type Shape = (path: string) => { path: string; headers?: Record<string, string> };

const proxied = 'proxy:proxy:proxy:proxy:proxy';

/** Ways around what stands in front of a page that Next has had, and some that other programs had. */
const shapes: Record<string, Shape> = {
  'as React asks': (path) => ({ path, headers: { rsc: '1' } }),
  'a prefetch': (path) => ({ path, headers: { rsc: '1', 'next-router-prefetch': '1' } }),
  'a part of the tree': (path) => ({
    path,
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  }),
  'the file of React': (path) => ({ path: `${path}.rsc` }),
  'the file of a part': (path) => ({ path: `${path}.segments/_tree.segment.rsc` }),
  'the file of the page': (path) => ({ path: `${path}.segments/_full.segment.rsc` }),
  'a question of the router': (path) => ({ path: `${path}?_rsc=abc12`, headers: { rsc: '1' } }),
  'data of the older router': (path) => ({
    path: `/_next/data/build${path}.json`,
    headers: { 'x-nextjs-data': '1' },
  }),
  'a request within': (path) => ({ path, headers: { 'x-middleware-subrequest': proxied } }),
  'a request within src': (path) => ({
    path,
    headers: { 'x-middleware-subrequest': 'src/middleware:src/middleware' },
  }),
  'an answer of the proxy': (path) => ({
    path: '/sign-in',
    headers: {
      'x-middleware-rewrite': path,
      'x-invoke-path': path,
      'x-matched-path': path,
      'x-nextjs-rewrite': path,
    },
  }),
  'another address inside': (path) => ({
    path: '/sign-in',
    headers: { 'x-original-url': path, 'x-rewrite-url': path },
  }),
  'a sign in numbers': (path) => ({
    path: path.replace(/^\/(.)/, (_, sign: string) => `/%${sign.charCodeAt(0).toString(16)}`),
  }),
  'two slashes': (path) => ({ path: `/${path}` }),
  'a way around': (path) => ({ path: `/sign-in/..${path}` }),
  'a hidden way around': (path) => ({ path: `/_next/static/..%2f..${path}` }),
  'in capitals': (path) => ({ path: path.toUpperCase() }),
  'a dot at the end': (path) => ({ path: `${path}/.` }),
  'an empty byte': (path) => ({ path: `${path}%00` }),
  'a parameter of the path': (path) => ({ path: `${path};.css` }),
  'a name of a script': (path) => ({ path: `${path}%2f..%2fa.js` }),
  'somebody’s own word of the way back': (path) => ({
    path,
    headers: { 'x-inplace-path': path, 'x-inplace-peer': '127.0.0.1' },
  }),
};

/** As it stands, without what a browser's parser would mend. */
function ask(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; cache: string; body: string }> {
  const { hostname, port } = new URL(instance().baseUrl);
  return new Promise((done, fail) => {
    // Each on a connection of its own: the server may close one that has waited while the next request is on its way.
    get({ hostname, port, path, headers, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, cache: answer.headers['cache-control'] ?? '', body }),
      );
    }).on('error', fail);
  });
}

test('no shape of a request gets a stranger past the sign-in, nor an answer that a cache would keep', async () => {
  test.setTimeout(120_000);
  const other = await makeOrganization();
  const theirs = await seedRecords(other, 'Kestrel');
  await rows('UPDATE "Organization" SET "name" = $2 WHERE "id" = $1', [other.organizationId, 'Kestrel Ltd']);
  const lists = plainPages
    .map(({ path }) => path)
    .filter((path) => /^\/(evidence|audit-log|dashboard|settings)$/.test(path));
  const records = recordPages(theirs).map(({ path }) => path.split('?')[0] ?? '');
  const wrong: string[] = [];
  for (const path of [
    ...lists,
    ...records.filter((_, index) => index % 4 === 0),
    ...recordRoutes(theirs).slice(4, 6),
  ])
    for (const [what, shape] of Object.entries(shapes)) {
      const { path: asked, headers } = shape(path);
      const { status, cache, body } = await ask(asked, headers);
      if (body.includes('Kestrel')) wrong.push(`${what} of ${path} shows it`);
      if (status >= 500) wrong.push(`${what} of ${path}: ${status}`);
      if (status === 200 && !/no-store|no-cache/.test(cache))
        wrong.push(`${what} of ${path} is kept: ${cache}`);
    }
  expect(wrong).toEqual([]);
});

test('what somebody sees is kept under no name of a file', async ({ context, organization }) => {
  const own = await seedRecords(organization, 'Heron');
  const page = `/assessments/${own.assessmentId}`;
  expect(await (await context.request.get(page)).text(), 'the page itself shows it').toContain('Heron');
  for (const shape of Object.values(shapes).slice(0, 8)) {
    const { path, headers } = shape(page);
    const answer = await context.request.get(path, { headers: headers ?? {}, maxRedirects: 0 });
    expect(answer.headers()['cache-control'], path).toMatch(/no-store/);
  }
});
