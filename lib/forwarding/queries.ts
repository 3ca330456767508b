import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { env } from '@/lib/platform/env';
import type { ForwardingView } from './model';

/** Where the events go, how many wait, and what went wrong last. */
export async function getForwarding(grant: Grant<'organization:manage'>): Promise<ForwardingView> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const webhook = await tx.eventWebhook.findUnique({ where: { organizationId } });
    const head = await tx.auditHead.findUnique({ where: { organizationId } });
    const cursors = await tx.forwardCursor.findMany({ where: { organizationId } });
    const collector = await tx.instanceForwardCursor.findUnique({ where: { destination: 'SYSLOG' } });
    const cursorOf = (destination: string) => cursors.find((cursor) => cursor.destination === destination);
    const lagOf = (destination: string) =>
      Number((head?.sequence ?? 0n) - (cursorOf(destination)?.sequence ?? 0n));
    const toWebhook = cursorOf('WEBHOOK');
    return {
      webhook: webhook?.host
        ? {
            host: webhook.host,
            lag: lagOf('WEBHOOK'),
            sentAt: toWebhook?.sentAt ?? null,
            retryAt: toWebhook?.retryAt ?? null,
            lastError: toWebhook?.lastError ?? null,
          }
        : null,
      syslog: env().SYSLOG_URL
        ? {
            lag: lagOf('SYSLOG'),
            sentAt: cursorOf('SYSLOG')?.sentAt ?? null,
            lastError: collector?.lastError ?? null,
          }
        : null,
    };
  });
}
