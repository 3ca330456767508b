import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { now } from '@/lib/platform/clock';
import { assertOutside, DeliveryError } from '@/lib/platform/delivery';
import { AppError } from '@/lib/platform/errors';
import { webhookSettings } from './operations/settings';
import { newWebhookSecret, sealTarget } from './target';

/**
 * Has the organization's events sent to an address from now on, beginning where sending stopped last, or with the first.
 * The secret is made anew each time and returned this once. Throws INVALID with words at `url` for an address that leads
 * inside, and WRONG_STATE for a sample.
 */
export async function setWebhook(
  grant: Grant<'organization:manage'>,
  confirmation: Confirmation,
  input: { url: string },
): Promise<{ secret: string }> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  const url = new URL(input.url);
  await assertOutside(url, webhookSettings()).catch((error: unknown) => {
    throw error instanceof DeliveryError
      ? new AppError('INVALID', undefined, { url: [error.message] })
      : error;
  });
  const secret = newWebhookSecret();
  const row = {
    host: url.host,
    sealedTarget: sealTarget(organizationId, { url: url.href, secret }),
    changedAt: now(),
  };
  return commit(grant, async (tx) => {
    const { isSample } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
    if (isSample) throw new AppError('WRONG_STATE', 'Events of a sample are not sent anywhere.');
    const before = await tx.eventWebhook.findUnique({ where: { organizationId } });
    await tx.eventWebhook.upsert({
      where: { organizationId },
      create: { organizationId, ...row },
      update: { ...row, ...leaving(before?.sealedTarget) },
    });
    // Who has just set an address does not want to wait for what an older one had done wrong.
    await tx.forwardCursor.updateMany({
      where: { organizationId, destination: 'WEBHOOK' },
      data: { failures: 0, retryAt: null, lastError: null },
    });
    return {
      result: { secret },
      events: [
        {
          type: 'forwarding.set',
          subject: { type: 'forwarding', id: organizationId },
          // Not the whole address: its path may hold a key.
          data: { host: url.host },
        },
      ],
    };
  });
}

/** So long an address that was ended or changed is still tried for what it has not got yet. */
const LEAVING_MS = 5 * 60_000;

function leaving(sealedTarget: string | null | undefined) {
  return sealedTarget
    ? { leavingTarget: sealedTarget, leavingBy: new Date(now().getTime() + LEAVING_MS) }
    : { leavingTarget: null, leavingBy: null };
}

/** Ends it; what is outstanding up to that is still sent, for five minutes at most. The place where sending stopped is kept for a later address. */
export async function endWebhook(
  grant: Grant<'organization:manage'>,
  confirmation: Confirmation,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    const before = await tx.eventWebhook.findUnique({ where: { organizationId } });
    if (!before?.host) return unchanged(undefined);
    await tx.eventWebhook.update({
      where: { organizationId },
      data: { host: null, sealedTarget: null, changedAt: now(), ...leaving(before.sealedTarget) },
    });
    // At once, whatever went wrong before.
    await tx.forwardCursor.updateMany({
      where: { organizationId, destination: 'WEBHOOK' },
      data: { failures: 0, retryAt: null, lastError: null },
    });
    return {
      result: undefined,
      events: [
        {
          type: 'forwarding.ended',
          subject: { type: 'forwarding', id: organizationId },
          data: { host: before.host },
        },
      ],
    };
  });
}
