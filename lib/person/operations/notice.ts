import 'server-only';
import { unsafePool } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';

const words = {
  'password.changed': 'your password was changed',
  'password.reset': 'a new password was chosen by a link that was sent to this address',
  'second-factor.added': 'an authenticator app was set up',
  'second-factor.replaced': 'another authenticator app was set up; the earlier one no longer works',
  'second-factor.removed':
    'your authenticator app, recovery codes and passkeys were taken away by an administrator; you set up a new second factor when you sign in next',
  'second-factor.app-removed': 'your authenticator app was removed',
  'recovery-codes.made': 'new recovery codes were made; the earlier ones no longer work',
  'passkey.added': 'a passkey was added',
  'passkey.removed': 'a passkey was removed',
  'sign-in.locked':
    'ten sign-ins in a row failed, so your password opens nothing for 30 minutes; where you are signed in you stay so, and a passkey signs in all the same',
  'sign-in.lock-lifted':
    'an administrator lifted the lock that ten failed sign-ins had put on your account; if you did not ask for it, tell them and choose a new password',
  'session.new-browser': 'your account was signed in to from a browser that was not used for it before',
} as const;

type Notice = keyof typeof words;

/** What happened to the account without a change of it has a subject of its own. */
const subjects: Partial<Record<Notice, string>> = {
  'sign-in.locked': 'Sign-ins to your Inplace account failed',
  'sign-in.lock-lifted': 'The lock of your Inplace account was lifted',
  'session.new-browser': 'New sign-in to your Inplace account',
};

/**
 * Tells somebody by mail that what they sign in with has changed, or that somebody tries to (ASVS 6.3.5, 6.3.7): whoever did
 * not do it learns of it. Returns at once and never throws, for it has happened; without a mail server it does nothing.
 */
export function tellOwner(userId: string, what: Notice, from?: string): void {
  if (!canSendMail()) return;
  send(userId, what, from).catch(unsent);
}

/**
 * The same of a session that begins in a browser of another kind than all sessions of the last twelve months: the version
 * of a browser does not make it another one. The first session of all is nobody's surprise.
 */
export function tellOfNewBrowser(userId: string, sessionId: string, from?: string): void {
  if (!canSendMail()) return;
  const tell = async () => {
    const { rows } = await unsafePool().query<{ isNew: boolean }>(
      `SELECT count(*) > 0 AND NOT coalesce(bool_or(regexp_replace(o."userAgent", '[0-9._]+', '', 'g') = regexp_replace(s."userAgent", '[0-9._]+', '', 'g')), false) AS "isNew"
         FROM "Session" s JOIN "Session" o ON o."userId" = s."userId" AND o."id" <> s."id" AND o."userAgent" IS NOT NULL
        WHERE s."id" = $1::uuid AND s."userId" = $2::uuid`,
      [sessionId, userId],
    );
    if (rows[0]?.isNew) await send(userId, 'session.new-browser', from);
  };
  tell().catch(unsent);
}

function unsent(error: unknown): void {
  log().error({ err: error }, 'a notice about an account could not be sent');
}

async function send(userId: string, notice: Notice, from: string | undefined): Promise<void> {
  const { rows } = await unsafePool().query<{ name: string; email: string; at: string }>(
    `SELECT "name", "email", to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS "at" FROM "User"
      WHERE "id" = $1::uuid AND "kind" = 'PERSON' AND "deactivatedAt" IS NULL`,
    [userId],
  );
  const [person] = rows;
  if (!person) return;
  await sendMail({
    to: person.email,
    subject: subjects[notice] ?? 'Your Inplace account was changed',
    text: [
      `Hello ${person.name},`,
      '',
      `${words[notice]}.`,
      '',
      `When: ${person.at} UTC${from ? `, from ${from}` : ''}`,
      '',
      'If it was you, or you know of it, there is nothing to do. If not, choose a new password at once and tell your administrator:',
      '',
      new URL('/forgotten-password', env().NEXTAUTH_URL).href,
      '',
    ].join('\n'),
  });
}
