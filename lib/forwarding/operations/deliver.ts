import 'server-only';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { now } from '@/lib/platform/clock';
import { DeliveryError, inWords, type OutboundSettings, postJson } from '@/lib/platform/delivery';
import type { ForwardedEvent } from '../model';
import { batchId, octetCounted, type SyslogSource, syslogLine, webhookBody } from '../rules';

export type SyslogTarget = { url: URL; ca?: string | undefined };

const TIMEOUT_MS = 15_000;

/**
 * Sends messages over a connection of their own and waits until the collector has closed its end after ours: syslog over
 * TCP acknowledges nothing, and that is the one sign that it has read to the last byte. Throws DeliveryError.
 */
export async function sendSyslog(
  target: SyslogTarget,
  source: SyslogSource,
  events: readonly ForwardedEvent[],
): Promise<void> {
  const host = target.url.hostname.replace(/^\[(.*)\]$/, '$1');
  const place = { host, port: Number(target.url.port) };
  const socket: Socket =
    target.url.protocol === 'tls:'
      ? connectTls({
          ...place,
          ...(isIP(host) === 0 && { servername: host }),
          minVersion: 'TLSv1.2',
          ...(target.ca && { ca: target.ca }),
        })
      : connectPlain(place);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  signal.addEventListener('abort', () =>
    socket.destroy(new DeliveryError('The collector did not take the events in time.')),
  );
  try {
    await once(socket, target.url.protocol === 'tls:' ? 'secureConnect' : 'connect', { signal });
    socket.resume(); // nothing is read, and without reading its end is not noticed
    const ended = once(socket, 'close', { signal });
    ended.catch(() => {});
    for (const event of events) {
      if (!socket.write(octetCounted(syslogLine(event, source)))) await once(socket, 'drain', { signal });
    }
    socket.end();
    const [hadError] = await ended;
    if (hadError || !socket.readableEnded) throw new DeliveryError('The collector broke the connection off.');
  } catch (error) {
    throw inWords(error);
  } finally {
    socket.destroy();
  }
}

export type WebhookTarget = { url: string; secret: string };

/**
 * Posts a batch as Standard Webhooks describes it: the id, the time and the body are signed with HMAC-SHA-256, so a
 * receiver sees what was changed, what is old and what it has already. Throws DeliveryError.
 */
export async function postWebhook(
  organizationId: string,
  target: WebhookTarget,
  events: readonly ForwardedEvent[],
  settings: OutboundSettings,
): Promise<void> {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return;
  const id = batchId(organizationId, first.sequence, last.sequence);
  const body = webhookBody(organizationId, id, events);
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const headers = {
    'user-agent': 'Inplace',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(target.secret, `${id}.${timestamp}.${body}`)}`,
  };
  await postJson(new URL(target.url), headers, body, settings);
}

/** The secret is base64 after its prefix; its bytes are the key. */
function signature(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(text, 'utf8').digest('base64');
}
