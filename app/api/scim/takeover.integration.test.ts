import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { keyOf } from '@/lib/api/testing';
import { startSession } from '@/lib/person/commands/session';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { chooseGroupRole } from '@/lib/provisioning/commands/group';
import { confirmed, mail, newDomain, oktaUser, provision, request, said } from '@/lib/provisioning/testing';
import { GET as GET_ASSESSMENTS } from '../v1/assessments/route';
import * as group from './v2/Groups/[groupId]/route';
import * as groups from './v2/Groups/route';
import * as user from './v2/Users/[userId]/route';
import * as users from './v2/Users/route';

const domain = newDomain();
let ours: TestOrganization;
let token: string;

beforeAll(async () => {
  ours = await makeOrganization();
  token = await provision(ours, [domain]);
});

const make = (body: object) => said(users.POST(request('/Users', 'POST', body, token)));
const at = (userId: string) => ({ params: Promise.resolve({ userId }) });
const patch = (id: string, Operations: object[], bearer = token) =>
  said(user.PATCH(request(`/Users/${id}`, 'PATCH', { Operations }, bearer), at(id)));
const membershipOf = async (userId: string, { organizationId } = ours) => {
  const [row] = await unsafeRows<{ id: string; endedAt: Date | null }>(
    'SELECT "id", "endedAt" FROM "Membership" WHERE "userId" = $1 AND "organizationId" = $2',
    [userId, organizationId],
  );
  if (!row) throw new Error('no membership');
  return row;
};

test('with a new address nothing of the former holder opens the account', async () => {
  const member = await ours.addMember({ name: 'Ines Vale' });
  const { userId } = member;
  const sessionId = randomUUID();
  await unsafeRows(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd") VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
    [sessionId, userId, ours.organizationId],
  );
  for (const text of [
    `INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, 'x', 0)`,
    `INSERT INTO "RecoveryCode" ("id", "userId", "codeHash") VALUES (gen_random_uuid(), $1, $1::uuid::text)`,
    `INSERT INTO "Passkey" ("id", "userId", "label", "credentialId", "publicKey", "counter") VALUES (gen_random_uuid(), $1, 'Laptop', $1::uuid::text, 'x', 0)`,
    `INSERT INTO "PasswordReset" ("id", "userId", "tokenHash", "expiresAt") VALUES (gen_random_uuid(), $1, $1::uuid::text, now() + interval '1 hour')`,
  ])
    await unsafeRows(text, [userId]);
  const cookie = await sessionCookieValue({ userId, sessionId });
  const key = await keyOf(member, ['assessment:read']);
  const read = () => GET_ASSESSMENTS(request('/x', 'GET', undefined, key.token));
  expect([(await read()).status, (await findSession(cookie, true))?.userId]).toEqual([200, userId]);

  const { id } = await membershipOf(userId);
  const moved = mail('chief', domain);
  const answer = await patch(id, [{ op: 'replace', path: 'emails[type eq "work"].value', value: moved }]);
  expect(answer).toMatchObject({ status: 200, body: { emails: [{ value: moved }] } });

  expect([(await read()).status, await findSession(cookie, true)]).toEqual([401, null]);
  const [left] = await unsafeRows(
    `SELECT (SELECT "passwordHash" FROM "User" WHERE "id" = $1) AS password,
       (SELECT count(*)::int FROM "FormerPassword" WHERE "userId" = $1) AS former,
       (SELECT count(*)::int FROM "Authenticator" WHERE "userId" = $1 AND "removedAt" IS NULL)
         + (SELECT count(*)::int FROM "RecoveryCode" WHERE "userId" = $1 AND "removedAt" IS NULL)
         + (SELECT count(*)::int FROM "Passkey" WHERE "userId" = $1 AND "removedAt" IS NULL)
         + (SELECT count(*)::int FROM "PasswordReset" WHERE "userId" = $1 AND "endedAt" IS NULL) AS factors`,
    [userId],
  );
  expect(left).toEqual({ password: '!', former: 1, factors: 0 });
  expect(
    await startSession({ email: moved, password: '!', code: '', userAgent: 'x', formerSessionId: null }),
  ).toBeNull();
  const events = await unsafeRows<{ type: string }>(
    `SELECT "type" FROM "AuditEvent" WHERE "organizationId" = $1 UNION SELECT "type" FROM "InstanceEvent" WHERE "subjectId" IN ($2, $3)`,
    [ours.organizationId, userId, sessionId],
  );
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining([
      'member.email-changed',
      'api-key.revoked',
      'second-factor.removed',
      'password.removed',
      'session.revoked',
    ]),
  );
});

test('who has joined another organization meanwhile is no member again without an invitation', async () => {
  const elsewhere = await makeOrganization();
  const gone = oktaUser('gone', domain);
  const removed = (await make(gone)).body.id;
  const paused = (await make(oktaUser('paused', domain))).body.id;
  await user.DELETE(request(`/Users/${removed}`, 'DELETE', undefined, token), at(removed));
  await patch(paused, [{ op: 'replace', value: { active: false } }]);
  await unsafeRows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role")
     SELECT $1, gen_random_uuid(), "userId", 'MANAGER' FROM "Membership" WHERE "id" = ANY($2::uuid[])`,
    [elsewhere.organizationId, [removed, paused]],
  );
  const refused = {
    status: 409,
    body: { scimType: 'uniqueness', detail: expect.stringContaining('Invite') },
  };
  expect(await make(gone)).toMatchObject(refused);
  expect(await patch(paused, [{ op: 'replace', value: { active: true } }])).toMatchObject(refused);
  expect(
    await said(user.PUT(request(`/Users/${paused}`, 'PUT', oktaUser('paused', domain), token), at(paused))),
  ).toMatchObject(refused);
  const ended = await unsafeRows<{ endedAt: Date | null }>(
    'SELECT "endedAt" FROM "Membership" WHERE "id" = ANY($1::uuid[])',
    [[removed, paused]],
  );
  expect(ended.map(({ endedAt }) => endedAt !== null)).toEqual([true, true]);
});

test('the administrator who alone may come in without the provider stays; once not alone, the exception goes with them', async () => {
  const organization = await makeOrganization();
  const second = await organization.addMember({ role: 'ADMINISTRATOR' });
  const third = await organization.addMember({ role: 'ADMINISTRATOR' });
  const bearer = await provision(organization, []);
  const exempt = ({ userId }: { userId: string }) =>
    unsafeRows('UPDATE "Membership" SET "mayUsePassword" = true WHERE "userId" = $1', [userId]);
  await exempt(organization);
  await unsafeRows(`UPDATE "Organization" SET "signOn" = 'REQUIRED' WHERE "id" = $1`, [
    organization.organizationId,
  ]);
  const { id } = await membershipOf(organization.userId, organization);
  const { id: secondId } = await membershipOf(second.userId, organization);
  const off = [{ op: 'replace', value: { active: false } }];
  const refused = {
    status: 400,
    body: { scimType: 'mutability', detail: expect.stringContaining('Sign-in') },
  };
  expect(await patch(id, off, bearer)).toMatchObject(refused);

  const made = await said(
    groups.POST(request('/Groups', 'POST', { displayName: 'Readers', members: [] }, bearer)),
  );
  const groupId = made.body.id;
  await chooseGroupRole(organization.grant('member:manage'), confirmed(organization), {
    groupId,
    role: 'ASSESSOR',
  });
  const put = (...members: string[]) =>
    said(
      group.PUT(
        request(
          `/Groups/${groupId}`,
          'PUT',
          { displayName: 'Readers', members: members.map((value) => ({ value })) },
          bearer,
        ),
        { params: Promise.resolve({ groupId }) },
      ),
    );
  expect(await put(id)).toMatchObject(refused);
  await exempt(second);
  expect((await put(id)).status).toBe(200);
  await exempt(third);
  expect((await patch(secondId, off, bearer)).status).toBe(200);
  const left = await unsafeRows<{ userId: string }>(
    'SELECT "userId" FROM "Membership" WHERE "organizationId" = $1 AND "mayUsePassword"',
    [organization.organizationId],
  );
  expect(left).toEqual([{ userId: third.userId }]);
});
