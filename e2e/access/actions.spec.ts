import { type Arguments, callAction, listActions } from '../support/actions';
import { makeOrganization, type Organization, rows } from '../support/people';
import { type Records, seedRecords } from '../support/records';
import { expect, test } from '../support/test';

/** Arguments that a page binds before the form: an id, and for the sign-off the part of the form. */
const boundArguments: Record<string, number> = {
  changeAcquirerAction: 1,
  changeAssessmentAction: 1,
  changeIntegrationAction: 1,
  changeLegalEntityAction: 1,
  changeServiceProviderAction: 1,
  recordSubmissionAction: 1,
  signAttestationAction: 1,
  preparePartAction: 2,
};

/**
 * These sit in the frame of every page: they take the form first (the others take the previous answer before it) and
 * answer with a page instead of words.
 */
const formFirst = new Set(['setAppearanceAction', 'signOutAction', 'switchOrganizationAction']);

/** These need no input, so that nothing in it can be wrong: they do their work and are not called here. */
const needNoInput = new Set(['openSampleAction', 'signOutAction', 'verifyAuditTrailAction']);

/** Without any field it means all other sessions. */
const emptyIsFine = new Set(['revokeSessionsAction']);

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
  const bound = boundArguments[name] ?? 0;
  const before = (value: unknown) => [...Array(bound).fill(value), ...(formFirst.has(name) ? [] : [null])];
  const foreignIds = {
    id: theirs.integrationId,
    organizationId: theirs.integrationId,
    membershipId: theirs.integrationId,
    invitationId: theirs.integrationId,
    sessionId: theirs.integrationId,
  };
  const foreign = Object.entries(foreignIds).map(([field, id]): [string, Arguments] => [
    `an id of another organization as ${field}`,
    { before: before(theirs.assessmentId), form: { [field]: id } },
  ]);
  return [
    ['nothing', { json: [] }],
    ['undefined', { json: Array(bound + 2).fill('$undefined') }],
    ['operator objects', { json: Array(bound + 2).fill(operator) }],
    ['lists', { json: Array(bound + 2).fill([[operator], 1e308, true]) }],
    ...(emptyIsFine.has(name)
      ? []
      : [['an empty form', { before: before('$undefined'), form: {} }] as const]),
    ['an operator object as id', { before: before(operator), form: { id: JSON.stringify(operator) } }],
    ['impossible values and unknown fields', { before: before('../..'), form: impossible }],
    [
      'a field several times',
      { before: before(theirs.assessmentId), form: { id: ['1', '2'], 'name[]': ['a', 'b'] } },
    ],
    ...foreign,
  ];
}

/** Every row of an organization, as one text per table. */
async function fingerprint({ organizationId, person }: Organization): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'organizationId' AND table_name <> 'Session' ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const parts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::text || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS rows FROM "${name}" t WHERE "organizationId" = $1`,
  );
  const found = await rows<{ name: string; rows: string }>(
    `${parts.join(' UNION ALL ')}
     UNION ALL SELECT 'Organization', md5(t::text) FROM "Organization" t WHERE "id" = $1
     UNION ALL SELECT 'Sessions', string_agg("id"::text || "organizationId"::text || coalesce("revokedAt"::text, ''), '' ORDER BY "id") FROM "Session" WHERE "userId" = '${person.userId}'
     UNION ALL SELECT 'User', md5("name" || "passwordHash") FROM "User" WHERE "id" = '${person.userId}'`,
    [organizationId],
  );
  return found.map((row) => `${row.name} ${row.rows}`);
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
  expect(
    [...needNoInput, ...formFirst, ...Object.keys(boundArguments)].filter((name) => !known.has(name)),
  ).toEqual([]);
  const before = await Promise.all([fingerprint(organization), fingerprint(other)]);
  const wrong: string[] = [];
  for (const action of actions.filter(({ name }) => !needNoInput.has(name))) {
    for (const [what, input] of hostileInputs(action.name, theirs)) {
      const { status, body } = await callAction(context.request, action, input);
      const refused =
        status === 404 ||
        (status === 200 &&
          (formFirst.has(action.name) || /"ok":false,"code":"[A-Z_]+","message":"./.test(body)));
      if (!refused || body.includes('"ok":true')) wrong.push(`${action.name} with ${what}: ${status}`);
      if (body.includes('Kestrel')) wrong.push(`${action.name} with ${what} shows another organization`);
    }
    expect(await fingerprint(organization), `${action.name} changed nothing`).toEqual(before[0]);
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(other)).toEqual(before[1]);
});

test('INPUT-2: a request from another site, or from none, does nothing', async ({
  context,
  organization,
}) => {
  const own = await seedRecords(organization, 'Heron');
  const archive = listActions(own).find(({ name }) => name === 'archiveAcquirerAction');
  if (!archive) throw new Error('archiveAcquirerAction is gone');
  const before = await fingerprint(organization);
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const answer = await context.request.post(archive.path, {
      headers: { 'next-action': archive.id, ...(origin ? { origin } : {}) },
      multipart: { _1_id: own.acquirerId, '0': JSON.stringify([null, '$K1']) },
      maxRedirects: 0,
    });
    expect([200, 403, 500], `origin ${origin}`).toContain(answer.status());
    expect(await fingerprint(organization), `origin ${origin}`).toEqual(before);
  }
  await callAction(context.request, archive, {
    before: [null],
    form: { id: own.acquirerId },
  });
  expect(await fingerprint(organization), 'the same from our own page works').not.toEqual(before);
});
