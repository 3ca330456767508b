import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { newToken, tokenHash } from '@/lib/access/token';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { EvidenceRequest } from '@/lib/platform/generated/prisma/client';
import { canSendMail } from '@/lib/platform/mail';
import { mailAsked, requestLink } from '../operations/mail';
import { lastDay } from '../queries/link';
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

/** A process that was killed gives a reminder back after so long. */
const CLAIM_MINUTES = 15;

/**
 * Reminds whoever is asked by mail, once. Of a link only the hash is kept, so the reminder brings a second one, and both work.
 * Throws WRONG_STATE without a mail server, for a request that has ended, and the second time; UNAVAILABLE when the mail was not
 * taken: then nobody was reminded.
 */
export async function remindOfRequest(grant: Grant<'evidence:request'>, requestId: string): Promise<void> {
  if (!canSendMail())
    throw new AppError('WRONG_STATE', 'No mail server is set up, so nobody can be reminded by mail.');
  const token = newToken();
  const { request, organizationName, email } = await claim(grant, requestId, tokenHash(token));
  const isOutside = request.memberId === null;
  const mailed = await mailAsked(
    {
      recipientName: request.recipientName,
      email,
      askerName: request.createdByName,
      organizationName,
      title: request.title,
      untilOn: lastDay(request.expiresAt, grant.timeZone),
      link: requestLink(isOutside ? { token } : { requestId }),
      isOutside,
    },
    'REMINDER',
  );
  if (mailed === 'SENT') return noteReminded(grant, request);
  await giveBack(grant, requestId);
  throw new AppError('UNAVAILABLE', 'The mail could not be sent. Try again in a moment.');
}

/** Takes the one reminder under the lock of its row, so that nobody else sends it. A link works before its mail is on the way. */
function claim(grant: Grant<'evidence:request'>, requestId: string, hash: string) {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const request = await lockReminded(tx, grant, requestId);
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true },
    });
    const member = await tx.membership.findFirst({
      where: { organizationId, userId: request.memberId ?? organizationId, endedAt: null },
      select: { user: { select: { email: true } } },
    });
    const email = request.memberId ? member?.user.email : request.email;
    if (!email) {
      throw new AppError(
        'WRONG_STATE',
        `${request.recipientName} is not a member any more. Withdraw the request.`,
      );
    }
    await tx.evidenceRequest.update({
      where: { organizationId_id: { organizationId, id: requestId } },
      data: { reminderClaimedAt: now(), ...(request.memberId === null && { reminderTokenHash: hash }) },
    });
    return unchanged({ request, organizationName: organization.name, email });
  });
}

/** The mail has gone, whatever became of the request since. */
function noteReminded(
  grant: Grant<'evidence:request'>,
  { id, title, recipientName }: EvidenceRequest,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    await tx.evidenceRequest.updateMany({
      where: { organizationId, id, answeredAt: null, withdrawnAt: null },
      data: { remindedAt: now() },
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

async function giveBack(grant: Grant<'evidence:request'>, id: string): Promise<void> {
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    await tx.evidenceRequest.updateMany({
      where: { organizationId, id, remindedAt: null, answeredAt: null, withdrawnAt: null },
      data: { reminderClaimedAt: null, reminderTokenHash: null },
    });
    return unchanged(undefined);
  });
}

async function lockReminded(
  tx: Transaction,
  grant: Grant<'evidence:request'>,
  requestId: string,
): Promise<EvidenceRequest> {
  const request = await lockRequest(tx, grant, requestId);
  if (request.state !== 'OPEN') {
    throw new AppError('WRONG_STATE', 'This request is not open any more. Ask again instead.');
  }
  if (request.remindedAt)
    throw new AppError('WRONG_STATE', 'A reminder was sent already. Talk to them, or ask again.');
  const { reminderClaimedAt: claimed } = request;
  if (claimed && now().getTime() - claimed.getTime() < CLAIM_MINUTES * 60_000)
    throw new AppError('WRONG_STATE', 'A reminder is on its way already.');
  return request;
}
