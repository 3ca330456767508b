import 'server-only';
import { newToken, tokenHash } from '@/lib/access/token';
import { recordInstanceEvent } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { canSendMail, sendMail } from '@/lib/platform/mail';
import { emailAddress } from '../model';
import { hashNewPassword } from '../new-password';
import { tellOwner } from '../operations/notice';
import { formerHashes, voidPasswordResets } from '../operations/password';
import { endSessions } from '../operations/session';

const MINUTES = 60;
/** So many links an hour for one account; further requests are dropped without a word. */
const LINKS_PER_HOUR = 3;

/**
 * Sends a link for a new password to an address, if it belongs to somebody. It returns nothing and throws nothing that
 * tells whether it does: the caller answers before this begins.
 */
export async function sendPasswordReset(email: string, origin: string, from?: string): Promise<void> {
  const address = emailAddress.safeParse(email);
  if (!address.success || !canSendMail()) return;
  const made = await makeReset(address.data, from);
  if (!made) return;
  await sendMail({
    to: address.data,
    subject: 'A new password for Inplace',
    text: [
      `Hello ${made.name},`,
      '',
      'somebody, probably you, asked for a new password for Inplace. Choose it here, within the next hour:',
      '',
      new URL(`/new-password/${made.token}`, origin).href,
      '',
      'The link works once. If it was not you, nothing has changed: delete this message, and tell your administrator if it comes again.',
      '',
    ].join('\n'),
  });
}

async function makeReset(email: string, from?: string): Promise<{ token: string; name: string } | null> {
  const token = newToken();
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    const [user] = await tx.$queryRaw<{ id: string; name: string }[]>`
      SELECT "id", "name" FROM "User" WHERE "email" = ${email} AND "kind" = 'PERSON' AND "deactivatedAt" IS NULL FOR UPDATE`;
    if (!user) return null;
    const since = new Date(now().getTime() - 3_600_000);
    const asked = await tx.passwordReset.count({ where: { userId: user.id, createdAt: { gt: since } } });
    if (asked >= LINKS_PER_HOUR) return null;
    await voidPasswordResets(tx, user.id);
    await tx.passwordReset.create({
      data: {
        userId: user.id,
        tokenHash: tokenHash(token),
        expiresAt: new Date(now().getTime() + MINUTES * 60_000),
      },
    });
    await recordInstanceEvent(
      {
        type: 'password.reset-asked',
        actor: { id: null, name: 'unknown', from },
        subject: { type: 'account', id: user.id },
      },
      tx,
    );
    return { token, name: user.name };
  });
}

type Holder = { userId: string; name: string; email: string };

/** Whose link it is; null for one that was used, voided or is older than an hour. */
export async function findPasswordReset(token: string): Promise<Holder | null> {
  const found = await unsafePool().query<Holder>(
    `SELECT u."id" AS "userId", u."name", u."email" FROM "PasswordReset" r JOIN "User" u ON u."id" = r."userId"
      WHERE r."tokenHash" = $1 AND r."endedAt" IS NULL AND r."expiresAt" > now() AND u."deactivatedAt" IS NULL`,
    [tokenHash(token)],
  );
  return found.rows[0] ?? null;
}

/**
 * Sets the password of whoever holds the link, once. All sessions end and a lock opens, because the mail has confirmed
 * who it is (8.3.4); the second factor stays what it was. Throws NOT_FOUND for a link that no longer works, INVALID at
 * `password` for one that is weak or one of the last four.
 */
export async function resetPassword(
  input: { token: string; password: string },
  from?: string,
): Promise<{ email: string }> {
  const holder = await findPasswordReset(input.token);
  if (!holder) throw gone();
  const { userId, name, email } = holder;
  const former = await formerHashes(userId);
  const passwordHash = await hashNewPassword({
    password: input.password,
    field: 'password',
    about: [name, email],
    former,
  });
  await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
    const used = await tx.passwordReset.updateMany({
      where: { tokenHash: tokenHash(input.token), endedAt: null, expiresAt: { gt: now() } },
      data: { endedAt: now() },
    });
    if (used.count !== 1) throw gone();
    const [current] = former;
    const changed = await tx.user.updateMany({
      where: { id: userId, passwordHash: current ?? '' },
      data: { passwordHash, failedAttempts: 0, lockedUntil: null },
    });
    if (changed.count !== 1 || !current) throw gone();
    await tx.formerPassword.create({ data: { userId, passwordHash: current } });
    await voidPasswordResets(tx, userId);
    const actor = { id: userId, name, from };
    await recordInstanceEvent(
      { type: 'password.reset', actor, subject: { type: 'account', id: userId } },
      tx,
    );
    await endSessions(tx, actor, userId, null);
  });
  tellOwner(userId, 'password.reset', from);
  return { email };
}

function gone(): AppError {
  return new AppError('NOT_FOUND', 'This link no longer works. Ask for a new one.');
}
