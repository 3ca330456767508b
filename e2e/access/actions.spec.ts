import { randomUUID } from 'node:crypto';
import { type Arguments, callAction, listActions, multipartOf } from '../support/actions';
import { makeOrganization, rows } from '../support/people';
import { type Records, seedRecords } from '../support/records';
import { expect, test } from '../support/test';
import { boundBefore, frameActions } from '../support/walk/calls';
import { fingerprint } from '../support/walk/fingerprint';

/** These need no input, so that nothing in it can be wrong: they do their work and are not called here. */
const needNoInput = new Set([
  'offerPasskeySignInAction',
  'openSampleAction',
  'signOutAction',
  'verifyAuditTrailAction',
]);

const operator = { not: '' };
const impossible = {
  id: '../../etc/passwd',
  name: 'Shop\u0000\u202egnp.exe',
  title: '',
  dueOn: '2026-02-31',
  performedOn: '0000-00-00',
  periodStart: '31.12.2026',
  version: '-1',
  role: 'ROOT',
  'values.__proto__.isAdmin': 'yes',
  'newLegalEntity.__proto__.polluted': 'yes',
  constructor: 'Function',
};

function hostileInputs(name: string, theirs: Records): (readonly [string, Arguments])[] {
  const bound = boundBefore(name);
  const before = (value: unknown) => [...Array(bound).fill(value), ...(frameActions.has(name) ? [] : [null])];
  return [
    ['nothing', { json: [] }],
    ['undefined', { json: Array(bound + 2).fill('$undefined') }],
    ['operator objects', { json: Array(bound + 2).fill(operator) }],
    ['lists', { json: Array(bound + 2).fill([[operator], 1e308, true]) }],
    ['an empty form', { before: before('$undefined'), form: {} }],
    ['an operator object as id', { before: before(operator), form: { id: JSON.stringify(operator) } }],
    ['impossible values and unknown fields', { before: before('../..'), form: impossible }],
    [
      'a field several times',
      { before: before(theirs.assessmentId), form: { id: ['1', '2'], 'name[]': ['a', 'b'] } },
    ],
  ];
}

test('INPUT-1: every action answers input that no page sends with words, and nothing changes', async ({
  context,
  organization,
}) => {
  test.setTimeout(300_000);
  const own = await seedRecords(organization, 'Heron');
  const other = await makeOrganization();
  const theirs = await seedRecords(other, 'Kestrel');
  const actions = listActions(own);
  expect(actions.length).toBeGreaterThan(50);
  const known = new Set(actions.map((action) => action.name));
  expect([...needNoInput, ...frameActions].filter((name) => !known.has(name))).toEqual([]);
  const before = await Promise.all([
    fingerprint(organization.organizationId),
    fingerprint(other.organizationId),
  ]);
  const wrong: string[] = [];
  for (const action of actions.filter(({ name }) => !needNoInput.has(name))) {
    for (const [what, input] of hostileInputs(action.name, theirs)) {
      const { status, body } = await callAction(context.request, action, input);
      const refused =
        status === 404 ||
        (status === 200 &&
          (frameActions.has(action.name) || /"ok":false,"code":"[A-Z_]+","message":"./.test(body)));
      if (!refused || body.includes('"ok":true')) wrong.push(`${action.name} with ${what}: ${status}`);
      if (body.includes('Kestrel')) wrong.push(`${action.name} with ${what} shows another organization`);
    }
    expect(await fingerprint(organization.organizationId), `${action.name} changed nothing`).toEqual(
      before[0],
    );
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(other.organizationId)).toEqual(before[1]);
});

/** The same without the log, in which the refusal itself stands. */
const changes = async (organizationId: string) =>
  (await fingerprint(organizationId)).filter((line) => !line.startsWith('Audit'));

test('INPUT-2: a request from another site, or from none, does nothing and leaves one event', async ({
  context,
  request,
  organization,
}) => {
  const own = await seedRecords(organization, 'Heron');
  const archive = listActions(own).find(({ name }) => name === 'archiveAcquirerAction');
  if (!archive) throw new Error('archiveAcquirerAction is gone');
  // One that no assessment names, so that nothing but the origin can be the reason.
  const acquirerId = randomUUID();
  await rows('INSERT INTO "Acquirer" ("organizationId", "id", "name") VALUES ($1, $2, $3)', [
    organization.organizationId,
    acquirerId,
    'Heron savings bank',
  ]);
  const before = await changes(organization.organizationId);
  const send = (origin: string | undefined) =>
    context.request.post(archive.path, {
      headers: { 'next-action': archive.id, ...(origin ? { origin } : {}) },
      multipart: multipartOf({ before: [null], form: { id: acquirerId } }),
      maxRedirects: 0,
    });
  for (const origin of ['https://evil.example', 'null', undefined]) {
    expect([200, 403, 500], `origin ${origin}`).toContain((await send(origin)).status());
    expect(await changes(organization.organizationId), `origin ${origin}`).toEqual(before);
  }
  const route = await context.request.post('/api/evidence', {
    headers: { origin: 'https://evil.example' },
    multipart: { title: 'Note' },
  });
  expect(route.status()).toBe(403);
  const told = () =>
    rows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'access.refused'`,
      [organization.organizationId],
    );
  await expect.poll(async () => (await told()).length, 'it leaves an event, and one alone').toBe(1);
  expect(JSON.parse((await told())[0]?.text ?? '')).toMatchObject({
    actor: { id: organization.person.userId, name: 'Ada Berger' },
    data: { site: 'https://evil.example', address: `action at ${archive.path}` },
  });
  const stranger = await request.post('/api/evidence', { headers: { origin: 'https://evil.example' } });
  expect(stranger.status(), 'who has no session is told nothing else').toBe(403);
  await callAction(context.request, archive, {
    before: [null],
    form: { id: acquirerId },
  });
  expect(await changes(organization.organizationId), 'the same from our own page works').not.toEqual(before);
});
