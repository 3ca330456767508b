import 'server-only';
import { type InstanceActor, recordInstanceEvent } from '@/lib/audit-trail/commit';
import type { Transaction } from '@/lib/platform/db';
import { removeSecondFactor } from './second-factor';

/** What stands in place of a password where there is none: no text has this hash. */
export const NO_PASSWORD = '!';

/**
 * Takes away everything that a person signs in with, and ends their sessions: for an account that has become another
 * mailbox's. Whoever reads that one chooses a password by mail, or signs in at the provider.
 */
export async function removeCredentials(
  tx: Transaction,
  actor: InstanceActor,
  userId: string,
): Promise<void> {
  await removeSecondFactor(tx, actor, userId);
  const { passwordHash } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (passwordHash === NO_PASSWORD) return;
  await tx.user.update({ where: { id: userId }, data: { passwordHash: NO_PASSWORD } });
  await tx.formerPassword.create({ data: { userId, passwordHash } });
  await recordInstanceEvent(
    { type: 'password.removed', actor, subject: { type: 'account', id: userId } },
    tx,
  );
}
