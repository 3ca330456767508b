import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { AppError, notFound } from '@/lib/platform/errors';

/** Whether somebody is asked by mail to renew evidence, for themselves alone. */
export function chooseRenewalMails(
  grant: Grant<'evidence:attach'>,
  { renewalMails }: { renewalMails: boolean },
): Promise<void> {
  const { organizationId, actor } = grant;
  const { userId, key } = actor;
  if (!userId || key) throw new AppError('FORBIDDEN');
  return commit(grant, async (tx) => {
    const where = { organizationId_userId: { organizationId, userId } };
    const before = await tx.membership.findUnique({ where, select: { renewalMails: true } });
    if (!before) throw notFound();
    if (before.renewalMails === renewalMails) return unchanged(undefined);
    await tx.membership.update({ where, data: { renewalMails } });
    return {
      result: undefined,
      events: [
        {
          type: 'member.mails-chosen',
          subject: { type: 'member', id: userId },
          data: { renewalMails: { from: before.renewalMails, to: renewalMails } },
        },
      ],
    };
  });
}
