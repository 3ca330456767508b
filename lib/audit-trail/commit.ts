import 'server-only';
import canonicalizeModule from 'canonicalize';
import type { Grant } from '@/lib/access/grant';
import { type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import type { DomainEvent, InstanceEventType } from './model';

const canonicalize = canonicalizeModule as unknown as (input: unknown) => string;

const unchangedBrand: unique symbol = Symbol('unchanged');
type Unchanged<R> = { [unchangedBrand]: true; result: R };
type Changed<R> = { result: R; events: readonly [DomainEvent, ...DomainEvent[]] };

/** For a command that found nothing to do: no row, no event. */
export function unchanged<R>(result: R): Unchanged<R> {
  return { [unchangedBrand]: true, result };
}

/** A non-empty list of events from a list built at run time. Throws on an empty one: that would be an unrecorded write. */
export function eventList(events: readonly DomainEvent[]): readonly [DomainEvent, ...DomainEvent[]] {
  const [first, ...rest] = events;
  if (!first) throw new Error('a write must record at least one event');
  return [first, ...rest];
}

/**
 * The door for writes: rows and their events are written together or not at all. The work returns its result and the
 * events; they are chained per organization under the lock of the chain's head (10.3.2, 10.3.4).
 */
export async function commit<R>(
  grant: Grant,
  work: (tx: Transaction) => Promise<Changed<R> | Unchanged<R>>,
): Promise<R> {
  return unsafeTransaction(
    { organizationId: grant.organizationId, userId: grant.actor.userId },
    async (tx) => {
      const outcome = await work(tx);
      if (unchangedBrand in outcome) return outcome.result;
      for (const event of outcome.events) {
        const text = eventText(grant, event);
        await tx.$executeRaw`SELECT append_event(${grant.organizationId}::uuid, ${event.type}, ${grant.actor.userId}::uuid, ${grant.actor.name}, ${event.subject.type}, ${event.subject.id}, ${text})`;
      }
      return outcome.result;
    },
  );
}

/**
 * The door for the one hot write: a SQL function that sets the organization, checks state and version, writes the row,
 * its event and the chain in a single round trip. `call` is the function's name; organization, person and the person's
 * name are its first arguments.
 */
export async function commitStatement<Row extends object>(
  grant: Grant,
  call: string,
  params: readonly unknown[],
): Promise<Row> {
  const places = params.map((_, index) => `$${index + 4}`);
  const result = await unsafePool().query<Row>({
    name: `commit:${call}`,
    text: `SELECT * FROM ${call}(${['$1::uuid', '$2::uuid', '$3::text', ...places].join(', ')})`,
    values: [grant.organizationId, grant.actor.userId, grant.actor.name, ...params],
  });
  const row = result.rows[0];
  if (!row) throw new Error(`${call} returned nothing`);
  return row;
}

/** Canonical JSON (RFC 8785) of an event: the text that the chain's hash covers. */
export function eventText(grant: Grant, event: DomainEvent): string {
  return canonicalize({
    format: 1,
    type: event.type,
    actor: { id: grant.actor.userId, name: grant.actor.name, role: grant.actor.role },
    subject: event.subject,
    data: event.data,
  });
}

/** Appends an event of the instance (sign-in, set-up) to its own chain, in its own transaction or the given one. */
export async function recordInstanceEvent(
  event: {
    type: InstanceEventType;
    actor: { id: string | null; name: string };
    subject: { type: string; id: string };
    data?: Record<string, string | number | boolean | null>;
  },
  tx?: Transaction,
): Promise<void> {
  const text = canonicalize({
    format: 1,
    type: event.type,
    actor: event.actor,
    subject: event.subject,
    data: event.data ?? {},
  });
  if (tx) {
    await tx.$executeRaw`SELECT append_instance_event(${event.type}, ${event.actor.id}::uuid, ${event.actor.name}, ${event.subject.type}, ${event.subject.id}, ${text})`;
    return;
  }
  await unsafePool().query('SELECT append_instance_event($1, $2::uuid, $3, $4, $5, $6)', [
    event.type,
    event.actor.id,
    event.actor.name,
    event.subject.type,
    event.subject.id,
    text,
  ]);
}
