import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkOf } from '@/lib/access/origin';
import { sessionCookieName, sessionCookieValue } from '@/lib/access/session';
import { keyOf } from '@/lib/api/testing';
import { programLimits } from '@/lib/platform/rate-limit';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { chooseGroupRole } from '@/lib/provisioning/commands/group';
import { revokeToken } from '@/lib/provisioning/commands/settings';
import { getProvisioning } from '@/lib/provisioning/queries/settings';
import {
  at,
  confirmed,
  inGroup,
  mail,
  newDomain,
  oktaUser,
  provision,
  request,
  roleOf,
  said,
  scimClient,
} from '@/lib/provisioning/testing';
import * as group from './v2/Groups/[groupId]/route';
import * as groups from './v2/Groups/route';
import * as types from './v2/ResourceTypes/route';
import * as schemas from './v2/Schemas/route';
import { GET as GET_CONFIG } from './v2/ServiceProviderConfig/route';
import * as user from './v2/Users/[userId]/route';
import * as users from './v2/Users/route';

let ours: TestOrganization;
let token: string;

beforeAll(async () => {
  ours = await makeOrganization();
  token = await provision(ours);
});

const { ask, get, make, patch, patchGroup } = scimClient({ users, user, group }, () => token);

describe('the last administrator', () => {
  test('is neither switched off, nor removed, nor given a lesser role by a group', async () => {
    const organization = await makeOrganization();
    const mine = token;
    token = await provision(organization, []);
    const [only] = await unsafeRows<{ id: string }>('SELECT "id" FROM "Membership" WHERE "userId" = $1', [
      organization.userId,
    ]);
    const id = only?.id ?? '';
    for (const refused of [
      await patch(id, [{ op: 'replace', value: { active: false } }]),
      await said(user.DELETE(ask(`/Users/${id}`, 'DELETE'), at(id))),
    ])
      expect(refused.body).toMatchObject({
        status: '400',
        scimType: 'mutability',
        detail: expect.stringContaining('administrator'),
      });
    const made = await said(groups.POST(ask('/Groups', 'POST', { displayName: 'Readers', members: [] })));
    await chooseGroupRole(organization.grant('member:manage'), confirmed(organization), {
      groupId: made.body.id,
      role: 'ASSESSOR',
    });
    expect(
      (await patchGroup(made.body.id, [{ op: 'add', path: 'members', value: [{ value: id }] }])).body,
    ).toMatchObject({
      scimType: 'mutability',
    });
    expect(await roleOf(id)).toBe('ADMINISTRATOR');
    expect(
      (await said(group.GET(ask(`/Groups/${made.body.id}`), inGroup(made.body.id)))).body.members,
    ).toEqual([]);
    token = mine;
  });
});

describe('domains', () => {
  test('count once proven: no account and no new address of one that is only claimed, or was given up', async () => {
    const organization = await makeOrganization();
    const bearer = await provision(organization, []);
    const name = newDomain();
    const set = (change: string) =>
      unsafeRows(`UPDATE "SignOnDomain" SET ${change} WHERE "domain" = $1`, [name]);
    await unsafeRows(
      `INSERT INTO "SignOnDomain" ("organizationId", "id", "domain", "token") VALUES ($1, gen_random_uuid(), $2, 'x')`,
      [organization.organizationId, name],
    );
    const refused = { status: 400, body: { scimType: 'invalidValue' } };
    expect(await make(oktaUser('kim', name), bearer)).toMatchObject(refused);
    await set(`"verifiedAt" = now(), "verifiedBy" = 'DNS'`);
    const made = await make(oktaUser('kim', name), bearer);
    expect(made.status).toBe(201);
    await set(`"removedAt" = now()`);
    const moved = [{ op: 'replace', path: 'emails[type eq "work"].value', value: mail('chief', name) }];
    expect(await patch(made.body.id, moved, bearer)).toMatchObject(refused);
  });
});

describe('people of another organization', () => {
  test('are not taken over: no membership without their consent, no other name, mail or password', async () => {
    const theirs = await makeOrganization({ name: 'Ada Lovelace' });
    const own = await makeOrganization();
    const bearer = await provision(own, ['example.test', newDomain()]);
    const refused = await make(
      { ...oktaUser('x'), userName: theirs.email, emails: [{ value: theirs.email }] },
      bearer,
    );
    expect(refused.body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
      detail: expect.stringContaining('Invite'),
    });
    // They agreed to join: now a member, and still nobody else's to rename.
    const [joined] = await unsafeRows<{ id: string }>(
      `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'ASSESSOR') RETURNING "id"`,
      [own.organizationId, theirs.userId],
    );
    const id = joined?.id ?? '';
    const before = await unsafeRows('SELECT * FROM "User" WHERE "id" = $1', [theirs.userId]);
    const changed = await patch(
      id,
      [
        { op: 'replace', path: 'displayName', value: 'Mallory' },
        { op: 'replace', path: 'emails[type eq "work"].value', value: mail('mallory') },
        { op: 'replace', path: 'userName', value: mail('mallory') },
        { op: 'add', path: 'password', value: 'mine now' },
      ],
      bearer,
    );
    expect(changed.body).toMatchObject({
      displayName: 'Ada Lovelace',
      emails: [{ value: theirs.email }],
      userName: mail('mallory'),
    });
    expect(await unsafeRows('SELECT * FROM "User" WHERE "id" = $1', [theirs.userId])).toEqual(before);
    await patch(id, [{ op: 'replace', value: { active: false } }], bearer);
    const elsewhere = await unsafeRows(
      'SELECT "endedAt" FROM "Membership" WHERE "userId" = $1 AND "organizationId" = $2',
      [theirs.userId, theirs.organizationId],
    );
    expect(elsewhere).toEqual([{ endedAt: null }]);
  });

  test('are not found, by id or in a group', async () => {
    const other = await makeOrganization();
    const far = newDomain();
    const bearer = await provision(other, [far]);
    const { id } = (await make(oktaUser('far', far), bearer)).body;
    for (const unknown of [id, randomUUID(), 'x'])
      expect((await get(unknown)).body).toMatchObject({ status: '404' });
    expect((await patch(id, [{ op: 'replace', value: { active: false } }])).status).toBe(404);
    expect(
      (await said(groups.POST(ask('/Groups', 'POST', { displayName: 'Far', members: [{ value: id }] }))))
        .body,
    ).toMatchObject({
      scimType: 'invalidValue',
    });
  });
});

describe('what is refused', () => {
  test.each([
    ['another domain', { emails: [{ value: 'kim@elsewhere.example' }] }, 'invalidValue'],
    ['no address', { userName: 'kim', emails: [] }, 'invalidValue'],
    ['no userName', { userName: undefined }, 'invalidValue'],
    ['a text for active', { active: 'maybe' }, 'invalidValue'],
  ])('%s', async (_, more, scimType) => {
    const answer = await make({ ...oktaUser('never'), ...more });
    expect(answer).toMatchObject({
      status: 400,
      type: expect.stringContaining('scim+json'),
      body: { scimType },
    });
    expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
  });

  test('every route, for whoever has no token of this kind', async () => {
    const sessionId = randomUUID();
    await unsafeRows(
      `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
      [sessionId, ours.userId, ours.organizationId],
    );
    const cookie = `${sessionCookieName()}=${encodeURIComponent(await sessionCookieValue({ userId: ours.userId, sessionId }))}`;
    const key = await keyOf(ours);
    const routes = [
      (r: Request) => GET_CONFIG(r),
      (r: Request) => types.GET(r),
      (r: Request) => schemas.GET(r),
      (r: Request) => users.GET(r),
      (r: Request) => users.POST(r),
      ...[user.GET, user.PUT, user.PATCH, user.DELETE].map(
        (route) => (r: Request) => route(r, at(randomUUID())),
      ),
      (r: Request) => groups.GET(r),
      (r: Request) => groups.POST(r),
      ...[group.GET, group.PUT, group.PATCH, group.DELETE].map(
        (route) => (r: Request) => route(r, inGroup(randomUUID())),
      ),
    ];
    for (const [index, route] of routes.entries()) {
      for (const bearer of [null, 'inp_scim_nobody', key.token, 'eyJ.x.y']) {
        const asked = ask('/x', 'POST', {}, bearer);
        asked.headers.set('cookie', cookie);
        const { status, body } = await said(route(asked));
        expect({ index, status }).toEqual({ index, status: 401 });
        expect(body.detail).toBe('This token is not valid.');
      }
    }
  });

  test('tokens that nobody has, after too many of them from one address; the real one goes on there', async () => {
    const from = '203.0.113.78';
    const config = (bearer: string) =>
      said(GET_CONFIG(request('/ServiceProviderConfig', 'GET', undefined, bearer, from)));
    await unsafeRows(
      `INSERT INTO "RateLimit" ("key", "points", "expire") SELECT 'key-guess:' || $1, $2, (extract(epoch FROM now()) * 1000)::bigint + 60000`,
      [networkOf(from), programLimits.guesses],
    );
    expect((await config('inp_scim_nobody')).status).toBe(429);
    expect((await config(token)).status).toBe(200);
  });

  test('a revoked token at once, and more requests than a minute has', async () => {
    const organization = await makeOrganization();
    const bearer = await provision(organization, []);
    const config = () => said(GET_CONFIG(ask('/ServiceProviderConfig', 'GET', undefined, bearer)));
    expect((await config()).status).toBe(200);
    await unsafeRows(`UPDATE "RateLimit" SET "points" = $2 WHERE "key" = 'provisioning:' || $1`, [
      organization.organizationId,
      programLimits.provisioning,
    ]);
    expect((await config()).body).toMatchObject({ status: '429' });
    const grant = organization.grant('member:manage');
    const [made] = (await getProvisioning(grant)).tokens;
    expect(made?.lastUsedFrom).toMatch(/^192\.0\.2\./);
    await revokeToken(grant, confirmed(organization), made?.tokenId ?? '');
    expect((await config()).status).toBe(401);
  });
});
