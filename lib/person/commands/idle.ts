import 'server-only';
import { unsafePool } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';
import { idleDays, idleWarningDays } from '../model';

type Idle = { id: string; name: string; email: string; days: number };

/**
 * Tells people whose account goes off within a fortnight for want of use (8.2.6), once each time. Returns how many were
 * told. Without a mail server it does nothing; the member list shows it all the same.
 */
export async function warnIdleAccounts(origin: string): Promise<number> {
  if (!canSendMail()) return 0;
  // Claimed in the statement that finds them: two processes do not both write.
  const { rows } = await unsafePool().query<Idle>(
    `UPDATE "User" u SET "idleWarnedAt" = now()
      WHERE u."deactivatedAt" IS NULL AND last_used(u."id") < now() - make_interval(days => $1::int)
        AND last_used(u."id") >= now() - make_interval(days => $2::int)
        AND (u."idleWarnedAt" IS NULL OR u."idleWarnedAt" < last_used(u."id"))
      RETURNING u."id", u."name", u."email", ceil(extract(epoch FROM last_used(u."id") + make_interval(days => $2::int) - now()) / 86400)::int AS "days"`,
    [idleDays - idleWarningDays, idleDays],
  );
  for (const person of rows) {
    await sendMail({
      to: person.email,
      subject: 'Your Inplace account goes off soon',
      text: [
        `Hello ${person.name},`,
        '',
        `you have not used Inplace for a while. Your account goes off in ${person.days} ${person.days === 1 ? 'day' : 'days'}, as accounts do that nobody uses for ${idleDays} days.`,
        '',
        'Sign in once to keep it:',
        '',
        new URL('/sign-in', origin).href,
        '',
      ].join('\n'),
    }).catch((error: unknown) => log().error({ err: error }, 'a warning could not be sent'));
  }
  return rows.length;
}
