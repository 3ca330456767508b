import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';

export type Bringer = { name: string; email: string };

/** Who of those who brought something is still there to be told; not whoever says it. */
export function listBringers(
  tx: Transaction,
  organizationId: string,
  userIds: readonly string[],
  except: string,
): Promise<Bringer[]> {
  return tx.$queryRaw<Bringer[]>`
    SELECT u."name", u."email" FROM "Membership" m JOIN "User" u ON u."id" = m."userId" JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE m."organizationId" = ${organizationId}::uuid AND m."userId" = ANY (${[...userIds]}::uuid[]) AND m."userId" <> ${except}::uuid
       AND is_current(m."endedAt", m."accessUntil", o."timeZone") AND u."kind" = 'PERSON' AND u."deactivatedAt" IS NULL
     ORDER BY u."id"`;
}

/**
 * Tells people by mail that evidence of theirs was rejected: which, by whom and a link. Never the reason, because mail leaves the
 * house. Returns at once and never throws, for the review is kept; without a mail server it does nothing.
 */
export function tellBringers(
  byName: string,
  { evidenceId, title }: { evidenceId: string; title: string },
  people: readonly Bringer[],
): void {
  if (!canSendMail()) return;
  for (const { name, email } of people) {
    sendMail({
      to: email,
      subject: `${byName} rejected evidence of yours`,
      text: [
        `Hello ${name},`,
        '',
        `${byName} rejected “${title}”. It proves nothing until something else is brought. Read why here, once you have signed in:`,
        '',
        new URL(`/evidence/${evidenceId}`, env().NEXTAUTH_URL).href,
        '',
      ].join('\n'),
    }).catch((error: unknown) => log().error({ err: error }, 'a notice about a rejection could not be sent'));
  }
}
