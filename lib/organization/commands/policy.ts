import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';

/** What an organization demands of its own people. */
export type Policy = {
  /** Everybody signs in with a second factor (8.4.2, 8.4.3). Acts on the next request of whoever has none. */
  secondFactorRequired: boolean;
  /** Minutes without a click after which a session ends: 15 at most (8.2.8). */
  idleMinutes: number;
  /** Hours after which every session ends. */
  sessionHours: number;
  /** Who filled in an attestation does not sign it. Null: once there are two officers. */
  separateSigner: boolean | null;
  /** What is Not in Place says how it will be fixed. The forms ask for that only where the receiver does. */
  asksPlan: boolean;
  /** Months that evidence is kept after the cycle that it served; never under 12. */
  evidenceKeepMonths: number;
  /** The largest file in MiB; null: as large as the instance takes. */
  evidenceMaxMib: number | null;
};

const fields = [
  'secondFactorRequired',
  'idleMinutes',
  'sessionHours',
  'separateSigner',
  'asksPlan',
  'evidenceKeepMonths',
  'evidenceMaxMib',
] as const satisfies readonly (keyof Policy)[];

/** Changes some policies, by somebody who was just confirmed. They act on the next request. */
export async function changePolicy(
  grant: Grant<'organization:manage'>,
  confirmation: Confirmation,
  policy: Partial<Policy>,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const where = { id: grant.organizationId };
  await commit(grant, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Organization" WHERE "id" = ${grant.organizationId}::uuid FOR UPDATE`;
    const before = await tx.organization.findUniqueOrThrow({ where });
    const changes = changesBetween(before, policy, fields);
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    await tx.organization.update({ where, data: policy });
    return {
      result: undefined,
      events: [
        {
          type: 'organization.changed',
          subject: { type: 'organization', id: grant.organizationId },
          data: changes,
        },
      ],
    };
  });
}
