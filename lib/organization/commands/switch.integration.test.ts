import { expect, it } from 'vitest';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { switchOrganization } from './organization';

it('whoever changes the organization leaves an event in the one they come to, with their role there, once', async () => {
  const ours = await makeOrganization();
  const theirs = await makeOrganization();
  await unsafeRows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'ASSESSOR')`,
    [theirs.organizationId, ours.userId],
  );
  const [row] = await unsafeRows<{ id: string }>(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd")
     VALUES (gen_random_uuid(), $1, $2, now(), now() + interval '12 hours') RETURNING "id"`,
    [ours.userId, ours.organizationId],
  );
  const named = { userId: ours.userId, sessionId: row?.id ?? '' };
  const at = async () => findSession(await sessionCookieValue(named), true, '198.51.100.7');
  const session = await at();
  if (!session) throw new Error('no session');
  await switchOrganization(session, theirs.organizationId);
  expect(await at()).toMatchObject({ organizationId: theirs.organizationId, role: 'ASSESSOR' });
  await switchOrganization(session, theirs.organizationId);
  const entered = await unsafeRows<{ organizationId: string; text: string }>(
    `SELECT "organizationId", "text" FROM "AuditEvent" WHERE "type" = 'member.entered' AND "actorId" = $1`,
    [ours.userId],
  );
  expect(entered.map(({ organizationId }) => organizationId)).toEqual([theirs.organizationId]);
  expect(JSON.parse(entered[0]?.text ?? '{}')).toMatchObject({
    actor: { id: ours.userId, role: 'ASSESSOR', from: '198.51.100.7' },
    subject: { type: 'member', id: ours.userId },
  });
});
