import type { APIRequestContext, APIResponse } from '@playwright/test';
import { listActions, multipartOf, type ServerAction } from '../support/actions';
import { foreignHeads, sharedWith } from '../support/foreign';
import { instance } from '../support/instance';
import { type Organization, rows } from '../support/people';
import { seedRecords } from '../support/records';
import { type Method, routeRights } from '../support/rights';
import { expect, test } from '../support/test';
import { fingerprint } from '../support/walk/fingerprint';

/** Every row but the log, in which the refusals stand. */
const standing = async ({ organizationId }: Organization) =>
  (await fingerprint(organizationId)).filter((line) => !line.startsWith('Audit'));

/** One form, sent the way a page without scripts sends it, or as React's client does. */
function send(
  request: APIRequestContext,
  action: ServerAction,
  head: Record<string, string>,
  plain: boolean,
) {
  const form = { theme: 'dark' };
  return request.post(action.path, {
    headers: { ...head, ...(plain ? {} : { 'next-action': action.id, accept: 'text/x-component' }) },
    multipart: plain ? { [`$ACTION_ID_${action.id}`]: '', ...form } : multipartOf({ before: [null], form }),
    maxRedirects: 0,
  });
}

/** Refused for where it comes from: with our own words, before any action, or with the way to the sign-in. */
async function isRefused(answer: APIResponse): Promise<boolean> {
  const body = await answer.text();
  const isOurs = body.includes('"code":"FORBIDDEN"') && body.includes('did not come from a page of Inplace');
  return (
    isOurs || answer.status() === 403 || answer.headers().location === '/sign-in' || isSentToSignIn(answer)
  );
}

const isSentToSignIn = (answer: APIResponse) =>
  (answer.headers()['x-action-redirect'] ?? '').startsWith('/sign-in');

test('no action does anything for a request that no page of ours has sent', async ({
  context,
  organization,
}) => {
  test.setTimeout(300_000);
  const own = await seedRecords(organization, 'Heron');
  const before = await standing(organization);
  const wrong: string[] = [];
  const heads = Object.entries(foreignHeads());
  // A third of them for each action, in turns: half of those come as far as the action itself.
  for (const [index, action] of listActions(own).entries())
    for (const [what, head] of heads.filter((_, at) => at % 3 === index % 3)) {
      const answer = await send(context.request, action, head, false);
      if (!(await isRefused(answer))) wrong.push(`${action.name}, ${what}: ${answer.status()}`);
      if (sharedWith(answer.headers()).length > 0) wrong.push(`${action.name}, ${what}: shared`);
      if (answer.headers()['set-cookie']) wrong.push(`${action.name}, ${what}: a cookie`);
    }
  expect(wrong).toEqual([]);
  expect(await standing(organization)).toEqual(before);
});

test('an action that is called at the address of a page without it is refused there and does nothing', async ({
  context,
  organization,
}) => {
  const own = await seedRecords(organization, 'Heron');
  const before = await standing(organization);
  const { baseUrl } = instance();
  const actions = listActions(own);
  const ofPage = actions.filter(({ path }) => path === '/forgotten-password').map(({ id }) => id);
  expect(ofPage).toHaveLength(1);
  const wrong: string[] = [];
  for (const action of actions.filter(({ id }) => !ofPage.includes(id))) {
    const answer = await send(
      context.request,
      { ...action, path: '/forgotten-password' },
      { origin: baseUrl },
      false,
    );
    const mark = answer.headers()['x-nextjs-action-not-found'];
    if (answer.status() !== 409 || mark !== '1') wrong.push(`${action.name}: ${answer.status()}`);
  }
  expect(wrong).toEqual([]);
  expect(await standing(organization)).toEqual(before);
});

test('a form of another site signs nobody out and changes nothing', async ({ context, organization }) => {
  const own = await seedRecords(organization, 'Heron');
  const actions = listActions(own).filter(({ name }) => /^(signOut|setAppearance|switchOrg)/.test(name));
  const [signOut, ...others] = actions.toSorted((left) => (left.name === 'signOutAction' ? -1 : 1));
  if (!signOut || others.length !== 2) throw new Error('the actions of the frame are gone');
  const before = await standing(organization);
  for (const [what, head] of Object.entries(foreignHeads()))
    for (const action of [signOut, ...others]) {
      const answer = await send(context.request, action, head, true);
      expect(answer.headers()['set-cookie'], `${action.name}, ${what}`).toBeUndefined();
      expect(await standing(organization), `${action.name}, ${what}`).toEqual(before);
    }
  await send(context.request, signOut, { origin: instance().baseUrl }, true);
  expect(await standing(organization), 'the same from our own page works').not.toEqual(before);
});

test('no route changes anything for another site, in whatever way a form or a script sends it', async ({
  context,
  organization,
}) => {
  test.setTimeout(180_000);
  const own: Record<string, string> = await seedRecords(organization, 'Heron');
  const before = await standing(organization);
  const wrong: string[] = [];
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
  for (const { path, method } of changingRoutes(own)) {
    for (const [index, [what, head]] of Object.entries(foreignHeads()).entries()) {
      const type = types[index % 3] ?? '';
      const answer = await context.request.fetch(path, {
        method,
        headers: { ...head, 'content-type': type },
        data: Buffer.from('{"row":0,"version":0,"changes":{"finding":"IN_PLACE"}}'),
      });
      const body = await answer.text();
      if (answer.status() !== 403 || !body.includes('did not come from a page of Inplace'))
        wrong.push(`${method} ${path} as ${type}, ${what}: ${answer.status()}`);
      if (sharedWith(answer.headers()).length > 0) wrong.push(`${method} ${path}, ${what}: shared`);
    }
    const ours = { origin: instance().baseUrl, 'content-type': 'text/plain' };
    const same = await context.request.fetch(path, { method, headers: ours, data: Buffer.from('{') });
    expect(await same.text(), `${method} ${path} from our own page`).not.toContain('did not come from');
  }
  expect(wrong).toEqual([]);
  expect(await standing(organization)).toEqual(before);
});

test('no route lets pages of other sites read its answer, nor says that it would', async ({
  context,
  organization,
}) => {
  test.setTimeout(180_000);
  const own: Record<string, string> = await seedRecords(organization, 'Heron');
  const shared: string[] = [];
  const origins = ['https://evil.example', 'null', `http://evil.${new URL(instance().baseUrl).host}`];
  for (const [index, route] of Object.keys(routeRights).entries())
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await context.request.fetch(addressOf(route, own), {
        method,
        headers: { origin: origins[index % 3] ?? '', 'access-control-request-method': 'PATCH' },
        maxRedirects: 0,
      });
      if (sharedWith(answer.headers()).length > 0) shared.push(`${method} ${route}`);
    }
  expect(shared).toEqual([]);
});

test('another site signs nobody in: neither with its own password nor with a token of its own', async ({
  request,
  organization,
}) => {
  const { person } = organization;
  const sessions = () => rows('SELECT "id" FROM "Session" WHERE "userId" = $1', [person.userId]);
  const before = await sessions();
  for (const [what, head] of Object.entries(foreignHeads())) {
    const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
    const form = { csrfToken, email: person.email, password: person.password, code: '', json: 'true' };
    const answer = await request.post('/api/auth/callback/credentials', {
      form,
      headers: head,
      maxRedirects: 0,
    });
    expect(answer.status(), what).toBe(403);
    expect(answer.headers()['set-cookie'] ?? '', what).not.toContain('session');
  }
  const ours = { origin: instance().baseUrl };
  const unsaid = {
    email: person.email,
    password: person.password,
    code: '',
    csrfToken: 'f'.repeat(64),
    json: 'true',
  };
  const guessed = await request.post('/api/auth/callback/credentials', {
    form: unsaid,
    headers: ours,
    maxRedirects: 0,
  });
  expect(guessed.headers()['set-cookie'] ?? '', 'a token that this browser was not given').not.toContain(
    'inplace.session=ey',
  );
  expect(await sessions()).toEqual(before);
});

function changingRoutes(own: Record<string, string>): { path: string; method: Method }[] {
  const found = Object.entries(routeRights).flatMap(([route, methods]) =>
    typeof methods === 'string'
      ? []
      : (Object.keys(methods) as Method[])
          .filter((method) => method !== 'GET')
          .map((method) => ({ path: addressOf(route, own), method })),
  );
  expect(found.length).toBeGreaterThan(10);
  return found;
}

function addressOf(route: string, own: Readonly<Record<string, string>>): string {
  const fixed: Record<string, string> = {
    requirementNumber: '2.2.2',
    catalogueVersionId: 'pci-dss-4.0.1',
    principalNumber: '2',
    fileId: own.activityId ?? '',
  };
  return route.replace(/\[([^\]]+)\]/g, (_, name: string) => own[name] ?? fixed[name] ?? 'none');
}
