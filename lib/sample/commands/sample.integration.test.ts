import { describe, expect, it } from 'vitest';
import type { SessionContext } from '@/lib/access/session';
import { unsafePool } from '@/lib/platform/db';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { addSampleOrganization, removeSampleOrganization } from './sample';

const count = async (table: string, organizationId: string) =>
  (
    await unsafeRows<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}" WHERE "organizationId" = $1`, [
      organizationId,
    ])
  )[0]?.n;

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
    noChannel: await rows(
      `SELECT "id" FROM "Attestation" WHERE "organizationId" = $1 AND jsonb_array_length("form"->'channels'->'excluded') = 0`,
    ),
  };
}

describe('the sample organization', { timeout: 120_000 }, () => {
  it('holds a year of work, comes once per person, and goes away whole without touching anything else', async () => {
    const ours = await makeOrganization();
    const { organizationId } = await addSampleOrganization({ userId: ours.userId, name: ours.name });
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
    expect(await count('AcquirerSubmission', organizationId)).toBe(3);
    expect(await untrue(organizationId)).toEqual({
      sameTitle: [],
      longScan: [],
      neverDone: [],
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
