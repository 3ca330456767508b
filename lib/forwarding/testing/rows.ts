import { createHmac } from 'node:crypto';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { endWebhook, setWebhook } from '../commands';
import type { ForwardingSettings } from '../operations/settings';
import { getForwarding } from '../queries';
import { newWebhookSecret, sealTarget } from '../target';
import type { Collector, Delivery } from './servers';

const withWebhooks: string[] = [];

/** As if nothing had been sent yet, and no organization of an earlier test had a webhook. */
export async function startOver(): Promise<void> {
  await unsafeRows(`DELETE FROM "ForwardCursor"`);
  await unsafeRows(`DELETE FROM "InstanceForwardCursor"`);
  await unsafeRows(
    `UPDATE "EventWebhook" SET "host" = NULL, "sealedTarget" = NULL, "leavingTarget" = NULL, "leavingBy" = NULL WHERE "organizationId" = ANY ($1)`,
    [withWebhooks],
  );
}

/** So many events in the chain of an organization. */
export async function writeEvents(who: TestOrganization, count: number, words = 'x'): Promise<void> {
  await unsafeRows(
    `WITH set AS MATERIALIZED (SELECT set_config('app.organization_id', $1, true))
     SELECT append_event($1::uuid, 'report.exported', NULL, 'Inplace', 'assessment', 'a', '{"data":{"name":"' || $3 || '"}}') FROM set, generate_series(1, $2)`,
    [who.organizationId, count, words],
  );
}

/** An organization whose events go to a port of this machine. */
export async function withWebhook(port: number): Promise<{ ours: TestOrganization; secret: string }> {
  const ours = await makeOrganization();
  withWebhooks.push(ours.organizationId);
  const secret = newWebhookSecret();
  await unsafeRows(
    'INSERT INTO "EventWebhook" ("organizationId", "host", "sealedTarget") VALUES ($1, $2, $3)',
    [
      ours.organizationId,
      `127.0.0.1:${port}`,
      sealTarget(ours.organizationId, { url: `https://127.0.0.1:${port}/events?key=1`, secret }),
    ],
  );
  return { ours, secret };
}

export const toWebhooks = (ports: number | number[], ca: string): ForwardingSettings => ({
  hostname: 'pci.example.com',
  syslog: null,
  webhooks: { allowed: [ports].flat().map((port) => `127.0.0.1:${port}`), ca },
});

/** What an administrator sees of the webhook. */
export const webhookOf = async (who: TestOrganization) =>
  (await getForwarding(who.grant('organization:manage'))).webhook;

export const endWebhookOf = (who: TestOrganization) =>
  endWebhook(who.grant('organization:manage'), unsafeMakeConfirmation(who.userId));

/** Changes the address; the command takes outside addresses only, so the port of this machine is put in after it. */
export async function changeWebhookTo(port: number, who: TestOrganization): Promise<void> {
  const url = 'https://198.41.0.4/events';
  const confirmation = unsafeMakeConfirmation(who.userId);
  const { secret } = await setWebhook(who.grant('organization:manage'), confirmation, { url });
  await unsafeRows('UPDATE "EventWebhook" SET "sealedTarget" = $2 WHERE "organizationId" = $1', [
    who.organizationId,
    sealTarget(who.organizationId, { url: `https://127.0.0.1:${port}/events`, secret }),
  ]);
}

/** How many seconds the address of before is still tried; null when it is forgotten. */
export async function leavesIn(who: TestOrganization): Promise<number | null> {
  const [row] = await unsafeRows<{ seconds: number | null }>(
    `SELECT extract(epoch FROM "leavingBy" - now())::float8 AS "seconds"
       FROM "EventWebhook" WHERE "organizationId" = $1 AND "leavingTarget" IS NOT NULL`,
    [who.organizationId],
  );
  return row?.seconds ?? null;
}

/** As if these seconds had passed. */
export async function leavingIsOver(who: TestOrganization): Promise<void> {
  await unsafeRows(
    `UPDATE "EventWebhook" SET "leavingBy" = now() - interval '1 second' WHERE "organizationId" = $1`,
    [who.organizationId],
  );
}

export const toCollector = (
  port: number,
  scheme: 'tcp' | 'tls' = 'tcp',
  ca?: string,
): ForwardingSettings => ({
  hostname: 'pci.example.com',
  syslog: { url: new URL(`${scheme}://127.0.0.1:${port}`), ca },
  webhooks: { allowed: [] },
});

/** As if the wait had passed. */
export async function waitIsOver(): Promise<void> {
  await unsafeRows(`UPDATE "ForwardCursor" SET "retryAt" = NULL`);
  await unsafeRows(`UPDATE "InstanceForwardCursor" SET "retryAt" = NULL`);
}

export const numbersIn = (deliveries: Delivery[]): number[] =>
  deliveries.flatMap(({ body }) =>
    JSON.parse(body).events.map((event: { sequence: number }) => event.sequence),
  );
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The numbers of an organization's messages, in the order in which they came. */
export const sequencesIn = (collector: Collector, who: TestOrganization) =>
  collector.messages
    .filter((message) => message.includes(`chain="${who.organizationId}"`))
    .map((message) => Number(/ sequence="(\d+)"/.exec(message)?.[1]));

/** The signature that a delivery must have under a secret, worked out as Standard Webhooks says. */
export function signatureOf(delivery: Delivery | undefined, secret: string): string {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = delivery?.headers ?? {};
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${delivery?.body}`).digest('base64')}`;
}
