import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';
import type { RequirementTarget } from '@/lib/response/model';
import type { Mailbox } from './readers';

/**
 * Tells people by mail that a comment mentions them: who, where and a link. Never what it says, because mail leaves the
 * house. Returns at once and never throws, for the comment is kept; without a mail server it does nothing.
 */
export function tellMentioned(
  grant: Grant<'comment:write'>,
  target: RequirementTarget,
  assessmentName: string,
  people: readonly Mailbox[],
): void {
  if (!canSendMail()) return;
  for (const person of people) {
    sendMail({
      to: person.email,
      ...mentionMail(grant.actor.name, target, assessmentName, person.name),
    }).catch((error: unknown) => log().error({ err: error }, 'a notice about a mention could not be sent'));
  }
}

function mentionMail(
  authorName: string,
  { assessmentId, requirementNumber }: RequirementTarget,
  assessmentName: string,
  name: string,
): { subject: string; text: string } {
  const address = `/assessments/${assessmentId}/requirements/${requirementNumber}#comments`;
  return {
    subject: `${authorName} mentions you at ${requirementNumber}`,
    text: [
      `Hello ${name},`,
      '',
      `${authorName} mentions you in a comment on requirement ${requirementNumber} of the assessment ${assessmentName}. Read it here, once you have signed in:`,
      '',
      new URL(address, env().NEXTAUTH_URL).href,
      '',
    ].join('\n'),
  };
}
