import { beforeAll, describe, expect, test } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { tokenHash } from '@/lib/access/token';
import { keyOf, request } from '@/lib/api/testing';
import { makeServiceKey } from '@/lib/api-key/commands/key';
import { addServiceAccount } from '@/lib/api-key/commands/service-account';
import { programLimits } from '@/lib/platform/rate-limit';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { POST as POST_PANEL } from './assessments/[assessmentId]/requirements/[requirementNumber]/evidence/route';
import { GET as GET_ASSESSMENTS } from './assessments/route';
import { GET as GET_LOG_CSV } from './audit-log/csv/route';

let ours: TestOrganization;
let officer: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  officer = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
  assessmentId = await makeAssessment(ours, 'A');
});

const list = (token: string | null, init = {}) =>
  GET_ASSESSMENTS(request('/api/v1/assessments', token, init));

describe('what is counted', () => {
  test('a key has its requests for a minute, then waits as long as it is told', async () => {
    const { token, keyId } = await keyOf(officer);
    const other = await keyOf(officer);
    await list(token);
    await unsafeRows(`UPDATE "RateLimit" SET "points" = $2 WHERE "key" = 'api-key:' || $1`, [
      keyId,
      programLimits.key - 1,
    ]);
    expect((await list(token)).status).toBe(200);
    const limited = await list(token);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(limited.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await list(other.token)).status).toBe(200);
    await unsafeRows(`UPDATE "RateLimit" SET "expire" = 0 WHERE "key" = 'api-key:' || $1`, [keyId]);
    expect((await list(token)).status).toBe(200);
  });

  test('an organization has its requests for a minute too, over all its keys', async () => {
    const owner = await makeOrganization();
    const [one, two] = [await keyOf(owner), await keyOf(owner)];
    await list(one.token);
    await unsafeRows(`UPDATE "RateLimit" SET "points" = $2 WHERE "key" = 'api-organization:' || $1`, [
      owner.organizationId,
      programLimits.organization,
    ]);
    expect((await list(two.token)).status).toBe(429);
  });

  test('taking the log away counts as an export, for a key too', async () => {
    const owner = await makeOrganization();
    const { token } = await keyOf(owner);
    const exported = () => GET_LOG_CSV(request('/api/v1/audit-log/csv', token));
    expect((await exported()).status).toBe(200);
    await unsafeRows(`UPDATE "RateLimit" SET "points" = 60 WHERE "key" = $1`, [
      `export:${owner.organizationId}/${owner.userId}`,
    ]);
    const limited = await exported();
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(60);
  });

  test('a request that asks for two grants counts once', async () => {
    const { token, keyId } = await keyOf(officer);
    const upload = request('/api/v1/x', token, {
      method: 'POST',
      body: JSON.stringify({ kind: 'NOTE', title: 'Seen', note: 'By the robot.' }),
      headers: { 'content-type': 'application/json' },
    });
    const answer = await POST_PANEL(upload, {
      params: Promise.resolve({ assessmentId, requirementNumber: '2.2.2' }),
    });
    expect(answer.status).toBe(200);
    const [row] = await unsafeRows<{ points: number }>(
      `SELECT "points" FROM "RateLimit" WHERE "key" = 'api-key:' || $1`,
      [keyId],
    );
    expect(row?.points).toBe(1);
  });

  test('an address that tries keys nobody has is closed, but not for real ones; a revoked key is no try', async () => {
    const from = '203.0.113.77';
    const { token } = await keyOf(officer);
    const revoked = await keyOf(officer);
    await unsafeRows('UPDATE "ApiKey" SET "revokedAt" = now() WHERE "id" = $1', [revoked.keyId]);
    const many = (key: string) =>
      Promise.all(Array.from({ length: programLimits.guesses + 5 }, () => list(key, { from })));
    await many(revoked.token);
    expect((await list(token, { from })).status).toBe(200);
    await many('inp_nobody');
    for (const wrong of ['inp_nobody', revoked.token]) {
      const closed = await list(wrong, { from });
      expect(closed.status).toBe(429);
      expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(60);
      expect((await list(wrong)).status).toBe(401);
    }
    // Whoever shares the address with the one who guesses goes on working.
    expect((await list(token, { from })).status).toBe(200);
  });

  test('a key of a person rests with their account after 90 days; one of a service account is reviewed instead', async () => {
    const admin = await makeOrganization();
    const rarely = await admin.addMember();
    const { token } = await keyOf(rarely);
    const sure = unsafeMakeConfirmation(admin.userId);
    const robot = { name: 'Robot', purpose: 'Reads.', role: 'COMPLIANCE_OFFICER' as const };
    const { membershipId } = await addServiceAccount(admin.grant('api-key:manage'), sure, robot);
    const service = await makeServiceKey(admin.grant('api-key:manage'), sure, membershipId, {
      name: 'Reader',
      permissions: ['assessment:read'],
      days: 90,
    });
    const turnedOn = (ago: string) =>
      unsafeRows(
        `UPDATE "User" SET "enabledAt" = now() - $2::interval WHERE "id" IN (SELECT "userId" FROM "Membership" WHERE "organizationId" = $1)`,
        [admin.organizationId, ago],
      );
    await turnedOn('89 days');
    expect([(await list(token)).status, (await list(service.token)).status]).toEqual([200, 200]);
    await turnedOn('91 days');
    expect([(await list(token)).status, (await list(service.token)).status]).toEqual([401, 200]);
    await turnedOn('0 days');
    expect((await list(token)).status).toBe(200);
  });

  test('the last use is noted with its address, once a minute', async () => {
    const { token, keyId } = await keyOf(officer);
    const used = async () =>
      (
        await unsafeRows<{ at: Date; from: string }>(
          'SELECT "lastUsedAt" AS at, "lastUsedFrom" AS from FROM "ApiKey" WHERE "id" = $1',
          [keyId],
        )
      )[0];
    await list(token, { from: '203.0.113.1' });
    const first = await used();
    expect(first?.from).toBe('203.0.113.1');
    await list(token, { from: '203.0.113.2' });
    expect(await used()).toEqual(first);
    await unsafeRows(`UPDATE "ApiKey" SET "lastUsedAt" = now() - interval '61 seconds' WHERE "id" = $1`, [
      keyId,
    ]);
    await list(token, { from: '203.0.113.2' });
    expect((await used())?.from).toBe('203.0.113.2');
  });

  test('the database keeps the hash and never the key', async () => {
    const { token, keyId } = await keyOf(officer);
    const [row] = await unsafeRows('SELECT * FROM "ApiKey" WHERE "id" = $1', [keyId]);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row).toMatchObject({ tokenHash: tokenHash(token) });
  });
});
