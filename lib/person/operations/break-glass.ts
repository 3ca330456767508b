import 'server-only';
import { systemGrant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { unsafeTransaction } from '@/lib/platform/db';

/**
 * Records, in each organization that requires its own sign-on, that one of its named administrators came in without it.
 * Called after every sign-in by password or passkey, before the browser has the session: what cannot be recorded does not
 * happen.
 */
export async function recordBypass(person: {
  id: string;
  name: string;
  from?: string | undefined;
}): Promise<void> {
  const { id: userId, name, from } = person;
  const bypassed = await unsafeTransaction({ organizationId: null, userId }, (tx) =>
    tx.membership.findMany({
      where: {
        userId,
        endedAt: null,
        role: 'ADMINISTRATOR',
        mayUsePassword: true,
        organization: { signOn: 'REQUIRED' },
      },
      select: { organizationId: true, id: true },
    }),
  );
  for (const { organizationId, id } of bypassed) {
    const grant = systemGrant('sign-on', 'organization:manage', organizationId, { userId, name, from });
    await commit(grant, async (tx) => {
      await tx.membership.updateMany({ where: { organizationId, id }, data: { passwordUsedAt: now() } });
      return {
        result: undefined,
        events: [{ type: 'sign-on.bypassed', subject: { type: 'member', id: userId }, data: { name } }],
      };
    });
  }
}
