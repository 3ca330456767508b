import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { tokenHash } from '@/lib/access/token';
import { keyOf } from '@/lib/api/testing';
import { verifyAuditTrail } from '@/lib/audit-trail/commands';
import { resetPassword } from '@/lib/person/commands/reset-password';
import { startSession } from '@/lib/person/commands/session';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { chooseGroupRole } from '@/lib/provisioning/commands/group';
import {
  at,
  confirmed,
  inGroup,
  mail,
  newDomain,
  oktaUser,
  provision,
  roleOf,
  said,
  scimClient,
} from '@/lib/provisioning/testing';
import { GET as GET_ASSESSMENTS } from '../v1/assessments/route';
import * as group from './v2/Groups/[groupId]/route';
import * as groups from './v2/Groups/route';
import { GET as GET_CONFIG } from './v2/ServiceProviderConfig/route';
import * as user from './v2/Users/[userId]/route';
import * as users from './v2/Users/route';

let ours: TestOrganization;
let token: string;

beforeAll(async () => {
  ours = await makeOrganization();
  token = await provision(ours);
});

const { ask, find, get, make, patch, patchGroup, put } = scimClient({ users, user, group }, () => token);

describe('Okta', () => {
  test('tests the connection, matches, creates, changes, switches off and on, and finds again', async () => {
    const config = await said(GET_CONFIG(ask('/ServiceProviderConfig')));
    expect(config).toMatchObject({ status: 200, type: expect.stringContaining('application/scim+json') });
    expect(config.body).toMatchObject({ bulk: { supported: false }, patch: { supported: true } });
    expect((await said(users.GET(ask('/Users?startIndex=1&count=2')))).body.totalResults).toBe(1);
    expect((await find(`userName eq "${mail('kim')}"`, '&startIndex=1&count=100')).body).toMatchObject({
      totalResults: 0,
      Resources: [],
    });
    const made = await make(oktaUser('kim'));
    expect(made).toMatchObject({
      status: 201,
      body: { userName: mail('kim'), active: true, externalId: '00ukim' },
    });
    const { id } = made.body;
    expect(JSON.stringify(made.body)).not.toContain('password');
    expect(await roleOf(id)).toBe('ASSESSOR');
    expect((await make(oktaUser('kim'))).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    const renamed = await put(id, {
      ...oktaUser('kim'),
      id,
      name: { givenName: 'kim', familyName: 'Doe' },
      displayName: 'kim Doe',
    });
    expect(renamed.body).toMatchObject({ displayName: 'kim Doe', name: { familyName: 'Doe' } });
    const off = await patch(id, [{ op: 'replace', value: { active: false } }]);
    expect(off).toMatchObject({ status: 200, body: { active: false } });
    expect((await find(`userName eq "${mail('KIM')}"`)).body.Resources[0]).toMatchObject({
      id,
      active: false,
    });
    const on = await patch(id, [{ op: 'replace', value: { active: true } }]);
    expect(on.body.active).toBe(true);
    expect((await verifyAuditTrail(ours.grant('audit-trail:read'))).problem).toBeNull();
  });

  test('pushes a group, adds and removes members, and renames it', async () => {
    const one = (await make(oktaUser('lee'))).body.id;
    const two = (await make(oktaUser('max'))).body.id;
    const pushed = await said(
      groups.POST(
        ask('/Groups', 'POST', {
          displayName: 'PCI officers',
          members: [{ value: one, display: 'lee' }],
        }),
      ),
    );
    expect(pushed).toMatchObject({ status: 201, body: { displayName: 'PCI officers' } });
    const { id } = pushed.body;
    expect(await roleOf(one), 'a group stands for nothing by itself').toBe('ASSESSOR');
    await chooseGroupRole(ours.grant('member:manage'), confirmed(ours), {
      groupId: id,
      role: 'COMPLIANCE_OFFICER',
    });
    expect(await roleOf(one)).toBe('COMPLIANCE_OFFICER');
    expect((await patchGroup(id, [{ op: 'add', path: 'members', value: [{ value: two }] }])).status).toBe(
      204,
    );
    expect(await roleOf(two)).toBe('COMPLIANCE_OFFICER');
    await patchGroup(id, [{ op: 'remove', path: `members[value eq "${one}"]` }]);
    expect(await roleOf(one)).toBe('ASSESSOR');
    expect((await patchGroup(id, [{ op: 'replace', value: { id, displayName: 'PCI team' } }])).status).toBe(
      204,
    );
    const now = await said(group.GET(ask(`/Groups/${id}`), inGroup(id)));
    expect(now.body).toMatchObject({ displayName: 'PCI team', members: [{ value: two }] });
    expect((await get(two)).body.groups).toMatchObject([{ value: id, display: 'PCI team' }]);
    expect((await said(group.DELETE(ask(`/Groups/${id}`, 'DELETE'), inGroup(id)))).status).toBe(204);
    expect(await roleOf(two)).toBe('ASSESSOR');
    expect((await said(group.GET(ask(`/Groups/${id}`), inGroup(id)))).status).toBe(404);
  });
});

describe('Entra', () => {
  test('matches, creates with attributes of its own, patches with its booleans, and deletes', async () => {
    expect((await find(`userName eq "${randomUUID()}"`)).body.totalResults).toBe(0);
    const made = await make({
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:User',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      ],
      externalId: 'noa.e',
      userName: 'noa.e@tenant.onmicrosoft.com',
      active: true,
      emails: [{ primary: true, type: 'work', value: mail('noa') }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Noa Ek', familyName: 'Ek', givenName: 'Noa' },
      title: 'Engineer',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'IT' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { displayName: 'Noa Ek', emails: [{ value: mail('noa') }] },
    });
    const { id } = made.body;
    expect((await find('userName eq "NOA.E@tenant.onmicrosoft.com"')).body.Resources[0].id).toBe(id);
    expect((await find(`externalId eq "noa.e" and active eq true`)).body.totalResults).toBe(1);
    expect((await find(`emails[type eq "work"].value eq "${mail('noa')}"`)).body.totalResults).toBe(1);
    const changed = await patch(id, [
      { op: 'Replace', path: 'displayName', value: 'Noa Lund' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: mail('noa.lund') },
      { op: 'Add', path: 'name.familyName', value: 'Lund' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', value: 'x' },
    ]);
    expect(changed.body).toMatchObject({
      displayName: 'Noa Lund',
      name: { familyName: 'Lund', givenName: 'Noa' },
      emails: [{ value: mail('noa.lund') }],
    });
    expect((await patch(id, [{ op: 'Replace', path: 'active', value: 'False' }])).body.active).toBe(false);
    expect((await patch(id, [{ op: 'Replace', path: 'active', value: 'True' }])).body.active).toBe(true);
    expect((await said(user.DELETE(ask(`/Users/${id}`, 'DELETE'), at(id)))).status).toBe(204);
    expect((await get(id)).status).toBe(404);
    expect((await find('userName eq "noa.e@tenant.onmicrosoft.com"')).body.totalResults).toBe(0);
    const [kept] = await unsafeRows(
      'SELECT "endedAt" IS NOT NULL AS ended FROM "Membership" WHERE "id" = $1',
      [id],
    );
    expect(kept).toEqual({ ended: true });
  });

  test('keeps groups: looks without members, adds and removes them its way', async () => {
    const one = (await make(oktaUser('ola'))).body.id;
    const made = await said(
      groups.POST(ask('/Groups', 'POST', { externalId: randomUUID(), displayName: 'Owners', members: [] })),
    );
    const { id } = made.body;
    const found = await said(
      groups.GET(
        ask(`/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "owners"')}`),
      ),
    );
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect(found.body.Resources[0].members).toBeUndefined();
    await patchGroup(id, [{ op: 'Add', path: 'members', value: [{ $ref: null, value: one }] }]);
    const isIn = await said(
      groups.GET(ask(`/Groups?filter=${encodeURIComponent(`id eq "${id}" and members eq "${one}"`)}`)),
    );
    expect(isIn.body.totalResults).toBe(1);
    await patchGroup(id, [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: one }] }]);
    expect((await said(group.GET(ask(`/Groups/${id}`), inGroup(id)))).body.members).toEqual([]);
    expect(
      (await patchGroup(id, [{ op: 'Add', path: 'members', value: [{ value: randomUUID() }] }])).body,
    ).toMatchObject({
      scimType: 'invalidValue',
    });
  });
});

test('lists come page by page, whatever numbers are asked for', async () => {
  const organization = await makeOrganization();
  const itsDomain = newDomain();
  const own = await provision(organization, [itsDomain]);
  for (const name of ['a', 'b', 'c', 'd']) await make(oktaUser(name, itsDomain), own);
  const page = async (query: string) =>
    (await said(users.GET(ask(`/Users?${query}`, 'GET', undefined, own)))).body;
  expect(await page('count=0')).toMatchObject({ totalResults: 5, itemsPerPage: 0, Resources: [] });
  const [first, second, last] = [
    await page('startIndex=-3&count=2'),
    await page('startIndex=3&count=2'),
    await page('startIndex=5&count=2'),
  ];
  expect([first, second, last].map(({ itemsPerPage }) => itemsPerPage)).toEqual([2, 2, 1]);
  const ids = [first, second, last].flatMap(({ Resources }) => Resources.map(({ id }: { id: string }) => id));
  expect(new Set(ids).size).toBe(5);
  expect((await page('filter=userName%20co%20%22a%22')).scimType).toBe('invalidFilter');
});

test('switching off ends sessions and keys with the next request; a key stays dead when its member comes back', async () => {
  const { id } = (await make(oktaUser('rik'))).body;
  const [row] = await unsafeRows<{ userId: string }>(
    `UPDATE "Membership" SET "role" = 'CONTROL_OWNER' WHERE "id" = $1 RETURNING "userId"`,
    [id],
  );
  const userId = row?.userId ?? '';
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
    [sessionId, userId, ours.organizationId],
  );
  const cookie = await sessionCookieValue({ userId, sessionId });
  const member = { ...ours, userId, grant: ours.grant };
  const grant = {
    ...ours.grant('api-key:hold'),
    actor: { userId, name: 'rik Roe', role: 'CONTROL_OWNER' as const },
  };
  const key = await keyOf({ ...member, grant: () => grant as never }, ['assessment:read']);
  const read = () => GET_ASSESSMENTS(ask('/x', 'GET', undefined, key.token));
  expect([(await read()).status, (await findSession(cookie, true))?.role]).toEqual([200, 'CONTROL_OWNER']);
  await patch(id, [{ op: 'replace', value: { active: false } }]);
  expect([(await read()).status, await findSession(cookie, true)]).toEqual([401, null]);
  await patch(id, [{ op: 'replace', value: { active: true } }]);
  expect((await read()).status).toBe(401);
});

test('a new person has no password, and can choose one by mail', async () => {
  const { id } = (await make(oktaUser('siv'))).body;
  const sign = (password: string) =>
    startSession({ email: mail('siv'), password, code: '', userAgent: 'x', formerSessionId: null });
  for (const guess of ['!', '', 'sent by Okta, never kept']) expect(await sign(guess)).toBeNull();
  await unsafeRows(
    `INSERT INTO "PasswordReset" ("id", "userId", "tokenHash", "expiresAt") SELECT gen_random_uuid(), "userId", $2, now() + interval '1 hour' FROM "Membership" WHERE "id" = $1`,
    [id, tokenHash(`reset-${id}`)],
  );
  await resetPassword({ token: `reset-${id}`, password: 'seven pale lanterns 42 drift' });
  expect(await sign('seven pale lanterns 42 drift')).not.toBeNull();
});
