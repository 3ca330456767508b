import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { newToken, tokenHash } from '@/lib/access/token';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { EvidenceRequest } from '@/lib/platform/generated/prisma/client';
import { canSendMail } from '@/lib/platform/mail';
import { mailAsked, requestLink } from '../operations/mail';
import { lastDay } from '../queries/link';
import { requestState } from '../rules';
import { endOpen, lockRequest } from './lock';

/** Withdraws a request: its link is dead from now on. Withdrawn twice it stays as it is. Throws WRONG_STATE when it was answered. */
export async function withdrawRequest(grant: Grant<'evidence:request'>, requestId: string): Promise<void> {
  await commit(grant, async (tx) => {
    const request = await lockRequest(tx, grant, requestId);
    if (request.answeredAt) throw new AppError('WRONG_STATE', 'This request was answered already.');
    const ended = await endOpen(tx, grant, request);
    return ended.length === 0 ? unchanged(undefined) : { result: undefined, events: eventList(ended) };
  });
}

/**
 * Reminds whoever is asked by mail, once. Of a link only the hash is kept, so the reminder brings a second one, and both work.
 * Throws WRONG_STATE without a mail server, for a request that has ended, and the second time; UNAVAILABLE when the mail was not
 * taken: then nobody was reminded.
 */
export async function remindOfRequest(grant: Grant<'evidence:request'>, requestId: string): Promise<void> {
  if (!canSendMail())
    throw new AppError('WRONG_STATE', 'No mail server is set up, so nobody can be reminded by mail.');
  const { organizationId, timeZone } = grant;
  const { request, organizationName, memberEmail } = await read(grant, async (tx) => {
    const found = await lockReminded(tx, grant, requestId);
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true },
    });
    const member = await tx.membership.findFirst({
      where: { organizationId, userId: found.memberId ?? organizationId, endedAt: null },
      select: { user: { select: { email: true } } },
    });
    return { request: found, organizationName: organization.name, memberEmail: member?.user.email };
  });
  const email = request.memberId ? memberEmail : request.email;
  if (!email) {
    throw new AppError(
      'WRONG_STATE',
      `${request.recipientName} is not a member any more. Withdraw the request.`,
    );
  }
  const token = request.memberId ? null : newToken();
  const mailed = await mailAsked(
    {
      recipientName: request.recipientName,
      email,
      askerName: request.createdByName,
      organizationName,
      title: request.title,
      untilOn: lastDay(request.expiresAt, timeZone),
      link: requestLink(token ? { token } : { requestId }),
      isOutside: token !== null,
    },
    'REMINDER',
  );
  if (mailed !== 'SENT')
    throw new AppError('UNAVAILABLE', 'The mail could not be sent. Try again in a moment.');
  await commit(grant, async (tx) => {
    const { id, title, recipientName } = await lockReminded(tx, grant, requestId);
    await tx.evidenceRequest.update({
      where: { organizationId_id: { organizationId, id } },
      data: { remindedAt: now(), ...(token && { reminderTokenHash: tokenHash(token) }) },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'evidence-request.reminded',
          subject: { type: 'evidence-request', id },
          data: { title, recipient: recipientName },
        },
      ],
    };
  });
}

async function lockReminded(
  tx: Transaction,
  grant: Grant<'evidence:request'>,
  requestId: string,
): Promise<EvidenceRequest> {
  const request = await lockRequest(tx, grant, requestId);
  if (requestState(request, now()) !== 'OPEN') {
    throw new AppError('WRONG_STATE', 'This request is not open any more. Ask again instead.');
  }
  if (request.remindedAt)
    throw new AppError('WRONG_STATE', 'A reminder was sent already. Talk to them, or ask again.');
  return request;
}
