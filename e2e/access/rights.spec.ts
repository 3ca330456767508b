import { roles } from '@/lib/access/model';
import { isAllowed, type Permission } from '@/lib/access/permissions';
import { callAction, listActions } from '../support/actions';
import { addressOf, pageRights } from '../support/addresses';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { seedRecords } from '../support/records';
import {
  actionRights,
  listBuilt,
  type Method,
  openPages,
  programRoutes,
  routeRights,
} from '../support/rights';
import { expect, test } from '../support/test';
import { actionCalls, boundBefore } from '../support/walk/calls';
import { routeCalls } from '../support/walk/calls-routes';

test('ACCESS-4: every page, route and action of the build stands in the tables that these tests walk', async ({
  request,
}) => {
  const pages = listBuilt('page').filter((page) => !openPages.includes(page));
  expect(pages, 'pages that no role is tried on').toEqual(Object.keys(pageRights).sort());
  expect(listBuilt('route')).toEqual([...Object.keys(routeRights), ...Object.keys(programRoutes)].sort());
  const actions = [...new Set(listActions({}).map(({ name }) => name))].sort();
  expect(actions).toEqual(Object.keys(actionRights).sort());
  expect(actions, 'actions that no stranger is tried on').toEqual(Object.keys(actionCalls).sort());
  const changing: string[] = [];
  // The framework knows what a route answers to.
  const methodsOf = async (route: string) => {
    const answer = await request.fetch(addressOf(route, {}), { method: 'OPTIONS' });
    return (answer.headers().allow ?? '').split(', ').filter((method) => !/HEAD|OPTIONS/.test(method));
  };
  for (const [route, methods] of Object.entries(programRoutes))
    expect((await methodsOf(route)).sort(), route).toEqual([...methods].sort());
  for (const [route, rights] of Object.entries(routeRights)) {
    const methods = await methodsOf(route);
    if (typeof rights === 'object') expect(methods.sort(), route).toEqual(Object.keys(rights).sort());
    if (rights !== 'ANYBODY')
      changing.push(...methods.filter((method) => method !== 'GET').map((method) => `${method} ${route}`));
  }
  expect(changing.sort(), 'routes that no stranger is tried on').toEqual(Object.keys(routeCalls).sort());
});

for (const role of roles) {
  test.describe(`rights of ${role}`, () => {
    test.use({ role });

    test(`ACCESS-5: ${role} may call the actions and routes of the role, and no other`, async ({
      context,
      organization,
    }) => {
      test.setTimeout(240_000);
      const own = await seedRecords(organization, 'Heron');
      const wrong: string[] = [];
      for (const action of listActions(own)) {
        const right = actionRights[action.name];
        if (!right || right === 'PERSON' || right === 'HALF' || right === 'ANYBODY') continue;
        const isMine = isAllowed(role, right);
        if (isMine && doAtOnce.has(action.name)) continue;
        const { status, body } = await callAction(context.request, action, {
          before: Array(boundBefore(action.name)).fill(own.assessmentId).concat([null]),
          form: {},
        });
        const refused = body.includes('"code":"FORBIDDEN"') || status === 404;
        if (refused === isMine || body.includes('"ok":true')) wrong.push(`${action.name} ${status}`);
      }
      for (const [route, methods] of Object.entries(routeRights)) {
        if (methods === 'ANYBODY') continue;
        if (methods === 'PROVISIONING') {
          const path = addressOf(route, {});
          const answer = await context.request.get(path);
          if (answer.status() !== 401) wrong.push(`GET ${path} ${answer.status()}`);
          continue;
        }
        for (const [method, rights] of Object.entries(methods) as [Method, readonly Permission[]][]) {
          const path = addressOf(route, own);
          const answer = await context.request.fetch(path, {
            method,
            headers: { origin: instance().baseUrl, 'content-type': 'application/json' },
            ...(method !== 'GET' && { data: Buffer.from('{}') }),
          });
          const refused = answer.status() === 403;
          if (refused === rights.every((right) => isAllowed(role, right)))
            wrong.push(`${method} ${path} ${answer.status()}`);
        }
      }
      expect(wrong).toEqual([]);
      const denied = await rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM "Response" WHERE "assessmentId" = $1 AND "finding" IS NOT NULL`,
        [own.assessmentId],
      );
      expect(denied).toEqual([{ n: 0 }]);
    });
  });
}

/** These need no input: whoever may would change something by the call alone. */
const doAtOnce = new Set(['openSampleAction', 'verifyAuditTrailAction']);
