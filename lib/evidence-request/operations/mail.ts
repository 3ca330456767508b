import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { env } from '@/lib/platform/env';
import { formatDay } from '@/lib/platform/format';
import { log } from '@/lib/platform/log';
import { canSendMail, sendMail } from '@/lib/platform/mail';
import type { Mailed } from '../model';
import { mailWords } from '../rules';

/** What a mail about a request needs to know of it. Of what is asked only the title is said: mail leaves the house. None of it brings an address along, and the title is no subject. */
export type AskedMail = {
  recipientName: string;
  email: string;
  askerName: string;
  organizationName: string;
  title: string;
  untilOn: string;
  link: string;
  isOutside: boolean;
};

/** The address of a link from outside, or of a member's page. */
export function requestLink(to: { token: string } | { requestId: string }): string {
  const path = 'token' in to ? `/requested/${to.token}` : `/evidence/requests/${to.requestId}`;
  return new URL(path, env().NEXTAUTH_URL).href;
}

/** Tells whoever is asked. The request stands whatever becomes of the mail. */
export async function mailAsked(asked: AskedMail, kind: 'FIRST' | 'REMINDER'): Promise<Mailed> {
  if (!canSendMail()) return 'NO_SERVER';
  const { untilOn } = asked;
  const [recipientName, askerName, organizationName, title] = [
    mailWords(asked.recipientName),
    mailWords(asked.askerName),
    mailWords(asked.organizationName),
    mailWords(asked.title),
  ];
  const isFirst = kind === 'FIRST';
  try {
    await sendMail({
      to: asked.email,
      subject: isFirst ? `${askerName} asks you for evidence` : `Reminder: ${askerName} waits for evidence`,
      text: [
        `Hello ${recipientName},`,
        '',
        `${askerName} of ${organizationName} ${isFirst ? 'asks you for' : 'still waits for'} a piece of evidence for a PCI DSS self-assessment: ${title}. ${
          asked.isOutside
            ? 'Read more and send it here:'
            : 'Read more and answer here, once you have signed in:'
        }`,
        '',
        asked.link,
        '',
        asked.isOutside
          ? `The link works until ${formatDay(untilOn)}, and for one answer. Whoever has it can send files in your name, so do not pass it on. If you did not expect it, delete this message.`
          : `It can be answered until ${formatDay(untilOn)}.`,
        '',
      ].join('\n'),
    });
    return 'SENT';
  } catch (error) {
    log().error({ err: error }, 'a request for evidence could not be sent by mail');
    return 'FAILED';
  }
}

export type Answered = {
  requestId: string;
  askerId: string;
  title: string;
  answeredByName: string;
  evidenceId: string;
  notLinked: readonly string[];
};

/**
 * Tells whoever asked that an answer has come, and where it could not be used. Returns at once and never throws: the answer is
 * kept. Somebody who has left is not told; officers see it in the list.
 */
export function tellAsker(grant: Grant, answered: Answered): void {
  if (!canSendMail()) return;
  mailAnswered(grant, answered).catch((error: unknown) =>
    log().error({ err: error }, 'a notice about an answered request could not be sent'),
  );
}

async function mailAnswered(grant: Grant, answered: Answered): Promise<void> {
  const { organizationId } = grant;
  const asker = await read(grant, (tx) =>
    tx.membership.findFirst({
      where: { organizationId, userId: answered.askerId, endedAt: null, user: { deactivatedAt: null } },
      select: { user: { select: { name: true, email: true } } },
    }),
  );
  if (!asker) return;
  const { title, answeredByName, evidenceId, notLinked } = answered;
  await sendMail({
    to: asker.user.email,
    subject: mailWords(`${answeredByName} answered: ${title}`),
    text: [
      `Hello ${asker.user.name},`,
      '',
      `${answeredByName} has answered your request for ${title}. See it here, once you have signed in:`,
      '',
      new URL(`/evidence/${evidenceId}`, env().NEXTAUTH_URL).href,
      '',
      ...(notLinked.length > 0
        ? [
            `It is in the library and not used for ${notLinked.join(', ')}: the assessment takes no evidence any more, or does not ask for it now.`,
            '',
          ]
        : []),
    ].join('\n'),
  });
}
