import { describe, expect, it } from 'vitest';
import { findSession, type SessionContext, sessionCookieValue } from '@/lib/access/session';
import { switchOrganization } from '@/lib/organization/commands/organization';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { addSampleOrganization, removeSampleOrganization } from './sample';

const count = async (table: string, organizationId: string) =>
  (
    await unsafeRows<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}" WHERE "organizationId" = $1`, [
      organizationId,
    ])
  )[0]?.n;

async function sessionOf({ userId, organizationId }: { userId: string; organizationId: string }) {
  const [row] = await unsafeRows<{ id: string }>(
    `INSERT INTO "Session" ("id", "userId", "organizationId", "secondFactorAt", "absoluteEnd")
     VALUES (gen_random_uuid(), $1, $2, now(), now() + interval '12 hours') RETURNING "id"`,
    [userId, organizationId],
  );
  const session = await findSession(await sessionCookieValue({ userId, sessionId: row?.id ?? '' }), false);
  if (!session) throw new Error('no session');
  return session;
}

/** What a compliance officer would stumble over; each list has to be empty. */
async function untrue(organizationId: string) {
  const rows = (sql: string) => unsafeRows(sql, [organizationId]);
  return {
    sameTitle: await rows(
      'SELECT "title" FROM "EvidenceItem" WHERE "organizationId" = $1 GROUP BY 1 HAVING count(*) > 1',
    ),
    longScan: await rows(
      `SELECT "title" FROM "EvidenceItem" WHERE "organizationId" = $1 AND "evidenceType" = 'scan_report' AND "validUntil" > "collectedOn" + interval '3 months'`,
    ),
    neverDone: await rows(
      `SELECT a."title" FROM "Activity" a WHERE a."organizationId" = $1 AND a."timeframe" = 'every_twelve_months' AND NOT EXISTS (SELECT 1 FROM "ActivityOccurrence" o WHERE o."activityId" = a."id" AND o."completedOn" IS NOT NULL)`,
    ),
    answeredAfterSigning: await rows(
      `SELECT r."requirementKey" FROM "Response" r JOIN "Assessment" a ON a."id" = r."assessmentId" WHERE r."organizationId" = $1 AND a."signedAt" IS NOT NULL AND r."updatedAt" > a."signedAt"`,
    ),
    carriedFromToday: await rows(
      `SELECT "requirementKey" FROM "CarriedAnswer" WHERE "organizationId" = $1 AND ("answeredAt" > now() - interval '300 days' OR "answeredByName" = '')`,
    ),
    noChannel: await rows(
      `SELECT "id" FROM "Attestation" WHERE "organizationId" = $1 AND jsonb_array_length("form"->'channels'->'excluded') = 0`,
    ),
  };
}

describe('the sample organization', { timeout: 120_000 }, () => {
  it('holds a year of work, comes once per person, and goes away whole without touching anything else', async () => {
    const ours = await makeOrganization();
    // What a server that stopped in between left behind is in the way while it may still be filled, and then goes.
    const [abandoned] = await unsafeRows<{ id: string }>(
      `INSERT INTO "Organization" ("id", "name", "timeZone", "country", "isSample", "isReady", "createdAt")
       VALUES (gen_random_uuid(), 'Half', 'UTC', 'DE', true, false, now() - interval '5 minutes') RETURNING "id"`,
    );
    await unsafeRows(
      `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'ADMINISTRATOR')`,
      [abandoned?.id, ours.userId],
    );
    await expect(addSampleOrganization({ userId: ours.userId, name: ours.name })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await unsafeRows(
      `UPDATE "Organization" SET "createdAt" = now() - interval '16 minutes' WHERE "id" = $1`,
      [abandoned?.id],
    );
    const making = addSampleOrganization({ userId: ours.userId, name: ours.name });
    const made = async () =>
      unsafeRows<{ id: string; isReady: boolean }>(
        `SELECT o."id", o."isReady" FROM "Organization" o JOIN "Membership" m ON m."organizationId" = o."id" WHERE m."userId" = $1 AND o."isSample" AND o."id" <> $2`,
        [ours.userId, abandoned?.id],
      );
    await expect
      .poll(async () => (await made()).map(({ isReady }) => isReady), { timeout: 20_000, interval: 20 })
      .toEqual([false]);
    const [half] = await made();
    const early = await sessionOf(ours);
    expect(early.organizations.map(({ id }) => id)).toEqual([ours.organizationId]);
    await expect(switchOrganization(early, half?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { organizationId } = await making;
    expect(await unsafeRows('SELECT 1 FROM "Organization" WHERE "id" = $1', [abandoned?.id])).toEqual([]);
    expect((await sessionOf(ours)).organizations.map(({ id }) => id)).toContain(organizationId);
    const assessments = await unsafeRows<{ questionnaireId: string; status: string }>(
      'SELECT "questionnaireId", "status" FROM "Assessment" WHERE "organizationId" = $1 ORDER BY "createdAt"',
      [organizationId],
    );
    expect(
      assessments.filter(({ status }) => status === 'SIGNED').map(({ questionnaireId }) => questionnaireId),
    ).toEqual(['A', 'A', 'B-IP']);
    expect(
      assessments.filter(({ status }) => status === 'OPEN').map(({ questionnaireId }) => questionnaireId),
    ).toEqual(['A', 'A', 'A-EP', 'D-Merchant', 'B-IP']);
    expect(await count('EvidenceFile', organizationId)).toBeGreaterThan(10);
    expect(await count('ActivityOccurrence', organizationId)).toBeGreaterThan(10);
    expect(await count('TestRecord', organizationId)).toBeGreaterThan(5);
    expect(await count('AcquirerSubmission', organizationId)).toBe(3);
    expect(await count('ResponsibilityAssignment', organizationId)).toBe(6);
    expect(await count('AcceptedRisk', organizationId)).toBe(1);
    expect(
      await unsafeRows(
        `SELECT a."title", a."nextReviewOn" < current_date AS "isOverdue", count(l.*)::int AS "answers" FROM "RiskAnalysis" a
           LEFT JOIN "RiskAnalysisLink" l ON l."analysisId" = a."id" WHERE a."organizationId" = $1 GROUP BY a."title", a."nextReviewOn" ORDER BY 1`,
        [organizationId],
      ),
    ).toEqual([
      { title: 'Logs of systems without card data', isOverdue: false, answers: 2 },
      { title: 'Secrets of service accounts', isOverdue: true, answers: 2 },
    ]);
    expect(await untrue(organizationId)).toEqual({
      sameTitle: [],
      longScan: [],
      neverDone: [],
      answeredAfterSigning: [],
      carriedFromToday: [],
      noChannel: [],
    });

    await expect(addSampleOrganization({ userId: ours.userId, name: ours.name })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    const session = {
      userId: ours.userId,
      userName: ours.name,
      organizations: [
        { id: organizationId, name: 'sample', isSample: true, role: 'ADMINISTRATOR' },
        { id: ours.organizationId, name: 'real', isSample: false, role: 'ADMINISTRATOR' },
      ],
    } as SessionContext;
    await expect(removeSampleOrganization(session, ours.organizationId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const removed = await Promise.allSettled(
      [1, 2, 3].map(() => removeSampleOrganization(session, organizationId)),
    );
    expect(removed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of removed) if (one.status === 'rejected') expect(one.reason.code).toBe('NOT_FOUND');
    const left = await unsafeRows<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organizationId' WHERE c.relkind = 'r'`,
    );
    for (const { table } of left) expect(await count(table, organizationId), table).toBe(0);
    expect(await count('Membership', ours.organizationId)).toBe(1);
  });

  it('is the only kind of organization that the database removes', async () => {
    const ours = await makeOrganization();
    const lying = {
      userId: ours.userId,
      userName: ours.name,
      organizations: [{ id: ours.organizationId, name: 'x', isSample: true, role: 'ADMINISTRATOR' }],
    } as SessionContext;
    await expect(removeSampleOrganization(lying, ours.organizationId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      unsafePool().query('SELECT remove_sample_organization($1::uuid)', [ours.organizationId]),
    ).rejects.toThrow(/only a sample/);
    expect(await count('Membership', ours.organizationId)).toBe(1);
  });
});
