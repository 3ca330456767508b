import 'server-only';
import { now } from '@/lib/platform/clock';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { DeliveryError } from '@/lib/platform/delivery';
import type { Destination, ForwardedEvent } from '../model';
import { waitAfter } from '../rules';
import { openTarget } from '../target';
import { postWebhook, sendSyslog } from './deliver';
import { instanceOutbox, type Outbox, organizationOutbox, withinInstance } from './outbox';
import { type ForwardingSettings, forwardingSettings } from './settings';

/** "forw" as a number: the lock of the one sender among all processes. */
const SENDERS_LOCK = 0x666f7277;
/** After so many batches of one chain the next gets its turn. */
const BATCHES_A_TURN = 50;
/** So many webhooks at a time: a slow one holds up few others. */
const WEBHOOKS_AT_A_TIME = 4;

/** How long a chain was when its destination had all of it: until it grows there is nothing to ask the database. */
const throughAt = new Map<string, bigint>();

/** The connection that holds the senders' lock; when it goes, another process may be sending. */
type Lock = { isHeld: boolean };
type Chain = { organizationId: string; sequence: bigint };

/**
 * One turn of sending: every chain from where its cursor stands, in order, until it is through or its destination fails.
 * One process sends at a time; what a killed one had begun the next sends again (at least once).
 */
export async function forwardEvents(settings: ForwardingSettings = forwardingSettings()): Promise<void> {
  const client = await unsafePool().connect();
  const lock: Lock = { isHeld: true };
  const lose = () => {
    lock.isHeld = false;
  };
  client.on('error', lose).on('end', lose);
  let isBroken = true;
  try {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      SENDERS_LOCK,
    ]);
    if (rows[0]?.held) {
      await forwardChains(lock, settings);
      await client.query('SELECT pg_advisory_unlock($1)', [SENDERS_LOCK]);
    }
    isBroken = false;
  } finally {
    client.off('error', lose).off('end', lose);
    // A connection that failed goes, and the lock with it.
    client.release(isBroken);
  }
}

async function forwardChains(lock: Lock, settings: ForwardingSettings): Promise<void> {
  const chains = await withinInstance((tx) =>
    tx.auditHead.findMany({ select: { organizationId: true, sequence: true } }),
  );
  const waiting = chains.values();
  const worker = async () => {
    for (const chain of waiting) await forwardWebhook(lock, chain, settings);
  };
  const results = await Promise.allSettled([
    ...(settings.syslog ? [forwardSyslog(lock, chains, settings)] : []),
    ...Array.from({ length: WEBHOOKS_AT_A_TIME }, worker),
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** The collector is one destination for all chains: when it fails, all wait. */
async function forwardSyslog(
  lock: Lock,
  chains: readonly Chain[],
  { syslog, hostname }: ForwardingSettings,
): Promise<void> {
  if (!syslog) return;
  const instance = instanceOutbox();
  await orWait(instance, async () => {
    await drain(lock, instance, (events) => sendSyslog(syslog, { hostname, organization: null }, events));
    for (const chain of chains) {
      await unlessThrough('SYSLOG', chain, async ({ organizationId: id }) => {
        const organization = await findForwarded(id);
        if (!organization) return true;
        const source = { hostname, organization: { id, name: organization.name } };
        return drain(lock, organizationOutbox(id, 'SYSLOG'), (events) => sendSyslog(syslog, source, events));
      });
    }
    return true;
  });
}

async function forwardWebhook(lock: Lock, chain: Chain, { webhooks }: ForwardingSettings): Promise<void> {
  await unlessThrough('WEBHOOK', chain, async ({ organizationId }) => {
    const organization = await findForwarded(organizationId);
    if (!organization?.webhook) return true;
    const { sealedTarget, leavingTarget, leavingBy } = organization.webhook;
    const send = (sealed: string, outbox: Outbox) =>
      orWait(outbox, async () => {
        const target = openTarget(organizationId, sealed);
        if (!target)
          throw new DeliveryError('The secret was sealed with another DATA_KEY. Set the address anew.');
        return drain(lock, outbox, (events) => postWebhook(organizationId, target, events, webhooks));
      });
    if (leavingTarget && leavingBy) {
      const outbox = organizationOutbox(organizationId, 'WEBHOOK', await lastChange(organizationId));
      const isThrough = leavingBy > now() && (await send(leavingTarget, outbox));
      if (!isThrough && leavingBy > now()) return false;
      await forget(organizationId, leavingTarget);
      if (!isThrough) await outbox.settled();
    }
    return sealedTarget ? send(sealedTarget, organizationOutbox(organizationId, 'WEBHOOK')) : true;
  });
}

async function unlessThrough(
  destination: Destination,
  chain: Chain,
  work: (chain: Chain) => Promise<boolean>,
): Promise<void> {
  const key = `${destination}:${chain.organizationId}`;
  if (throughAt.get(key) === chain.sequence) return;
  if (await work(chain)) throughAt.set(key, chain.sequence);
}

/** What is sent of an organization; null for a sample, which tells of people who do not exist. */
async function findForwarded(organizationId: string) {
  const found = await unsafeTransaction({ organizationId, userId: null }, (tx) =>
    tx.organization.findUnique({
      where: { id: organizationId },
      select: {
        name: true,
        isSample: true,
        webhook: { select: { sealedTarget: true, leavingTarget: true, leavingBy: true } },
      },
    }),
  );
  return found && !found.isSample ? found : null;
}

/** The event that ended or changed the address. */
async function lastChange(organizationId: string): Promise<bigint> {
  const event = await unsafeTransaction({ organizationId, userId: null }, (tx) =>
    tx.auditEvent.findFirst({
      where: { organizationId, type: { in: ['forwarding.set', 'forwarding.ended'] } },
      orderBy: { sequence: 'desc' },
      select: { sequence: true },
    }),
  );
  return event?.sequence ?? 0n;
}

/** The address of before has what it gets; another one that left since stays. */
async function forget(organizationId: string, leavingTarget: string): Promise<void> {
  await unsafeTransaction({ organizationId, userId: null }, (tx) =>
    tx.eventWebhook.updateMany({
      where: { organizationId, leavingTarget },
      data: { leavingTarget: null, leavingBy: null },
    }),
  );
}

/** Does the work unless its destination is being left alone; a failed delivery makes it wait, longer each time. */
async function orWait(destination: Outbox, work: () => Promise<boolean>): Promise<boolean> {
  const { failures, retryAt } = await destination.read();
  if (retryAt && retryAt > now()) return false;
  try {
    const isThrough = await work();
    if (failures > 0) await destination.settled();
    return isThrough;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    await destination.failed(error.message, waitAfter(failures + 1));
    return false;
  }
}

/** Sends batch after batch; false when there may be more for the next turn. */
async function drain(
  lock: Lock,
  outbox: Outbox,
  deliver: (events: readonly ForwardedEvent[]) => Promise<void>,
): Promise<boolean> {
  for (let turn = 0; turn < BATCHES_A_TURN; turn += 1) {
    if (!lock.isHeld) throw new Error('the lock of the sender is lost; another process may have it');
    const events = await outbox.next();
    const last = events?.at(-1);
    if (!events || !last) return true;
    await deliver(events);
    await outbox.sent(last.sequence);
  }
  return false;
}
