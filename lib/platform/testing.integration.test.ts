import { describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { commit } from '@/lib/audit-trail/commit';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';

describe('a test organization', () => {
  it('is a real row that its own grant can read and another grant cannot', async () => {
    const ours = await makeOrganization();
    const theirs = await makeOrganization();
    const seen = await read(ours.grant('organization:read'), (tx) => tx.organization.findMany());
    expect(seen.map((row) => row.id)).toEqual([ours.organizationId]);
    expect(theirs.organizationId).not.toBe(ours.organizationId);
  });

  it('lets a commit write a row and its event together', async () => {
    const ours = await makeOrganization({ role: 'COMPLIANCE_OFFICER' });
    await commit(ours.grant('organization:manage'), async (tx) => {
      await tx.organization.update({ where: { id: ours.organizationId }, data: { name: 'Renamed Ltd' } });
      return {
        result: null,
        events: [
          {
            type: 'organization.changed',
            subject: { type: 'organization', id: ours.organizationId },
            data: { name: { from: 'Test Shop Ltd', to: 'Renamed Ltd' } },
          },
        ],
      };
    });
    const events = await unsafeRows<{ type: string }>(
      'SELECT "type" FROM "AuditEvent" WHERE "organizationId" = $1',
      [ours.organizationId],
    );
    expect(events).toEqual([{ type: 'organization.changed' }]);
  });
});
