import 'server-only';
import { assertConfirmed } from '@/lib/access/confirmation';
import type { SessionContext } from '@/lib/access/session';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { hashNewPassword } from '../new-password';
import type { ConfirmedPerson } from '../operations/confirm';
import { tellOwner } from '../operations/notice';
import { formerHashes, voidPasswordResets } from '../operations/password';
import { endSessions } from '../operations/session';

/**
 * Changes the password of somebody who was just confirmed, and ends all sessions but the one with `sessionId`. Throws
 * INVALID at `newPassword` when it is easy to guess or one of the last four.
 */
export async function changePassword(
  session: SessionContext,
  { confirmation, sessionId, passwordHash: current }: ConfirmedPerson,
  input: { newPassword: string },
): Promise<void> {
  const { userId } = session;
  assertConfirmed(confirmation, userId);
  const former = await formerHashes(userId);
  const passwordHash = await hashNewPassword({
    password: input.newPassword,
    field: 'newPassword',
    about: [session.userName, session.email, session.organizationName ?? ''],
    former,
  });
  await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    const changed = await tx.user.updateMany({
      where: { id: userId, passwordHash: current },
      data: { passwordHash },
    });
    if (changed.count !== 1)
      throw new AppError('CONFLICT', 'Your password was changed elsewhere just now. Use the new one.');
    await voidPasswordResets(tx, userId);
    await tx.formerPassword.create({ data: { userId, passwordHash: current } });
    const actor = { id: userId, name: session.userName, from: session.from };
    await recordInstanceEvent(
      { type: 'password.changed', actor, subject: { type: 'account', id: userId } },
      tx,
    );
    await endSessions(tx, actor, userId, sessionId);
  });
  tellOwner(userId, 'password.changed', session.from);
}
