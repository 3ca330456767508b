import type { APIRequestContext } from '@playwright/test';
import { isAllowed, keyPermissions } from '@/lib/access/permissions';
import { type Arguments, callAction, listActions, type ServerAction } from '../support/actions';
import { instance } from '../support/instance';
import { makeOrganization, rows } from '../support/people';
import { idsOfNothing } from '../support/records';
import { actionRights } from '../support/rights';
import { expect, test } from '../support/test';
import { actionCalls, frameActions, idsIn } from '../support/walk/calls';
import { type Given, requestOf, routeCalls } from '../support/walk/calls-routes';
import { fingerprint, withoutLog, withoutSessions } from '../support/walk/fingerprint';
import { type Ids, seedAll, shownHashes } from '../support/walk/records';

type Answer = { status: number; body: string; to?: string };

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

/**
 * An answer without the ids in it, to be compared with another. Of an action that gave the browser a new session what it
 * said or where it led, not the page that came with it.
 */
function plain({ status, body, to = '' }: Answer): string {
  const said = to || (/\{"ok":[^\n]*/.exec(body)?.[0] ?? body);
  return `${status} ${said}`.replace(UUID, 'ID');
}

/**
 * Whether an action did what it was asked: it says so, or leads on to the next page. What shares answers names what it left
 * instead of refusing all of it.
 */
const isDone = ({ body, to = '' }: Answer) =>
  to !== '' || (body.includes('"ok":true') && !body.includes('"shared":[]'));

const given: Given = { checklist: Buffer.from('none'), sealed: 'none' };

/** Sends what a page, a program (`token`) or an identity provider would send. */
async function send(
  request: APIRequestContext,
  name: string,
  ids: Ids,
  { token, made = given }: { token?: string | undefined; made?: Given } = {},
): Promise<Answer> {
  const { method, body, ...asked } = requestOf(name, ids, made);
  // Where programs ask, the browser does not, and the other way round.
  const isProgram = token?.startsWith('inp_') && !token.startsWith('inp_scim_');
  const path = isProgram ? asked.path.replace('/api/', '/api/v1/') : asked.path;
  const type = path.startsWith('/api/scim/') ? 'application/scim+json' : 'application/json';
  const answer = await request.fetch(path, {
    method,
    headers: {
      origin: instance().baseUrl,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && 'json' in body && { 'content-type': type }),
      ...(body && 'headers' in body && body.headers),
    },
    ...(body && 'json' in body && { data: Buffer.from(JSON.stringify(body.json)) }),
    ...(body && 'multipart' in body && body),
    maxRedirects: 0,
  });
  return { status: answer.status(), body: await answer.text() };
}

const changingRoutes = Object.keys(routeCalls);

function call(request: APIRequestContext, action: ServerAction, ids: Ids) {
  return callAction(request, action, actionCalls[action.name]?.(ids) as Arguments);
}

for (const who of ['a stranger', 'somebody who gave no more than the password'] as const) {
  test(`ACCESS-7: ${who} is refused by every action and every route that changes something`, async ({
    context,
  }) => {
    test.setTimeout(120_000);
    const theirs = await makeOrganization();
    const ids = await seedAll(theirs, 'Kestrel');
    const isHalf = who !== 'a stranger';
    if (isHalf) {
      await rows('UPDATE "Organization" SET "secondFactorRequired" = true WHERE "id" = $1', [
        theirs.organizationId,
      ]);
      await theirs.signIn(context, theirs.person);
      await rows('UPDATE "Session" SET "secondFactorAt" = NULL WHERE "userId" = $1', [theirs.person.userId]);
    }
    const before = await fingerprint(theirs.organizationId);
    const wrong: string[] = [];
    for (const action of listActions(ids)) {
      const right = actionRights[action.name];
      // A wrong code is counted, which is a change: what these take and refuse is walked by MFA-1 and those beside it.
      if (right === 'HALF' && isHalf) continue;
      const answer = await call(context.request, action, ids);
      const isRefused = frameActions.has(action.name)
        ? answer.to.startsWith('/sign-in;')
        : answer.body.includes('"code":"UNAUTHENTICATED"');
      if (right !== 'ANYBODY' && !isRefused)
        wrong.push(`${action.name} ${answer.status} ${answer.body.slice(0, 200)}`);
      if (answer.body.includes('Kestrel')) wrong.push(`${action.name} shows something`);
    }
    for (const name of changingRoutes) {
      const answer = await send(context.request, name, ids);
      if (answer.status !== 401) wrong.push(`${name} ${answer.status}`);
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(theirs.organizationId)).toEqual(before);
  });
}

/** About each id of a call that names several: one of another organization among one's own; and one that nothing has. */
function mixed(
  asked: readonly (keyof Ids)[],
  own: Ids,
  theirs: Ids,
  nothing: Ids,
): (readonly [string, Ids, Ids])[] {
  if (asked.length < 2) return [];
  return asked.map((name) => [
    `${name} of another organization`,
    { ...own, [name]: theirs[name] },
    { ...own, [name]: nothing[name] },
  ]);
}

test('ACCESS-8: what another organization has answers every action like what never existed, alone and among one’s own, and nothing changes', async ({
  context,
  organization,
}) => {
  test.setTimeout(600_000);
  const own = await seedAll(organization, 'Heron');
  const other = await makeOrganization();
  const theirs = await seedAll(other, 'Kestrel');
  const nothing = idsOfNothing(theirs);
  const actions = listActions(own).filter(({ name }) => actionRights[name] !== 'ANYBODY');
  const before = await fingerprint(other.organizationId);
  const ownBefore = withoutSessions(await fingerprint(organization.organizationId));
  const wrong: string[] = [];
  for (const action of actions) {
    const asked = idsIn((ids) => actionCalls[action.name]?.(ids), own);
    if (asked.length === 0) continue;
    const tries = [
      ['all of another organization', theirs, nothing] as const,
      ...mixed(asked, own, theirs, nothing),
    ];
    for (const [what, foreign, unknown] of tries) {
      await freshTurns();
      const answer = await call(context.request, action, foreign);
      const none = await call(context.request, action, unknown);
      if (!frameActions.has(action.name) && isDone(answer)) wrong.push(`${action.name} with ${what} is done`);
      if (plain(answer) !== plain(none))
        wrong.push(`${action.name} with ${what}:\n  ${plain(answer)}\n  ${plain(none)}`);
      if (answer.body.includes('Kestrel')) wrong.push(`${action.name} with ${what} shows something`);
    }
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(other.organizationId)).toEqual(before);
  expect(withoutSessions(await fingerprint(organization.organizationId))).toEqual(ownBefore);

  await test.step('with one’s own, every one of these requests is one that a page sends', async () => {
    const refused: string[] = [];
    const about = actions.filter(({ name }) => idsIn((ids) => actionCalls[name]?.(ids), own).length > 0);
    const shown = { ...own, ...(await shownHashes(context.request, own)) };
    // An action that stands in two bundles of the build is one.
    const once = new Map(about.map((action) => [action.name, action]));
    for (const action of inOrder([...once.values()])) {
      const answer = await call(context.request, action, shown);
      if (!isDone(answer) && !(action.name in refusedForItself))
        refused.push(`${action.name} ${plain(answer).slice(0, 300)}`);
    }
    expect(refused).toEqual([]);
  });
});

/** Refused with one's own ids too, and why nothing here can make them succeed. */
const refusedForItself: Readonly<Record<string, string>> = {
  findElsewhereAction:
    'it finds what is in another organization of the same person, who has one here: ACCESS-11',
  proveDomainAction: 'the record would have to stand in the domain name system',
  vouchForDomainAction: 'it takes a server on which no other organization is, and here are two',
};

/** What makes comes first, then what ends; what changes who one is or where one works, last. */
function inOrder(actions: readonly ServerAction[]): ServerAction[] {
  const rankOf = ({ name }: ServerAction) => {
    if (/^(switchOrganization|removeSample)Action/.test(name)) return 2;
    return /^(archive|changeQuestionnaire|changeRole|end|remove|restore|unlink)/.test(name) ? 1 : 0;
  };
  return [...actions].sort((left, right) => rankOf(left) - rankOf(right));
}

test('ACCESS-9: what another organization has answers every route that changes something like what never existed, for a person, a key and an identity provider', async ({
  context,
  playwright,
  organization,
}) => {
  test.setTimeout(600_000);
  const own = await seedAll(organization, 'Heron');
  const other = await makeOrganization();
  const theirs = await seedAll(other, 'Kestrel');
  const nothing = idsOfNothing(theirs);
  const tokenOf = async (name: string, input: Arguments) => {
    const action = listActions(own).find((one) => one.name === name);
    if (!action) throw new Error(`${name} is gone`);
    return /"token":"([^"]+)"/.exec((await callAction(context.request, action, input)).body)?.[1];
  };
  const password = organization.person.password;
  const permissions = keyPermissions.filter((permission) => isAllowed('ADMINISTRATOR', permission));
  const key = await tokenOf('makeKeyAction', {
    before: [null],
    form: { name: 'Walk', 'permissions[]': permissions, days: '7', password },
  });
  const provisioning = await tokenOf('makeTokenAction', { before: [null], form: { password } });
  expect([key, provisioning]).toEqual([expect.stringMatching(/^inp_/), expect.stringMatching(/^inp_scim_/)]);
  const checklist = await context.request.get(`/api/assessments/${own.assessmentId}/checklist.csv`);
  const ownFile = { checklist: await checklist.body(), sealed: '' };
  const preview = await send(context.request, 'POST /api/assessments/[assessmentId]/checklist-import', own, {
    made: ownFile,
  });
  const made = { ...ownFile, sealed: JSON.parse(preview.body).sealed as string };

  const before = await fingerprint(other.organizationId);
  const ownStanding = async () => withoutLog(withoutSessions(await fingerprint(organization.organizationId)));
  const ownBefore = await ownStanding();
  const logged = () =>
    rows<{ sequence: string; type: string }>(
      'SELECT "sequence"::text, "type" FROM "AuditEvent" WHERE "organizationId" = $1',
      [organization.organizationId],
    );
  const loggedBefore = new Set((await logged()).map(({ sequence }) => sequence));
  const wrong: string[] = [];
  const program = await playwright.request.newContext({ baseURL: instance().baseUrl });
  for (const name of changingRoutes) {
    const asked = idsIn((ids) => requestOf(name, ids, made), own);
    if (asked.length === 0) continue;
    const ways = name.includes('/scim/')
      ? [['an identity provider', program, provisioning] as const]
      : [['a person', context.request, undefined] as const, ['a program', program, key] as const];
    const tries = [
      ['all of another organization', theirs, nothing] as const,
      ...mixed(asked, own, theirs, nothing),
    ];
    for (const [who, request, token] of ways)
      for (const [what, foreign, unknown] of tries) {
        const answer = await send(request, name, foreign, { token, made });
        const none = await send(request, name, unknown, { token, made });
        if (answer.status < 400) wrong.push(`${name} by ${who} with ${what} is done`);
        if (plain(answer) !== plain(none))
          wrong.push(`${name} by ${who} with ${what}:\n  ${plain(answer)}\n  ${plain(none)}`);
        if (answer.body.includes('Kestrel')) wrong.push(`${name} by ${who} with ${what} shows something`);
      }
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(other.organizationId)).toEqual(before);
  expect(await ownStanding()).toEqual(ownBefore);
  const fresh = (await logged()).filter(({ sequence }) => !loggedBefore.has(sequence));
  // What takes a person refuses a key, which the log tells; of one's own it tells nothing else.
  expect([...new Set(fresh.map(({ type }) => type))]).toEqual(['access.denied']);

  await test.step('with one’s own, every one of these requests is one that is sent', async () => {
    const refused: string[] = [];
    for (const name of [...changingRoutes].sort((left, right) => rank(left) - rank(right))) {
      const token = name.includes('/scim/') ? provisioning : undefined;
      const answer = await send(token ? program : context.request, name, own, { token, made });
      if (answer.status >= 400 && !leadNowhere.has(name))
        refused.push(`${name} ${answer.status} ${answer.body.slice(0, 300)}`);
    }
    expect(refused).toEqual([]);
  });
  await program.dispose();
});

/** No address of the standard, and uploads of which the walk has none. */
const leadNowhere = new Set([
  'POST /api/scim/v2/[...other]',
  'POST /api/evidence-requests/[requestId]/answer',
  'PATCH /api/evidence/uploads/[uploadId]',
  'DELETE /api/evidence/uploads/[uploadId]',
]);

/** Joint changes have so many turns a minute: more than a person needs, fewer than this walk. */
const freshTurns = () => rows(`DELETE FROM "RateLimit" WHERE "key" LIKE 'joint%'`);

const rank = (name: string) => (name.startsWith('DELETE') ? 1 : 0);
