import { randomUUID } from 'node:crypto';
import { type Arguments, callAction, listActions } from '../support/actions';
import { instance } from '../support/instance';
import { makeOrganization, rows } from '../support/people';
import { actionRights } from '../support/rights';
import { expect, test } from '../support/test';
import { actionCalls, frameActions } from '../support/walk/calls';
import { requestOf, routeCalls } from '../support/walk/calls-routes';
import { fingerprint, listTablesWith, withoutSessions } from '../support/walk/fingerprint';
import { seedAll } from '../support/walk/records';

/** These read the one field that they need and look at no other; the second sending of the same is no longer possible. */
const readOneField = new Set([
  ...frameActions,
  'archiveAcquirerAction',
  'archiveIntegrationAction',
  'archiveLegalEntityAction',
  'archiveMerchantIdAction',
  'archiveRiskAnalysisAction',
  'archiveServiceProviderAction',
  'openSampleAction',
  'proveDomainAction',
  'restoreAcquirerAction',
  'restoreIntegrationAction',
  'restoreLegalEntityAction',
  'restoreMerchantIdAction',
  'restoreRiskAnalysisAction',
  'restoreServiceProviderAction',
  'revokeInvitationAction',
  'verifyAuditTrailAction',
]);

/** These need no input: sent with whatever, they do their work, which is large or ends the session. */
const needNoInput = new Set(['openSampleAction', 'signOutAction', 'verifyAuditTrailAction']);

const MARK = randomUUID();
const DAY = '2003-03-03';

/** Fields that no page sends and that a careless command would store. */
function extrasOf(organizationId: string): Record<string, string> {
  return {
    role: 'ADMINISTRATOR',
    organizationId,
    isAdmin: `yes ${MARK}`,
    status: 'SIGNED',
    signedAt: `${DAY}T03:03:03Z`,
    version: '2003',
    createdById: MARK,
    id: MARK,
    hash: MARK.replaceAll('-', '').repeat(2),
  };
}

/** Names that would reach every object there is. What takes a form apart may drop them; the rest refuses them. */
const prototypes = ['__proto__', '__proto__.isAdmin', 'constructor', 'constructor.prototype.isAdmin'];

/** The fields and one more, which may be "__proto__". */
const withField = (fields: object, name: string, value: string): Record<string, string> =>
  Object.fromEntries([...Object.entries(fields), [name, value]]);

test('INPUT-5: a field that no page sends is refused or looked at by nobody, in every action and route, and never stored', async ({
  context,
  organization,
}) => {
  test.setTimeout(180_000);
  const own = await seedAll(organization, 'Heron');
  const bystander = await makeOrganization();
  const extras = Object.entries(extrasOf(bystander.organizationId));
  const before = withoutSessions(await fingerprint(organization.organizationId));
  const bystanderBefore = await fingerprint(bystander.organizationId);
  const wrong: string[] = [];
  const actions = listActions(own).filter(({ name }) => !needNoInput.has(name));
  // What reads one field does its work: last, so that what the others did can be told.
  for (const action of actions.filter(({ name }) => !readOneField.has(name))) {
    const input = actionCalls[action.name]?.(own);
    const fields = input && fieldsOf(input);
    if (!input || !fields) continue;
    for (const [name, value] of extras) {
      if (Object.hasOwn(fields, name)) continue;
      const { status, body } = await callAction(context.request, action, put(input, name, value));
      if (!body.includes('"code":"INVALID"'))
        wrong.push(`${action.name} with ${name}: ${status} ${body.slice(0, 200)}`);
    }
  }
  for (const name of Object.keys(routeCalls).filter((route) => !route.includes('/scim/'))) {
    const { method, path, body } = requestOf(name, own, { checklist: Buffer.from('none'), sealed: 'none' });
    if (body && 'headers' in body) continue;
    const fields = body && ('json' in body ? body.json : body.multipart);
    for (const [extra, value] of [...extras, ...prototypes.map((one) => [one, MARK] as const)]) {
      if (!body || !fields || Object.hasOwn(fields, extra)) continue;
      const changed = withField(fields, extra, value);
      const answer = await context.request.fetch(path, {
        method,
        headers: {
          origin: instance().baseUrl,
          ...('json' in body && { 'content-type': 'application/json' }),
        },
        ...('json' in body ? { data: Buffer.from(JSON.stringify(changed)) } : { multipart: changed }),
      });
      if (answer.status() !== 400) wrong.push(`${name} with ${extra}: ${answer.status()}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(withoutSessions(await fingerprint(organization.organizationId))).toEqual(before);

  for (const action of actions) {
    const input = actionCalls[action.name]?.(own);
    const fields = input && fieldsOf(input);
    if (!input || !fields) continue;
    const further = readOneField.has(action.name) ? extras : [];
    for (const [name, value] of [...further, ...prototypes.map((one) => [one, MARK] as const)])
      if (!Object.hasOwn(fields, name)) await callAction(context.request, action, put(input, name, value));
  }
  expect(await fingerprint(bystander.organizationId)).toEqual(bystanderBefore);
  for (const stored of [MARK, MARK.replaceAll('-', ''), DAY])
    expect(await listTablesWith(stored), `${stored} is kept nowhere`).toEqual([]);
  expect(await administratorsOf(organization.organizationId)).toEqual([organization.person.userId]);
  expect((await context.request.get('/dashboard')).status(), 'and the person is who they were').toBe(200);
  expect(Object.keys(actionRights)).toEqual(expect.arrayContaining([...readOneField]));
});

const administratorsOf = async (organizationId: string) =>
  (
    await rows<{ userId: string }>(
      `SELECT "userId" FROM "Membership" WHERE "organizationId" = $1 AND "role" = 'ADMINISTRATOR'`,
      [organizationId],
    )
  ).map(({ userId }) => userId);

/** The fields that an action is sent, where it is sent any. */
function fieldsOf(input: Arguments): object | null {
  if ('form' in input) return input.form;
  const [first] = input.json;
  return typeof first === 'object' && first !== null ? first : null;
}

function put(input: Arguments, name: string, value: string): Arguments {
  if ('form' in input) return { ...input, form: withField(input.form, name, value) };
  return { json: [withField(input.json[0] as object, name, value)] };
}
